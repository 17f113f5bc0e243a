# ruff: noqa: E501 (a row of a table is read in one line)
"""What a rule becomes that is written like those of the method."""

import pytest

from recovery.case import Case
from recovery.contradictions import rule as rules
from recovery.contradictions.rule import ANSWERS, METHOD, OWNER, WARNS, Hit, Rule, act, in_order, rule
from recovery.messages import say
from recovery.messages.text import Text


@pytest.fixture(autouse=True)
def a_list_of_its_own(monkeypatch):
    monkeypatch.setattr(rules, "_KNOWN", {})


def drafts(case: Case):
    yield act("plan-drill")


def check(case: Case) -> Hit | None:
    """Longer than
    a shift."""
    return None


def test_a_rule_holds_all_it_is_written_with():
    made = rule("long", WARNS, OWNER, drafts, "rto  mtd", about=ANSWERS, order=45)(check)
    assert made == Rule("long", 45, "warns", "owner", METHOD, True, frozenset({"rto", "mtd"}), check, drafts, ANSWERS)
    assert made.meaning == "Longer than a shift."
    assert in_order() == (made,)


def test_what_is_behind_it_may_depend_on_the_wording():
    by_wording = {"": "back-too-late", "rpo": "too-much-lost"}
    alone, one, several = (
        rule(f"at-{order}", WARNS, OWNER, drafts, "rto", about=ANSWERS, order=order, cause=cause)(check)
        for order, cause in enumerate(("", "back-too-late", by_wording))
    )
    assert [alone.cause(variant) for variant in ("", "rpo")] == ["at-0", "at-0"]
    assert [one.cause(variant) for variant in ("", "rpo")] == ["back-too-late", "back-too-late"]
    assert [several.cause(variant) for variant in ("rto", "rpo")] == ["back-too-late", "too-much-lost"]


def test_its_source_and_that_nobody_can_argue_with_it_are_named():
    made = rule("law", "blocks", "architect", drafts, "rto", about="needs", order=1, source="a law", justifiable=False)(
        check
    )
    assert (made.source, made.justifiable, made.severity, made.resolver) == ("a law", False, "blocks", "architect")


def test_rules_stand_by_their_place_whenever_they_were_written():
    for order in (30, 10, 20):
        rule(f"at-{order}", WARNS, OWNER, drafts, "rto", about=ANSWERS, order=order)(check)
    assert [each.code for each in in_order()] == ["at-10", "at-20", "at-30"]


def test_a_taken_place_is_refused_and_named():
    rule("first", WARNS, OWNER, drafts, "rto", about=ANSWERS, order=10)(check)
    for code, order in (("first", 20), ("second", 10)):
        with pytest.raises(ValueError, match=f"^{code} at {order}: there is first at 10$"):
            rule(code, WARNS, OWNER, drafts, "rto", about=ANSWERS, order=order)(check)


@pytest.mark.parametrize(
    ("draft", "label", "values"),
    [
        (rules.change(rto=60), "offer.rto", {"rto": 60}),
        (rules.change(rto=0), "offer.rto-zero", {"rto": 0}),
        (rules.change(rpo=0), "offer.rpo-zero", {"rpo": 0}),
        (rules.change(wrt=0), "offer.wrt", {"wrt": 0}),
        (rules.objectives({"rto": 0}), "offer.rto-zero", {"rto": 0}),
        (rules.objectives({"rto": 0, "rpo": 1}), "offer.objectives", {"rto": 0, "rpo": 1}),
        (rules.relabelled("offer.x", {"today.history": "none", "impact": {}}, more=1), "offer.x", {"history": "none", "more": 1}),
        (rules.elsewhere("bank", rto=60), "offer.other-rto", {"system": "bank", "rto": 60}),
        (rules.act("rank", count=2), "offer.rank", {"count": 2}),
    ],
)  # fmt: skip
def test_a_draft_is_named_after_what_it_changes(draft, label, values):
    assert (draft.label, draft.first_step) == (Text(label, values), False)


def test_a_draft_changes_what_it_says():
    assert rules.elsewhere("bank", rto=60).change == {"system": "bank", "rto": 60}
    assert rules.relabelled("offer.x", {"today.history": "none", "impact": {}}).change == {
        "today.history": "none",
        "impact": {},
    }
    done = rules.act("rank", count=2)
    assert (done.change, done.action) == ({}, "rank")


def test_a_step_is_first_where_more_has_to_follow():
    draft = rules.act("rank")
    stepped = rules.step(draft)
    assert (stepped.change, stepped.label, stepped.action, stepped.first_step) == ({}, draft.label, "rank", True)
    assert rules.step(draft, more=False) == draft


@pytest.mark.parametrize(("currency", "shown"), [("EUR", "€"), ("CHF", "CHF")])
def test_a_currency_without_a_sign_is_its_letters(currency, shown):
    told = say(Text("consequence.saves", {"amount": 1234.5, "currency": currency}))
    assert told == f"saves 1,234\u00a0{shown} a year"

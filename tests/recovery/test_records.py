"""What was derived is stored as JSON and read as what it was, also where it was stored before a field existed."""

import json
from dataclasses import fields, replace

import orjson
import pytest
from hypothesis import given, settings

from recovery.dependencies.schedule import Chain
from recovery.derivation import derive
from recovery.durations import DAY, HOUR
from recovery.facts import FAILOVER, Dependency, Exercise, Facts, System, Today
from recovery.messages import Text, say
from recovery.messages.text import Reason
from recovery.results import Derived, Offer, Suggested
from tests.recovery.worlds import chains, worlds


def as_stored(value):
    return json.loads(json.dumps(orjson.loads(orjson.dumps(value))))


@settings(max_examples=60, deadline=None)
@given(worlds | chains)
def test_what_was_derived_is_read_as_it_was(world):
    for derived in derive(world.systems, world.dependencies).values():
        assert Derived.from_record(as_stored(derived)) == derived
        for finding in derived.findings:
            assert Text.from_record(as_stored(finding.message)) == finding.message
            assert tuple(Offer.from_record(each) for each in as_stored(finding.offers)) == finding.offers


@pytest.fixture(scope="module")
def derived():
    """A result in which every field has something to say."""
    facts = Facts(
        mtd=8 * HOUR, legal_retention=3650 * DAY, loss_per_hour=1000.0, running_cost=90000.0, recovery_budget=1.0,
        workaround_needs=("ledger",),
        impact={"money": {HOUR: "minor", 8 * HOUR: "intolerable"}},
    )  # fmt: skip
    today, exercise = Today(history="snapshot", interval=2 * HOUR), Exercise(FAILOVER, rta=HOUR)
    payments = System("payments", 4 * HOUR, 60, facts, today, (exercise,))
    ledger, shop = System("ledger", 8 * HOUR, HOUR), System("shop", HOUR, HOUR)
    edges = [Dependency("payments", "ledger"), Dependency("shop", "payments")]
    return derive([payments, ledger, shop], edges)["payments"]


def test_the_findings_are_stored_apart(derived):
    record = as_stored(derived)
    del record["findings"]
    assert Derived.from_record(record) == replace(derived, findings=())


@pytest.mark.parametrize("name", [each.name for each in fields(Derived)])
def test_a_record_of_before_a_field_existed_has_its_nothing_there(derived, name):
    record = as_stored(derived)
    del record[name]
    older = Derived.from_record(record)
    assert replace(older, **{name: getattr(derived, name)}) == derived
    assert not getattr(older, name) or name in {"suggested", "neighbours", *(f"worst_loss{of}" for of in ("", "_today"))
                                                , "required_chain", "earliest_chain"}  # fmt: skip


def test_nothing_at_all_is_a_result_without_numbers():
    nothing = Derived.from_record({"untouched": True})
    assert nothing.suggested == Suggested(None, None, None, None, None, None, ())
    assert (nothing.required_chain, nothing.options, nothing.because) == (Chain((), 0), (), {})
    assert (nothing.worst_loss.disaster, nothing.neighbours.rto_looser, nothing.impact) == (None, None, None)


def test_a_field_inside_another_may_be_missing_or_strange(derived):
    record = as_stored(derived)
    del record["options"][0]["yearly_cost"]
    record["options"][0]["colour"] = "green"
    assert Derived.from_record(record).options[0] == replace(derived.options[0], yearly_cost=None)


def test_an_offer_of_before_others_were_named_names_none():
    assert Offer.from_record({"change": {"rto": HOUR}, "label": {"code": "offer.rto"}}).elsewhere == ()


def test_a_reason_keeps_what_it_is_about():
    stored = as_stored(Reason("because.mtd.stated", {"mtd": HOUR}, "mtd"))
    assert Reason.from_record(stored) == Reason("because.mtd.stated", {"mtd": HOUR}, "mtd")


def test_a_stored_text_is_said_as_ever():
    text = Text("elsewhere.raises", {"systems": ("ledger", "shop")})
    assert say(Text.from_record(as_stored(text))) == say(text)


def test_a_text_is_stored_as_its_code_and_its_values():
    text = Text("consequence.saves", {"amount": 12500.5, "currency": "EUR"})
    assert text.as_record() == {"code": "consequence.saves", "values": {"amount": 12500.5, "currency": "EUR"}}
    assert Text.from_record(json.loads(json.dumps(text.as_record()))) == text


@pytest.mark.parametrize(
    ("label", "action", "raises", "asks"),
    [
        ("offer.rto", "", (), False),
        ("offer.mtd", "", (), True),
        ("offer.mtd-and-impact", "", (), True),
        ("offer.give-reason", "give-reason", (), True),
        ("offer.rto", "", ("stale", "override-without-reason"), True),
        ("offer.delegate", "delegate", ("stale",), False),
    ],
)
def test_an_offer_asks_why_where_it_overrides_what_was_said(label, action, raises, asks):
    record = {"label": {"code": label}, "action": action, "raises": list(raises)}
    assert Offer.from_record(record).asks_why is asks

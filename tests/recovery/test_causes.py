"""Findings by what is behind them: every one once, in the subject and the cause where it belongs."""

from collections import Counter
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery.causes import GRAVITY, OPEN, grouped, place
from recovery.contradictions import BY_CODE, RULES, contradicts
from recovery.contradictions.rule import SUBJECTS
from recovery.languages import languages
from recovery.messages import wordings


class Found(NamedTuple):
    code: str
    variant: str = ""


def placed(each):
    severity = BY_CODE[each.code].severity if contradicts(each.code) else OPEN
    return place(each.code, each.variant, severity)


def groups(*found):
    made = grouped(found, placed)
    return [(group.about, [[each.code for each in cause.findings] for cause in group.causes]) for group in made]


PAYMENTS = (
    *("zero-asked", "rpo-tighter-than-needed", "worst-loss-exceeds-rpo", "strategy-misses-objective"),
    *("drill-missed-objective", "dependency-slower", "chain-exceeds-rto", "rpo-mismatch", "cost-exceeds-loss"),
)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((), []),
        ((Found("stale"),), [("answers", [["stale"]])]),
        # What nobody knows yet comes after what blocks: it is no contradiction.
        (
            (Found("objective-unknown"), Found("copy-shares-fate"), Found("never-tested")),
            [("protection", [["copy-shares-fate"], ["never-tested"]]), ("answers", [["objective-unknown"]])],
        ),
        (
            (Found("objective-unknown"), Found("never-tested")),
            [("answers", [["objective-unknown"]]), ("protection", [["never-tested"]])],
        ),
        # What costs too much because too much is asked stands with what is asked; what blocks comes first.
        (
            tuple(map(Found, PAYMENTS)),
            [
                ("protection", [["worst-loss-exceeds-rpo", "strategy-misses-objective", "drill-missed-objective"]]),
                ("needs", [["dependency-slower", "chain-exceeds-rto"], ["rpo-mismatch"]]),
                ("answers", [["zero-asked", "rpo-tighter-than-needed", "cost-exceeds-loss"]]),
            ],
        ),
        # Alone it is about money.
        ((Found("cost-exceeds-loss"),), [("money", [["cost-exceeds-loss"]])]),
        # The gravest of a cause stands first in it, and decides where the cause stands.
        (
            (Found("no-headroom"), Found("peak-tighter"), Found("override-without-reason", "rto")),
            [("answers", [["override-without-reason", "no-headroom", "peak-tighter"]])],
        ),
        # The wording decides: the reason may be missing for the one or for the other.
        (
            (Found("rpo-beyond-rebuild"), Found("override-without-reason", "rto")),
            [("answers", [["rpo-beyond-rebuild"], ["override-without-reason"]])],
        ),
        (
            (Found("rpo-beyond-rebuild"), Found("override-without-reason", "rpo")),
            [("answers", [["rpo-beyond-rebuild", "override-without-reason"]])],
        ),
        # A loss of everything comes of copies that share the fate of the system, any other of too weak a protection.
        (
            (Found("worst-loss-exceeds-rpo", "site-everything"), Found("copy-shares-fate")),
            [("protection", [["worst-loss-exceeds-rpo", "copy-shares-fate"]])],
        ),
        (
            (Found("worst-loss-exceeds-rpo", "disaster"), Found("copy-shares-fate")),
            [("protection", [["worst-loss-exceeds-rpo"], ["copy-shares-fate"]])],
        ),
        # Nobody on duty is of its own, but not where it is the destroyed data that take too long.
        (
            (Found("data-restore-exceeds-rto"), Found("unattended")),
            [("protection", [["data-restore-exceeds-rto"]]), ("needs", [["unattended"]])],
        ),
        (
            (Found("data-restore-exceeds-rto"), Found("unattended", "data")),
            [("protection", [["data-restore-exceeds-rto", "unattended"]])],
        ),
        (
            (Found("chain-exceeds-rto", "cycle"), Found("dependency-cycle")),
            [("needs", [["chain-exceeds-rto", "dependency-cycle"]])],
        ),
    ],
)
def test_what_stands_with_what(found, expected):
    assert groups(*found) == expected
    assert groups(*reversed(found)) == expected


WORDED = st.builds(
    Found, st.sampled_from(sorted(BY_CODE)), st.sampled_from(sorted({"", *(v for rule in RULES for v in rule.causes)}))
)


@given(st.lists(WORDED))
def test_each_finding_stands_in_exactly_one_group_and_the_gravest_first(found):
    made = grouped(found, placed)
    assert Counter(each for group in made for each in group.findings) == Counter(found)
    assert len({group.about for group in made}) == len(made)
    keys = [cause.key for group in made for cause in group.causes]
    assert len(keys) == len(set(keys))
    for grave in (made, *(group.causes for group in made)):
        first = [min(GRAVITY.index(placed(each).severity) for each in one.findings) for one in grave]
        assert first == sorted(first)
    assert [group.severity for group in made] == [placed(group.findings[0]).severity for group in made]


def test_one_of_a_rule_that_is_no_more_still_stands_somewhere():
    (group,) = grouped(["gone"], lambda code: place(code, "", "warns"))
    assert (group.about, group.severity, group.causes[0].key, group.findings) == ("answers", "warns", "gone", ("gone",))


def test_every_rule_says_what_it_is_about_and_every_cause_has_words():
    causes = {cause for rule in RULES for cause in rule.causes.values() if cause}
    assert {rule.about for rule in RULES} == set(SUBJECTS)
    for language in languages():
        assert {f"about.{about}" for about in SUBJECTS} | {f"cause.{cause}" for cause in causes} <= set(
            wordings(language)
        )


def test_a_cause_of_its_own_is_no_cause_of_the_catalogues():
    """A heading that only one rule can have says what the finding says itself."""
    by_cause = Counter(cause for rule in RULES for cause in set(filter(None, rule.causes.values())))
    assert {cause for cause, rules in by_cause.items() if rules < 2} == set()

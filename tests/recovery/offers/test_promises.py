"""What no offer and no suggestion ever does, whatever the answers: raise what it does not say, ask the impossible."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.case import make_case
from recovery.contradictions import ABOUT_ANSWERS, blocks
from recovery.derivation import ALONE, derive
from recovery.durations import LADDER, MINUTE
from recovery.facts import SAFETY, State, System, Today
from recovery.offers.builder import breaks_a_rule
from recovery.offers.changes import apply
from recovery.planning.clock import recovery_time
from recovery.planning.objectives import re_entry_time
from recovery.planning.plan import choose
from recovery.policy import DEFAULT_POLICY
from tests.recovery.builders import D, H, make
from tests.recovery.worlds import Grower, chains, worlds

ANY_WORLD = worlds | chains


def offers_of(world):
    """Every offer that changes something, with the system it is made to and the one that it changes."""
    for key, derived in derive(world.systems, world.dependencies).items():
        for finding in derived.findings:
            for offer in finding.offers:
                if offer.change:
                    yield world.system(key), world.system(offer.change.get("system", key)), offer


@settings(max_examples=80, deadline=None)
@given(ANY_WORLD)
def test_what_comes_with_an_offer_is_counted_and_the_gravest_named(world):
    for _, _, offer in offers_of(world):
        if not offer.raises:
            assert offer.warning is None
            continue
        assert offer.warning.values["count"] == len(set(offer.raises)) == len(offer.raises)
        gravest = offer.warning.values["finding"]
        assert gravest in offer.raises
        some_block = any(map(blocks, offer.raises))
        assert blocks(gravest) == some_block
        assert offer.warning.code == f"consequence.raises.{'blocks' if some_block else 'other'}"


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_no_offer_touches_what_was_said_about_peoples_safety(seed):
    system = Grower(seed).system("shop")
    for finding in derive([system], [])["shop"].findings:
        for offer in finding.offers:
            after = apply(system, offer.change) if "system" not in offer.change else system
            assert safety_of(after) == safety_of(system), (finding.code, offer.change)
            assert after.facts.safety_driver == system.facts.safety_driver


def safety_of(system: System):
    return (system.facts.impact or {}).get(SAFETY)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_nobody_is_offered_to_cope_for_longer_than_people_are_safe(seed):
    system = Grower(seed).system("shop")
    unsafe = [at for at, rated in (safety_of(system) or {}).items() if rated == "intolerable"]
    for finding in derive([system], [])["shop"].findings:
        for offer in finding.offers:
            assert offer.change.get("mtd", 0) <= min(unsafe, default=offer.change.get("mtd", 0)), finding.code


@settings(max_examples=80, deadline=None)
@given(ANY_WORLD)
def test_no_offer_asks_to_be_back_or_to_catch_up_in_no_time(world):
    for made_to, changed, offer in offers_of(world):
        least = re_entry_time(made_to.facts, made_to.rpo) if isinstance(made_to.rpo, int) else 0
        if "wrt" in offer.change:
            assert offer.change["wrt"] >= max(MINUTE, least or 0)
        if offer.change.get("rto") == 0:
            # Only a regulator demands it.
            assert changed.facts.regulator_rto == 0


@settings(max_examples=80, deadline=None)
@given(ANY_WORLD)
def test_no_offer_to_another_asks_for_more_than_the_fastest_strategy_can_do(world):
    for _, changed, offer in offers_of(world):
        if "system" in offer.change and "rto" in offer.change:
            after = apply(changed, offer.change)
            pair = choose(after.rto, after.rpo, after.facts, DEFAULT_POLICY)
            assert pair is not None
            assert recovery_time(pair, after.facts, has_data=after.has_data) <= after.rto


@settings(max_examples=80, deadline=None)
@given(ANY_WORLD)
def test_no_offer_breaks_a_regulators_limit_or_loses_what_may_never_be_lost(world):
    for made_to, changed, offer in offers_of(world):
        facts, names = changed.facts, ("rto", "rpo")
        limits = dict(zip(names, (facts.regulator_rto, 0 if facts.never_lose else facts.regulator_rpo), strict=True))
        if made_to is changed and "never_lose" not in offer.change:
            for name in names:
                asked, now, limit = offer.change.get(name), getattr(changed, name), limits[name]
                if asked is not None and limit is not None and asked > limit:
                    assert isinstance(now, int)
                    assert asked <= now


def of_answers(system: System) -> set[str]:
    """The codes among the answers themselves, whatever protects the system today."""
    alone = replace(system, today=Today(), exercises=())
    case = make_case(alone, DEFAULT_POLICY, ALONE)
    return {each.code for each in ABOUT_ANSWERS if each.check(case) is not None}


def suggestion_for(system: System) -> tuple[dict[str, int], set[str]]:
    """What is suggested, and the codes of what it says that accepting it raises."""
    suggested = derive([system], [], offers=False)["shop"].suggested
    change = {"rto": suggested.rto, "rpo": suggested.rpo if system.has_data else None}
    raised = {each.values["finding"] for each in suggested.because if each.code == "because.suggested.raises"}
    return {name: value for name, value in change.items() if value is not None}, raised


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_accepting_a_suggestion_raises_nothing_or_says_what(seed):
    system = Grower(seed).system("shop")
    change, raised = suggestion_for(system)
    assert of_answers(apply(system, change)) - of_answers(system) == raised


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32))
def test_where_a_suggestion_raises_something_no_other_value_within_the_limits_does_better(seed):
    system = Grower(seed).system("shop")
    system = replace(system, rto=State.UNSET, rpo=State.UNSET if system.has_data else system.rpo)
    (change, raised), before = suggestion_for(system), of_answers(system)
    numbers = make_case(system, DEFAULT_POLICY, ALONE).suggestion
    assert "rto" not in change or change["rto"] <= numbers.rto_limit
    if raised:
        for rto in steps_to(numbers.rto_limit) if "rto" in change else (system.rto,):
            for rpo in steps_to(numbers.rpo_limit) if "rpo" in change else (system.rpo,):
                assert of_answers(apply(system, {"rto": rto, "rpo": rpo})) - before, (rto, rpo)


def steps_to(limit):
    return [step for step in LADDER if step <= limit]


def test_an_open_objective_takes_the_suggestion_too():
    system = System("shop", State.UNKNOWN, State.UNSET)
    assert derive([system], [])["shop"].suggested.rto is None


BOUND = make(regulator_rto=4 * H, never_lose=True, impact={"money": {H: "minor"}, "safety": {H: "severe"}})
REGULATED = make(rto=8 * H, rpo=8 * H, regulator_rto=4 * H, regulator_rpo=H)


@pytest.mark.parametrize(
    ("system", "change", "breaks"),
    [
        (BOUND, {"rto": 4 * H}, False),
        (BOUND, {"rto": 4 * H + 1}, True),
        (BOUND, {"rpo": 4 * H}, False),
        (BOUND, {"rpo": 4 * H + 1}, True),
        (BOUND, {"impact": {"money": {str(H): "severe"}, "safety": {str(H): "severe"}}}, False),
        (BOUND, {"impact": {"money": {str(H): "minor"}, "safety": {str(H): "minor"}}}, True),
        (BOUND, {"impact": {"money": {str(H): "minor"}}}, True),
        (BOUND, {"system": "bank", "rto": D}, False),
        (BOUND, {"mtd": 30 * D}, False),
        (make(), {"rto": 30 * D, "rpo": 30 * D, "impact": {"money": {str(H): "minor"}}}, False),
        (make(), {"impact": {"safety": {str(H): "minor"}}}, True),
        # What is beyond the limit may stay as it is, but a step towards the limit is none that keeps it.
        (REGULATED, {"rto": 8 * H, "rpo": 2 * H}, True),
        (REGULATED, {"rto": 4 * H, "rpo": 8 * H + 1}, True),
        (replace(REGULATED, rto=State.UNSET), {"rto": 5 * H}, True),
    ],
)
def test_what_breaks_a_rule_is_not_offered(system, change, breaks):
    assert breaks_a_rule(make_case(system, DEFAULT_POLICY, ALONE), change) is breaks

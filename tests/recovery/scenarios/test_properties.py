"""What holds of every prediction, whatever the company."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.scenarios.project import earliest_finishes
from recovery.scenarios.scenario import falling
from tests.recovery.scenarios.companies import grow
from tests.recovery.scenarios.test_schedules import assert_feasible

companies = st.integers(0, 2**32).map(grow)


@settings(deadline=None, max_examples=40)
@given(companies)
def test_the_schedule_can_be_followed(where):
    """Nothing is overdrawn, and no system finishes before what it needs is back."""
    recovery = where.recovery()
    made = recovery.schedule()
    if recovery.fallen:
        assert_feasible(made.project, made.generated.finishes)
    found = {each.key: each for each in where.predict().systems}
    assert set(found) == falling(where.scenario.lost, where.edges)
    for edge in where.edges:
        if edge.kind == "hard" and edge.system in found and edge.needs in found:
            assert found[edge.system].back_at >= found[edge.needs].back_at


@settings(deadline=None, max_examples=40)
@given(companies)
def test_nothing_is_back_before_its_bound(where):
    recovery, found = where.recovery(), where.predict()
    earliest = earliest_finishes(recovery.schedule().project)
    back = {each.key: each.back_at for each in found.systems}
    for system, steps in zip(recovery.fallen, recovery.blueprint.steps, strict=True):
        assert back[system.key] >= earliest[steps.back]
    assert found.bound <= max(back.values(), default=0)
    assert sorted(found.order) == sorted(back)


@settings(deadline=None, max_examples=40)
@given(companies, st.integers(0, 2**32))
def test_the_order_of_the_input_does_not_matter(where, seed):
    found = where.predict()
    assert found == where.predict()
    dice = random.Random(seed)
    systems, edges = dice.sample(where.systems, len(where.systems)), dice.sample(where.edges, len(where.edges))
    lost = tuple(dice.sample(where.scenario.lost, len(where.scenario.lost)))
    other = replace(where, systems=tuple(systems), edges=tuple(edges)).having(lost=lost).predict()
    by_key = {each.key: each for each in other.systems}
    assert [each.key for each in other.systems] == [each.key for each in systems if each.key in by_key]
    assert tuple(by_key[each.key] for each in found.systems) == found.systems
    assert replace(other, systems=found.systems) == found


@settings(deadline=None, max_examples=40)
@given(companies)
def test_what_is_offered_helps(where):
    found = where.predict()
    counts = {"together-exceeds-rto": sum(bool(each.late_rto) for each in found.systems)}
    counts["together-exceeds-mtd"] = sum(bool(each.late_mtd) for each in found.systems)
    assert [each.code for each in found.findings] == [code for code, count in counts.items() if count]
    for finding in found.findings:
        assert finding.read["late"] == counts[finding.code]
        for offer in finding.offers:
            if set(offer.change) <= {"teams", "throughput"}:
                after = where.having(**_changed(where, offer.change)).predict()
                assert sum(map(bool, _late(after, finding.code))) < counts[finding.code]


def _late(found, code):
    return [each.late_rto if code == "together-exceeds-rto" else each.late_mtd for each in found.systems]


def _changed(where, change):
    if "teams" in change:
        return {"teams": change["teams"]}
    return {"throughput": {**where.scenario.throughput, **change["throughput"]}}

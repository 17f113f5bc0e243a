"""What holds for any catalogue: the whole and the part agree, order does not matter, every number has its reason."""

import json
import random
from dataclasses import asdict, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.changes import apply
from recovery.contradictions import RULES, reading
from recovery.derivation import derive
from recovery.effects import changed_case, difference
from recovery.facts import Dependency
from recovery.graph import affected
from recovery.landscape import survey
from recovery.messages import say
from recovery.messages.text import Text
from recovery.policy import DEFAULT_POLICY
from tests.recovery.worlds import Grower, World, grow, worlds

SEEDS = st.integers(0, 2**32)


def edited(world: World, dice: random.Random) -> tuple[World, set[str], tuple[Dependency, ...]]:
    """The world after one edit, the keys that changed, and the edges of before and after."""
    grower = Grower(dice.randint(0, 2**32))
    if dice.random() < 0.6:
        old = dice.choice(world.systems)
        return world.replacing(grower.system(old.key)), {old.key}, world.dependencies
    edges = list(world.dependencies)
    edge = grower.edge() if not edges or dice.random() < 0.5 else edges.pop(dice.randrange(len(edges)))
    after = (
        World(world.systems, (*edges, edge))
        if len(edges) == len(world.dependencies)
        else World(world.systems, tuple(edges))
    )
    return after, {edge.system, edge.needs}, (*world.dependencies, edge)


@settings(max_examples=120, deadline=None)
@given(worlds, SEEDS)
def test_deriving_what_is_affected_gives_what_deriving_all_gives(world, seed):
    after, changed, edges = edited(world, random.Random(seed))
    owners = [(each.key, each.facts.owner) for each in (*world.systems, *after.systems)]
    touched = affected(changed, edges, owners)
    results = derive(world.systems, world.dependencies)
    results |= derive(after.systems, after.dependencies, only=touched)
    assert results == derive(after.systems, after.dependencies)


@settings(max_examples=60, deadline=None)
@given(worlds)
def test_what_is_affected_is_all_one_has_to_know(world):
    whole = derive(world.systems, world.dependencies)
    owners = [(each.key, each.facts.owner) for each in world.systems]
    for key in whole:
        known = affected({key}, world.dependencies, owners)
        part = derive([each for each in world.systems if each.key in known], world.dependencies, only=[key])
        assert part == {key: whole[key]}


@settings(max_examples=60, deadline=None)
@given(worlds, SEEDS)
def test_order_does_not_matter(world, seed):
    dice = random.Random(seed)
    systems = [shuffled(each, dice) for each in dice.sample(world.systems, len(world.systems))]
    edges = dice.sample(world.dependencies, len(world.dependencies))
    assert derive(systems, edges) == derive(world.systems, world.dependencies)


def shuffled(system, dice):
    impact = system.facts.impact
    if impact is None:
        return system
    rows = {
        name: dict(dice.sample(list(impact[name].items()), len(impact[name])))
        for name in dice.sample(list(impact), len(impact))
    }
    return replace(system, facts=replace(system.facts, impact=rows))


@settings(max_examples=60, deadline=None)
@given(worlds)
def test_no_number_without_because(world):
    for derived in derive(world.systems, world.dependencies).values():
        numbers = {
            name: getattr(derived, name)
            for name in ("strategy", "live_copy", "history", "cost_tier", "yearly_cost", "expected_loss", "own_time")
        }
        numbers |= {name: getattr(derived, name) for name in ("required_rto", "earliest_recovery", "wave")}
        numbers["worst_loss"] = derived.worst_loss.corruption
        numbers["retention"] = derived.history and derived.history.retention
        assert set(derived.because) == {name for name, value in numbers.items() if value is not None}
        said = {text.code for text in derived.suggested.because}
        for name in ("rto", "rpo"):
            assert (f"because.{name}" in said) == (getattr(derived.suggested, name) is not None)
        assert derived.suggested.peak_rto is None or "because.peak" in said


def texts(value):
    if isinstance(value, Text):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


@settings(max_examples=25, deadline=None)
@given(worlds, st.sampled_from(("en", "es")), st.sampled_from(("owner", "architect")))
def test_everything_can_be_said(world, language, audience):
    for derived in derive(world.systems, world.dependencies).values():
        for text in texts(derived):
            assert "{" not in say(text, language, audience)
        json.dumps(asdict(derived), allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(worlds, SEEDS)
def test_a_rule_reads_what_it_says_it_reads(world, seed):
    landscape = survey(world.systems, world.dependencies, DEFAULT_POLICY)
    other = grow(seed).systems[0]
    for node in range(len(world.systems)):
        case = landscape.case(node)
        before = {rule.code: rule.check(case) for rule in RULES}
        for name in ("rto", "rpo", "mtd", "wrt", "impact", "rebuild_window", "unattended", "running_cost", "owner"):
            value = getattr(other, name) if name in ("rto", "rpo") else getattr(other.facts, name)
            after = changed_case(case, {name: value})
            assert after.system == apply(case.system, {name: value})
            asked = {code for code, _ in reading(frozenset((name,)))}
            for rule in RULES:
                if rule.code not in asked:
                    assert (rule.check(after) is None) == (before[rule.code] is None)
            fired = {code for code, hit in before.items() if hit is not None}
            now = {rule.code for rule in RULES if rule.check(after) is not None}
            resolves, raises = difference(fired, after, (name,))
            assert (set(resolves), set(raises)) == (fired - now, now - fired)

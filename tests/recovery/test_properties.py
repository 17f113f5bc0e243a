"""What holds for any catalogue: the whole and the part agree, order does not matter, every number has its reason."""

import json
import random
import subprocess
import sys
from dataclasses import asdict, fields, replace
from itertools import pairwise
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.case import make_case
from recovery.contradictions import RULES, reading
from recovery.dependencies.affected import affected
from recovery.dependencies.portfolio import connect_portfolio
from recovery.derivation import derive
from recovery.facts import SHARES, Dependency, Facts, Today
from recovery.messages import say
from recovery.messages.text import Text
from recovery.offers.changes import apply
from recovery.offers.effects import changed_case, difference
from recovery.planning.backups import NO_HISTORY
from recovery.planning.places import demanded_site
from recovery.policy import DEFAULT_POLICY
from tests.benchmarks.bench_recovery import catalogue
from tests.recovery.builders import MIN, D, H, make
from tests.recovery.worlds import Grower, World, chains, grow, worlds

ROOT = Path(__file__).resolve().parents[2]
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


ANY_WORLD = worlds | chains
FEW_PEERS = replace(DEFAULT_POLICY, owner_systems=2)
"""With the default policy a rule about five systems of one owner would hardly ever have anything to say."""


@settings(max_examples=150, deadline=None)
@given(ANY_WORLD, SEEDS)
def test_deriving_what_is_affected_gives_what_deriving_all_gives(world, seed):
    dice = random.Random(seed)
    results = derive(world.systems, world.dependencies, FEW_PEERS)
    for _ in range(3):
        after, changed, edges = edited(world, dice)
        owners = [(each.key, each.facts.owner) for each in (*world.systems, *after.systems)]
        touched = affected(changed, edges, owners)
        known = affected(touched, after.dependencies, owners)
        given_ = [each for each in after.systems if each.key in known]
        results |= derive(given_, after.dependencies, FEW_PEERS, only=touched)
        world = after
    assert results == derive(world.systems, world.dependencies, FEW_PEERS)


@settings(max_examples=80, deadline=None)
@given(ANY_WORLD)
def test_what_is_affected_is_all_one_has_to_know(world):
    whole = derive(world.systems, world.dependencies, FEW_PEERS)
    owners = [(each.key, each.facts.owner) for each in world.systems]
    for key in whole:
        known = affected({key}, world.dependencies, owners)
        given_ = [each for each in world.systems if each.key in known]
        assert derive(given_, world.dependencies, FEW_PEERS, only=[key]) == {key: whole[key]}


def test_who_shares_with_the_sharers_of_a_sharer_is_known_too():
    """An offer to align the ledger is nothing new to the cards: they and the shop did not agree before."""
    rpos = {"bank": 0, "ledger": H, "cards": H, "shop": D}
    systems = [make(key, rpo=rpo) for key, rpo in rpos.items()]
    edges = [Dependency(one, other, SHARES) for one, other in pairwise(rpos)]
    known = affected({"bank"}, edges)
    assert known == rpos.keys()
    assert told_by_aligning_the_ledger(systems, edges) == {"ledger"}
    assert told_by_aligning_the_ledger(systems[:-1], edges) == {"ledger", "cards"}


def told_by_aligning_the_ledger(systems, edges):
    (finding,) = [each for each in derive(systems, edges)["bank"].findings if each.code == "rpo-mismatch"]
    return {each.system for each in finding.offers[0].elsewhere}


def test_what_those_need_that_share_transactions_is_known_too():
    """An offer to align the ledger makes it quicker, so that it no longer waits too long for the disks."""
    systems = [
        make("bank", rpo=10),
        make("ledger", rto=4 * H, rpo=H),
        make("disks", rto=0, exercise={"rta": 3 * H + 50 * MIN}),
    ]
    edges = [Dependency("bank", "ledger", "shares_transactions"), Dependency("ledger", "disks")]
    rows = DEFAULT_POLICY.strategies
    by_itself = replace(DEFAULT_POLICY, strategies=(rows[0], rows[2]))
    whole = derive(systems, edges, by_itself)["bank"]
    offer = next(each for finding in whole.findings for each in finding.offers if "system" in each.change)
    assert "chain-exceeds-rto" in offer.elsewhere[0].resolves
    known = affected({"bank"}, edges)
    given_ = [each for each in systems if each.key in known]
    assert derive(given_, edges, by_itself, only=["bank"])["bank"] == whole
    assert "bank" in affected({"disks"}, edges)


def test_who_waits_for_a_circle_from_outside_is_a_third_system():
    """The shop asks the ledger to hurry, which comes up together with the cards; the bank waits for these too, and no
    change of the bank makes the shop's offers be worked out again. Of the cards the offer still tells."""
    edges = [Dependency(*pair) for pair in (("shop", "ledger"), ("ledger", "cards"), ("cards", "ledger"))]
    edges.append(Dependency("bank", "cards"))
    systems = [
        make("shop", rto=15 * MIN, rpo=H, exercise={"rta": 3 * D}),
        make("ledger", rto=4 * H, rpo=2 * H),
        make("cards", rto=15 * MIN, rpo=30 * MIN, exercise={"rta": 15 * MIN}),
        make("bank", rto=2 * H, rpo=8 * H),
    ]
    whole = derive(systems, edges)["shop"]
    offers = [each for finding in whole.findings for each in finding.offers if each.change.get("system") == "ledger"]
    assert [{there.system for there in each.elsewhere} for each in offers] == [{"ledger", "cards"}]
    assert affected({"shop"}, edges) == {"shop", "ledger", "cards"}
    assert derive(systems[:-1], edges, only=["shop"])["shop"] == whole


@settings(max_examples=80, deadline=None)
@given(ANY_WORLD)
def test_one_step_looser_never_costs_more_and_one_step_tighter_never_less(world):
    for derived in derive(world.systems, world.dependencies, offers=False).values():
        there = derived.neighbours
        for step, sign in (
            (there.rto_looser, 1),
            (there.rpo_looser, 1),
            (there.rto_tighter, -1),
            (there.rpo_tighter, -1),
        ):
            if step is not None and step.saving is not None:
                assert sign * step.saving >= 0
            if step is not None and None not in (step.cost_tier, derived.cost_tier):
                assert sign * (derived.cost_tier - step.cost_tier) >= 0
        known = [each.yearly_cost for each in derived.balance if each.yearly_cost is not None]
        assert known == sorted(known, reverse=True)


@pytest.mark.unmutated
def test_neither_the_order_of_names_nor_the_time_of_day_changes_anything():
    """The same facts in another process, with other hashes, at another time and place, in another order of names."""
    facts = json.dumps(catalogue(60))
    backwards = json.dumps(turned(json.loads(facts)))
    moment = (
        "import time_machine, runpy; time_machine.travel('{}', tick=False).start(); "
        "runpy.run_module('recovery', run_name='__main__')"
    )
    codes = {
        subprocess.run(
            [sys.executable, "-c", moment.format(when)], input=text.encode(), capture_output=True, check=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone}, cwd=ROOT,
        ).stdout
        for text, when, seed, zone in (
            (facts, "2026-11-23T01:00:00", "1", "UTC"),
            (facts, "1999-12-31T23:59:59", "2", "Asia/Tokyo"),
            (backwards, "2040-02-29T12:00:00", "3", "America/Lima"),
        )
    }  # fmt: skip
    assert len(codes) == 1


def turned(value):
    """The same JSON with the names of every object in the opposite order."""
    if isinstance(value, dict):
        return {name: turned(value[name]) for name in reversed(value)}
    return [turned(each) for each in value] if isinstance(value, list) else value


@settings(max_examples=80, deadline=None)
@given(ANY_WORLD, SEEDS)
def test_order_does_not_matter(world, seed):
    dice = random.Random(seed)
    systems = [shuffled(each, dice) for each in dice.sample(world.systems, len(world.systems))]
    edges = dice.sample(world.dependencies, len(world.dependencies))
    assert derive(systems, edges, FEW_PEERS) == derive(world.systems, world.dependencies, FEW_PEERS)


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
            for name in (
                "strategy",
                "live_copy",
                "history",
                "cost_tier",
                "yearly_cost",
                "expected_loss",
                "recovery_estimate",
                "recovery_time",
                "data_recovery_time",
                "archive",
            )
        }
        numbers |= {name: getattr(derived, name) for name in ("required_rto", "earliest_recovery", "wave")}
        numbers["worst_loss"] = derived.worst_loss.corruption
        numbers["retention"] = derived.history and derived.history.retention
        numbers["then"] = derived.history and derived.history.then
        facts = world.system(derived.key).facts
        kept = derived.history is not None and derived.history.kind != NO_HISTORY
        numbers["copies_site"] = demanded_site(facts) if kept else None
        rto = world.system(derived.key).rto
        numbers["beyond"] = (derived.recovery_time is not None and derived.recovery_time < rto) or None
        assert set(derived.because) == {name for name, value in numbers.items() if value is not None}
        codes = {text.code for text in derived.suggested.because}
        for name in ("rto", "rpo"):
            assert (f"because.{name}" in codes) == (getattr(derived.suggested, name) is not None)
        assert derived.suggested.peak_rto is None or "because.peak" in codes


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


OWN = ("rto", "rpo", "data_rto", "data_rpo")
ANSWERS = (*OWN, *(each.name for each in fields(Facts)), *(f"today.{each.name}" for each in fields(Today)))


@settings(max_examples=120, deadline=None)
@given(worlds, SEEDS)
def test_a_rule_reads_what_it_says_it_reads(world, seed):
    graph = connect_portfolio(world.systems, world.dependencies, DEFAULT_POLICY)
    other = grow(seed).systems[0]
    for node in range(len(world.systems)):
        case = graph.case(node)
        before = {rule.code: rule.check(case) for rule in RULES}
        for name in ANSWERS:
            value = attrgetter(name if name in OWN or "." in name else f"facts.{name}")(other)
            after = changed_case(case, {name: value})
            assert after == make_case(apply(case.system, {name: value}), DEFAULT_POLICY, case.context)
            asked = {code for code, _ in reading(frozenset((name,)))}
            for rule in RULES:
                if rule.code not in asked:
                    assert (rule.check(after) is None) == (before[rule.code] is None)
            fired = {code for code, hit in before.items() if hit is not None}
            now = {rule.code for rule in RULES if rule.check(after) is not None}
            resolves, raises = difference(fired, after, (name,))
            assert (set(resolves), set(raises)) == (fired - now, now - fired)

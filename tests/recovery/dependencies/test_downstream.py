"""What a change does further up the chain: all dependents, direct or not, are told, and nobody else."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings

from recovery.dependencies import downstream
from recovery.dependencies.downstream import now_kept, now_missed
from recovery.dependencies.portfolio import connect_portfolio
from recovery.derivation import derive
from recovery.facts import Dependency
from recovery.messages import say
from recovery.offers import other_systems
from recovery.offers.effects import CHAIN
from recovery.policy import DEFAULT_POLICY
from tests.recovery.builders import BY_HAND, MIN, UNSET, D, H, make
from tests.recovery.offers.test_offers import accepted, codes
from tests.recovery.worlds import Grower, World, chains


@settings(max_examples=60, deadline=None)
@given(chains)
def test_the_chain_further_up_is_told_exactly(world):
    before = codes(world)
    for key, derived in derive(world.systems, world.dependencies).items():
        for offer in {repr(each.change): each for finding in derived.findings for each in finding.offers}.values():
            if offer.change and "system" not in offer.change:
                after = codes(accepted(world, key, offer))
                others = [each for each in after if each != key]
                assert told_of(offer, "resolves") == {each for each in others if CHAIN in before[each] - after[each]}
                assert told_of(offer, "raises") == {each for each in others if CHAIN in after[each] - before[each]}


@settings(max_examples=40, deadline=None)
@given(chains)
@example(Grower(1171).chains())  # the other one comes up in a circle, and finishes later than before
def test_a_quicker_link_does_what_it_says(world):
    before = codes(world)
    for key, derived in derive(world.systems, world.dependencies).items():
        for finding in derived.findings:
            for offer in finding.offers:
                if "system" in offer.change:
                    after = codes(accepted(world, key, offer))
                    assert not set(offer.resolves) & after[key]
                    for other in offer.elsewhere:
                        assert not set(other.resolves) & after[other.system]
                    new = {code for each in after for code in after[each] - before[each]}
                    assert CHAIN not in new or CHAIN in offer.raises


def told_of(offer, what):
    return {each.system for each in offer.elsewhere if CHAIN in getattr(each, what)}


def tower(height: int, *, rto: int, at_the_foot: int = 4 * H) -> World:
    """s0 needs s1, which needs s2, and so on; only the foot takes any time, and only the top has to hurry."""
    top = make("s0", rto=rto, exercise={"rta": 0})
    middle = [make(f"s{at}", rto=30 * D, exercise={"rta": 0}) for at in range(1, height - 1)]
    foot = make(f"s{height - 1}", rto=at_the_foot, mtd=30 * D)
    edges = [Dependency(f"s{at}", f"s{at + 1}") for at in range(height - 1)]
    return World((top, *middle, foot), tuple(edges))


def of_foot(world: World, code: str, **change):
    key = world.systems[-1].key
    findings = derive(world.systems, world.dependencies, only=[key])[key].findings
    offers = (offer for each in findings if each.code == code for offer in each.offers)
    return next(offer for offer in offers if offer.change == change)


def test_far_above_an_rto_breaks_when_the_foot_may_take_longer():
    world = tower(20, rto=2 * H, at_the_foot=H)
    foot = replace(
        world.systems[-1],
        facts=make(unattended=4 * H).facts,
    )
    offer = of_foot(world.replacing(foot), "unattended", rto=8 * H)
    assert told_of(offer, "raises") == {"s0"}
    assert CHAIN in offer.raises


def test_far_above_an_rto_is_kept_when_the_foot_is_sooner():
    world = tower(20, rto=2 * H)
    foot = replace(world.systems[-1], facts=make(unattended=5 * H).facts)
    offer = of_foot(world.replacing(foot), "unattended", rto=30 * MIN, data_rto=8 * H)
    assert told_of(offer, "resolves") == {"s0"}


def test_what_was_missed_before_is_not_blamed_on_the_change():
    world = tower(5, rto=30 * MIN, at_the_foot=H)
    other = make("slow", rto=D, exercise={"rta": 8 * H})
    late = World((*world.systems, other), (*world.dependencies, Dependency("s0", "slow")))
    graph = connect_portfolio(late.systems, late.dependencies, DEFAULT_POLICY)
    assert now_missed(graph, 4, 8 * H) == set()
    assert now_kept(graph, 4, 0) == set()


def fan(width: int):
    """A hub, then one system that needs it, and many that need that one and are missed or kept together."""
    leaves = [make(f"l{at:05}", rto=2 * H + (at % 2), exercise={"rta": 0}) for at in range(width)]
    systems = [make("hub", exercise={"rta": 2 * H}), make("mid", rto=30 * D, exercise={"rta": 0}), *leaves]
    edges = [Dependency("mid", "hub"), *(Dependency(leaf.key, "mid") for leaf in leaves)]
    return connect_portfolio(systems, edges, DEFAULT_POLICY), systems


@pytest.mark.parametrize("width", [10, downstream.LOOKED_AT + 10])
def test_many_dependents_are_looked_at_within_bounds_and_one_that_breaks_is_always_named(width):
    graph, systems = fan(width)
    found = now_missed(graph, 0, 2 * H + 1)
    assert {systems[each].rto for each in found} == {2 * H}
    assert len(found) == (width // 2 if width < downstream.LOOKED_AT else 1)


def test_a_group_that_needs_too_much_to_be_looked_through_is_taken_to_wait_as_before():
    needs = [make(f"n{at}", rto=0, exercise={"rta": 0}) for at in range(downstream.LOOKED_AT + 1)]
    top, foot = make("top", rto=H, exercise={"rta": 0}), make("foot", exercise={"rta": 2 * H})
    for some, kept in ((needs[:5], {0}), (needs, set())):
        edges = [Dependency("top", "foot"), *(Dependency("top", each.key) for each in some)]
        assert now_kept(connect_portfolio([top, foot, *some], edges, DEFAULT_POLICY), 1, H) == kept


def test_those_in_one_group_are_told_of_each_other():
    systems = [
        make("a", rto=H, exercise={"rta": 2 * H}),
        make("b", rto=3 * H, exercise={"rta": 0}),
        make("c", rto=UNSET),
    ]
    edges = [Dependency("a", "b"), Dependency("b", "c"), Dependency("c", "a")]
    graph = connect_portfolio(systems, edges, DEFAULT_POLICY)
    assert now_missed(graph, 0, 4 * H) == {1}
    assert now_kept(graph, 1, H) == set()
    assert now_kept(graph, 0, H) == set()
    others = [make("a", rto=H, exercise={"rta": 0}), make("b", rto=D, exercise={"rta": 2 * H}), systems[2]]
    assert now_kept(connect_portfolio(others, edges, DEFAULT_POLICY), 1, H) == {0}


def test_in_a_large_group_all_are_told_and_as_many_as_can_be_named():
    ring = [make(f"r{at:02}", rto=(at + 1) * H, exercise={"rta": 0}) for at in range(30)]
    edges = [Dependency(one.key, other.key) for one, other in pairwise([*ring, ring[0]])]
    graph = connect_portfolio(ring, edges, DEFAULT_POLICY)
    assert now_missed(graph, 0, 6 * H + 1) == {1, 2, 3, 4, 5}
    assert 10 <= len(now_missed(graph, 9, 29 * H + 1)) <= 13
    foot = make("foot", exercise={"rta": 0})
    graph = connect_portfolio([*ring, foot], [*edges, Dependency("r07", "foot")], DEFAULT_POLICY)
    assert now_missed(graph, 30, 6 * H + 1) == {0, 1, 2, 3, 4, 5}
    late = connect_portfolio(
        [*ring, make("foot", exercise={"rta": 6 * H + 1})], [*edges, Dependency("r07", "foot")], DEFAULT_POLICY
    )
    assert now_kept(late, 30, 4 * H) == {3, 4, 5}


@pytest.mark.parametrize(("quick", "slow"), [("left", "right"), ("right", "left")])
def test_on_two_ways_up_everybody_is_visited_once_and_waits_for_the_slower(quick, slow):
    """The top needs left and right, which both need the foot; one of them takes longer."""
    systems = [
        make("foot", exercise={"rta": H}),
        make(quick, rto=3 * H, exercise={"rta": 0}),
        make(slow, rto=30 * D, exercise={"rta": H}),
        make("top", rto=3 * H, exercise={"rta": 0}),
        make("roof", rto=4 * H, exercise={"rta": 0}),
    ]
    pairs = [("left", "foot"), ("right", "foot"), ("top", "left"), ("top", "right"), ("roof", "top")]
    edges = [Dependency(*pair) for pair in pairs]
    graph = connect_portfolio(systems, edges, DEFAULT_POLICY)
    assert now_missed(graph, 0, 2 * H + 45 * MIN) == set()
    assert now_missed(graph, 0, 2 * H + 45 * MIN + 1) == {3}
    assert now_missed(graph, 0, 3 * H + 1) == {1, 3}
    assert now_missed(graph, 0, 3 * H + 45 * MIN + 1) == {1, 3, 4}
    late = connect_portfolio([make("foot", exercise={"rta": 4 * H}), *systems[1:]], edges, DEFAULT_POLICY)
    assert now_kept(late, 0, 3 * H + 45 * MIN + 1) == set()
    assert now_kept(late, 0, 3 * H + 45 * MIN) == {4}
    assert now_kept(late, 0, 3 * H) == {1, 4}
    assert now_kept(late, 0, 2 * H + 45 * MIN) == {1, 3, 4}


def test_who_is_needed_is_visited_before_those_that_need_it_whatever_they_are_called():
    """a needs the foot, and m, which needs the foot too and takes an hour."""
    systems = [
        make("foot", exercise={"rta": H}),
        make("m", rto=30 * D, exercise={"rta": H}),
        make("a", rto=4 * H, exercise={"rta": 0}),
    ]
    edges = [Dependency("a", "foot"), Dependency("a", "m"), Dependency("m", "foot"), Dependency("z", "a")]
    systems.append(make("z", rto=4 * H, exercise={"rta": H}))
    graph = connect_portfolio(systems, edges, DEFAULT_POLICY)
    assert now_missed(graph, 0, 3 * H + 30 * MIN + 1) == {3}
    assert now_missed(graph, 0, 3 * H + 45 * MIN + 1) == {2, 3}
    late = connect_portfolio([make("foot", exercise={"rta": 4 * H}), *systems[1:]], edges, DEFAULT_POLICY)
    assert now_kept(late, 0, 3 * H + 45 * MIN) == {2}
    assert now_kept(late, 0, 3 * H + 30 * MIN) == {2, 3}


def test_when_it_is_back_nobody_knows_of_whom_the_recovery_estimate_is_unknown():
    systems = [make("foot", exercise={"rta": H}), make("top", rto=2 * H, rpo=UNSET)]
    graph = connect_portfolio(systems, [Dependency("top", "foot")], DEFAULT_POLICY)
    assert now_missed(graph, 0, D) == set()
    late = connect_portfolio(
        [make("foot", exercise={"rta": D}), systems[1]], [Dependency("top", "foot")], DEFAULT_POLICY
    )
    assert now_kept(late, 0, 0) == set()


def quicker(*systems, policy=DEFAULT_POLICY):
    """The offers of the first to make a link of its chain quicker; each system needs the next."""
    edges = [Dependency(one.key, other.key) for one, other in pairwise(systems)]
    findings = derive(systems, edges, policy, only=[systems[0].key])[systems[0].key].findings
    chain = next(each for each in findings if each.code == CHAIN)
    return chain, [offer for offer in chain.offers if "system" in offer.change]


TOP = make("top", rto=H, exercise={"rta": 0})


def test_the_slowest_link_that_nobody_has_measured_is_to_be_as_much_quicker_as_is_asked():
    measured = make("measured", rto=D, exercise={"rta": 0})
    chain, (offer,) = quicker(TOP, measured, make("slow", rto=4 * H, running_cost=1000))
    assert offer.change == {"system": "slow", "rto": H}
    assert CHAIN in offer.resolves
    assert (offer.strategy, offer.saving) == ("pilot_light", -150)
    words = say(chain.offers[0].label, names={"slow": "The slow one", "measured": "Another"})
    assert words == "Make these come back sooner, by 3 hours together: Another and The slow one"


def test_when_one_link_is_not_enough_the_next_strategy_is_a_first_step():
    _, (offer,) = quicker(TOP, make("one", rto=4 * H), make("two", rto=4 * H))
    assert offer.change == {"system": "two", "rto": 30 * MIN}
    assert CHAIN not in offer.resolves


def test_what_an_exercise_has_measured_no_answer_makes_quicker():
    chain, offers = quicker(TOP, make("slow", rto=D, exercise={"rta": 4 * H}))
    assert offers == []
    assert chain.offers[0].action == "shorten-chain"


def test_what_takes_too_long_to_finish_is_a_link_of_its_chain():
    top = make("top", rto=5 * MIN, exercise={"rta": 10 * MIN})
    chain, _ = quicker(top, make("slow", rto=D, exercise={"rta": MIN}), policy=BY_HAND)
    words = say(chain.offers[0].label, names={"top": "This one", "slow": "The other"})
    assert words == "Make these come back sooner, by 6 minutes together: This one and The other"


def test_who_misses_its_rto_by_itself_is_told_when_others_make_it_miss_it_too():
    top = make("top", rto=15 * MIN, exercise={"rta": H})
    graph = connect_portfolio([make("foot", rto=15 * MIN), top], [Dependency("top", "foot")], DEFAULT_POLICY)
    assert now_missed(graph, 0, 15 * MIN) == set()
    assert now_missed(graph, 0, 15 * MIN + 1) == {1}
    late = connect_portfolio([make("foot", rto=H), top], [Dependency("top", "foot")], DEFAULT_POLICY)
    assert now_kept(late, 0, 15 * MIN + 1) == set()
    assert now_kept(late, 0, 15 * MIN) == {1}


def test_of_two_that_come_up_together_one_may_wait_for_the_other_alone():
    """Both directions at once: the first prepares sooner and finishes later."""
    systems = [make("a", rto=D, exercise={"rta": 3 * H}), make("b", rto=2 * H, exercise={"rta": 5 * H})]
    graph = connect_portfolio(systems, [Dependency("a", "b"), Dependency("b", "a")], DEFAULT_POLICY)
    assert graph.schedule.earliest_finish == [5 * H]
    assert now_kept(graph, 0, 5 * H, preparing=H) == {1}
    assert now_missed(graph, 0, 5 * H, preparing=H) == set()


def test_no_link_is_to_be_quicker_than_any_strategy():
    weak = replace(DEFAULT_POLICY, strategies=DEFAULT_POLICY.strategies[:2])
    _, offers = quicker(replace(TOP, rto=5 * MIN), make("slow", rto=H), policy=weak)
    assert offers == []


def test_another_branch_that_is_as_slow_is_not_forgotten():
    systems = [TOP, make("one", rto=4 * H), make("other", rto=4 * H)]
    found = derive(systems, [Dependency("top", "one"), Dependency("top", "other")], only=["top"])["top"]
    chain = next(each for each in found.findings if each.code == CHAIN)
    offer = next(each for each in chain.offers if "system" in each.change)
    assert offer.change == {"system": "one", "rto": H}
    assert CHAIN not in offer.resolves


def test_what_was_worked_out_about_another_system_is_forgotten_in_time(monkeypatch):
    systems = [TOP, replace(TOP, key="next"), make("one", rto=D), make("two", rto=2 * D)]
    edges = [Dependency(*pair) for pair in (("top", "one"), ("top", "two"), ("next", "one"))]
    whole = derive(systems, edges)
    monkeypatch.setattr(other_systems, "MOST_REMEMBERED", 1)
    assert derive(systems, edges) == whole

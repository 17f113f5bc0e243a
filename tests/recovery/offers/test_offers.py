"""An offer keeps its word: accepted, it resolves what it says, and raises nothing that blocks without saying so."""

from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.contradictions import blocks
from recovery.derivation import derive
from recovery.facts import SHARES, Dependency
from recovery.offers.changes import apply, target
from recovery.results import Offer
from tests.recovery.builders import D, H, make
from tests.recovery.worlds import World, worlds

FIRST_STEPS = (
    "objective-unknown", "dependency-slower", "rpo-mismatch", "rto-tighter-than-harm", "chain-exceeds-rto",
    "regulator-breached",
)  # fmt: skip
"""What may take more than one step; every offer of the others does away with its finding."""


def codes(world: World) -> dict[str, set[str]]:
    found = derive(world.systems, world.dependencies, offers=False)
    return {key: {finding.code for finding in each.findings} for key, each in found.items()}


def accepted(world: World, key: str, offer: Offer) -> World:
    system = world.system(target(key, offer.change))
    return world.replacing(apply(system, offer.change))


@settings(max_examples=60, deadline=None)
@given(worlds)
def test_an_accepted_offer_does_what_it_says(world):
    before = codes(world)
    for key, derived in derive(world.systems, world.dependencies).items():
        for finding in derived.findings:
            for offer in finding.offers:
                if offer.change:
                    after = codes(accepted(world, key, offer))
                    assert_true_to_its_word(key, offer, before, after)


def assert_true_to_its_word(key, offer, before, after):
    assert not set(offer.resolves) & after[key]
    assert set(offer.resolves) <= before[key]
    for other in offer.elsewhere:
        assert not set(other.resolves) & after[other.system]
    new = {(other, code) for other in after for code in after[other] - before[other]}
    named = {(other.system, code) for other in offer.elsewhere for code in other.raises}
    unsaid = {code for _, code in new if blocks(code)} - set(offer.raises)
    assert not unsaid, (offer.change, unsaid)
    own = {code for other, code in new if other == key}
    if "system" not in offer.change:
        assert own <= set(offer.raises)
        assert not set(offer.raises) - own - {code for _, code in named}


SHARED = st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"))


@settings(max_examples=100, deadline=None)
@given(st.tuples(*[st.sampled_from((0, H, D))] * 5), st.lists(SHARED, min_size=2, max_size=7))
def test_an_offer_to_change_another_system_tells_of_all_that_share_transactions_with_it(rpos, pairs):
    systems = tuple(make(key, rpo=rpo) for key, rpo in zip("abcde", rpos, strict=True))
    world = World(systems, tuple(Dependency(one, other, SHARES) for one, other in pairs if one != other))
    before = codes(world)
    for key, derived in derive(world.systems, world.dependencies).items():
        for offer in (each for finding in derived.findings for each in finding.offers if "system" in each.change):
            after = codes(accepted(world, key, offer))
            third = after.keys() - {key}
            for turned, new, old in (("raises", after, before), ("resolves", before, after)):
                named = {each.system for each in offer.elsewhere if "rpo-mismatch" in getattr(each, turned)}
                assert named == {each for each in third if "rpo-mismatch" in new[each] - old[each]}


@settings(max_examples=40, deadline=None)
@given(worlds)
def test_the_plan_an_offer_shows_is_the_plan_one_gets(world):
    for key, derived in derive(world.systems, world.dependencies).items():
        for finding in derived.findings:
            for offer in finding.offers:
                if offer.change:
                    there = accepted(world, key, offer)
                    plan = derive(there.systems, there.dependencies)[target(key, offer.change)]
                    assert (offer.strategy, offer.cost_tier) == (plan.strategy, plan.cost_tier)
                    assert (offer.history, offer.live_copy) == (plan.history, plan.live_copy)
                    assert offer.yearly_cost == plan.yearly_cost


@settings(max_examples=40, deadline=None)
@given(worlds)
def test_every_offer_is_a_way_out(world):
    for derived in derive(world.systems, world.dependencies).values():
        for finding in derived.findings:
            for offer in finding.offers:
                first_step = finding.code in FIRST_STEPS
                assert offer.action or finding.code in offer.resolves or first_step

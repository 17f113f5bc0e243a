"""What `chain-exceeds-rto` says: the chain at fault, what it takes, and what would mend it, whatever the system itself
takes besides."""

from dataclasses import dataclass

import pytest

from recovery.contradictions.dependencies import chain_exceeds_rto
from recovery.dependencies.portfolio import PortfolioGraph, connect_portfolio
from recovery.derivation import derive
from recovery.facts import HARD, Dependency
from recovery.messages import say
from recovery.policy import DEFAULT_POLICY
from tests.recovery.builders import MIN, D, H, Scene, make, scene
from tests.recovery.offers.test_offers import accepted, codes
from tests.recovery.worlds import Grower, World

CHAIN = chain_exceeds_rto.code
SEEDS = 3_000
NEEDS = [("shop", "bank", HARD), ("bank", "net", HARD)]
RING = [("shop", "desk", HARD), ("desk", "shop", HARD)]


def took(key: str, hours: float):
    """A system with all the time in the world, of which an exercise has shown what it takes."""
    return make(key, rto=30 * D, exercise={"rta": int(hours * H)})


def late(*others, own: float, edges=NEEDS):
    return scene(*others, edges=edges, rto=H, exercise={"rta": int(own * H)})


@pytest.mark.parametrize(
    ("asked", "variant", "earliest", "chain"),
    [
        # It prepares no longer than it waits: the chain is all there is to say.
        (late(took("bank", 2), took("net", 1), own=2), "", 2 * H + 15 * MIN, ("bank",)),
        (late(took("bank", 2), took("net", 2), own=1), "", 2 * H + 30 * MIN, ("bank", "net")),
        # It prepares longer than it waits, and what it waits for is too slow all the same: the same is said.
        (late(took("bank", 2), took("net", 1), own=5), "", 2 * H + 15 * MIN, ("bank",)),
        (late(took("bank", 2), took("net", 2), own=5), "", 2 * H + 30 * MIN, ("bank", "net")),
        # One second less of preparing, and as much as the chain takes.
        (late(took("bank", 2), took("net", 1), own=2.25), "", 2 * H + 15 * MIN, ("bank",)),
        (late(took("bank", 2), took("net", 1), own=2.25 + 1 / H), "", 2 * H + 15 * MIN, ("bank",)),
        # In a circle those decide that take longest: what the circle waits for, or its other members.
        (late(took("bank", 2), took("desk", 1), own=5, edges=[*NEEDS, *RING]), "", 2 * H + 15 * MIN, ("bank",)),
        (late(took("bank", 2), took("desk", 3), own=5, edges=[*NEEDS, *RING]), "cycle", 3 * H, ()),
        (late(took("desk", 3), own=5, edges=RING), "cycle", 3 * H, ()),
        (late(took("desk", 3), own=2, edges=RING), "cycle", 3 * H, ()),
        # Both as long as one another: the chain is named, which somebody can shorten.
        (late(took("bank", 2.75), took("desk", 3), own=5, edges=[*NEEDS, *RING]), "", 3 * H, ("bank",)),
    ],
)  # fmt: skip
def test_it_names_what_is_at_fault_and_what_that_takes(asked, variant, earliest, chain):
    finding = asked.finding(CHAIN)
    assert finding.message.code == (f"{CHAIN}.{variant}" if variant else CHAIN)
    assert finding.read == {"rto": H, "earliest": earliest, "systems": chain}
    waits = [offer.change["rto"] for offer in finding.offers if set(offer.change) == {"rto"}]
    assert waits == [earliest]
    assert all(CHAIN in offer.resolves for offer in finding.offers if offer.change == {"rto": earliest})


def test_what_prepares_longer_than_its_chain_is_told_of_its_chain_and_of_no_circle():
    finding = late(took("bank", 2), took("net", 1), own=5).finding(CHAIN)
    words = say(finding.message, names={"bank": "The bank"})
    assert words == "One system waits for the next: The bank. That takes 2 hours 15 minutes, and 1 hour is asked."
    label = say(finding.offers[0].label, names={"bank": "The bank"})
    assert label == "Make these come back sooner, by 1 hour 15 minutes together: The bank"


def test_who_waits_for_what_prepares_long_is_told_where_its_chain_ends():
    """The shop needs the bank, which prepares longer than the net takes that it needs: the net decides nothing."""
    finding = late(took("bank", 3), took("net", 2), own=9).finding(CHAIN)
    assert finding.read["systems"] == ("bank",)


@pytest.mark.parametrize(
    ("own", "reason", "earliest"),
    [
        (2.25, "because.earliest", 2 * H + 15 * MIN),
        (2.25 + 1 / H, "because.earliest.alone", 2 * H + 15 * MIN + 1),
    ],
)
def test_its_own_time_is_explained_by_itself_where_that_takes_longest(own, reason, earliest):
    told = late(took("bank", 2), took("net", 1), own=own).derive()
    assert (told.because["earliest_recovery"].code, told.earliest_recovery) == (reason, earliest)


def test_a_quicker_need_is_seen_to_mend_the_chain_of_what_prepares_longer():
    """The offer of another finding, to bring the bank back sooner, says what it does to the chain."""
    bank = make("bank", rto=2 * H, exercise={})
    asked = Scene(make("shop", rto=H, exercise={"rta": 5 * H}), (bank,), (NEEDS[0],))
    (offer,) = [each for each in asked.finding("dependency-slower").offers if "system" in each.change]
    world = World((asked.shop, bank), (Dependency(*NEEDS[0]),))
    assert CHAIN in offer.resolves
    assert CHAIN not in codes(accepted(world, "shop", offer))["shop"]


@dataclass(frozen=True)
class Told:
    """What has to be said of one system, None where nothing."""

    variant: str
    earliest: int
    systems: tuple[str, ...]


class Reckoner:
    """The same reckoned in the simplest way: circles by who reaches whom, times by asking all that is needed."""

    def __init__(self, graph: PortfolioGraph) -> None:
        self.keys = [system.key for system in graph.systems]
        at = {key: position for position, key in enumerate(self.keys)}
        self.rto = {key: graph.schedule.rto[at[key]] for key in self.keys}
        self.known = {key: graph.schedule.estimate[at[key]] is not None for key in self.keys}
        self.preparing = {key: graph.schedule.parts[at[key]].preparing for key in self.keys}
        self.finishing = {key: graph.schedule.parts[at[key]].finishing for key in self.keys}

    def with_edges(self, world: World) -> "Reckoner":
        hard = [each for each in world.dependencies if each.kind == HARD]
        self.edges = {(e.system, e.needs) for e in hard if e.system in self.keys and e.needs in self.keys}
        self.reached = {key: self._reach(key) for key in self.keys}
        return self

    def _reach(self, key: str) -> set[str]:
        found: set[str] = set()
        for _ in self.keys:
            found |= {needs for system, needs in self.edges if system == key or system in found}
        return found

    def circle(self, key: str) -> set[str]:
        return {key} | {other for other in self.reached[key] if key in self.reached[other]}

    def needed(self, key: str) -> set[str]:
        circle = self.circle(key)
        return {needs for system, needs in self.edges if system in circle} - circle

    def start(self, key: str) -> int:
        return max((self.back(each) for each in self.needed(key)), default=0)

    def back(self, key: str) -> int:
        circle = self.circle(key)
        ready = max(self.start(key), *(self.preparing[each] for each in circle))
        return ready + max(self.finishing[each] for each in circle)

    def chain(self, key: str) -> tuple[str, ...]:
        """Whom a system waits for last, and so on as long as that one waits itself."""
        needed = self.needed(key)
        if not needed:
            return ()
        last = min(needed, key=lambda each: (-self.back(each), each))
        waits = self.needed(last) and self.start(last) >= max(self.preparing[each] for each in self.circle(last))
        return (last, *(self.chain(last) if waits else ()))

    def told(self, key: str) -> Told | None:
        rto, circle, needed = self.rto[key], self.circle(key), self.needed(key)
        in_circle = len(circle) > 1 or (key, key) in self.edges
        if rto is None or not self.known[key] or not (needed or in_circle):
            return None
        others = max((self.preparing[each] for each in circle - {key}), default=0)
        earliest = max(self.start(key), others) + max(self.finishing[each] for each in circle)
        if earliest <= rto:
            return None
        by_chain = bool(needed) and self.start(key) >= others
        return Told("" if by_chain else "cycle", earliest, self.chain(key) if by_chain else ())


@pytest.mark.parametrize("part", range(10))
def test_it_is_what_a_simple_reckoning_says(part):
    seen = set()
    for seed in range(part, SEEDS, 10):
        world = Grower(seed).chains()
        graph = connect_portfolio(world.systems, world.dependencies, DEFAULT_POLICY)
        simple = Reckoner(graph).with_edges(world)
        for key, derived in derive(world.systems, world.dependencies, offers=False).items():
            told = next((_told(each) for each in derived.findings if each.code == CHAIN), None)
            assert told == simple.told(key), (seed, key)
            longer = told is not None and derived.earliest_recovery > told.earliest
            seen.add((told and told.variant, longer))
    assert seen == {(None, False), ("", False), ("", True), ("cycle", False), ("cycle", True)}


def _told(finding) -> Told:
    _, _, variant = finding.message.code.partition(".")
    return Told(variant, finding.read["earliest"], finding.read["systems"])

"""Systems for tests, written as briefly as a table asks."""

from dataclasses import dataclass, replace
from typing import Any

from recovery.derivation import derive
from recovery.facts import (
    DATA_RESTORE,
    FAILOVER,
    CheckIns,
    Dependency,
    Exercise,
    Facts,
    Respondent,
    Review,
    State,
    Supplier,
    System,
    Today,
)
from recovery.policy import DEFAULT_POLICY, LIVE, Policy, StrategyRow
from recovery.results import Derived, Finding

PLACES = ("type", "data_rto", "data_rpo", "site", "copies_at")
MIN, H, D = 60, 3600, 86400
BY_HAND = replace(
    DEFAULT_POLICY,
    detection_time=0,
    declaration_time=MIN,
    strategies=(StrategyRow("by_hand", 2 * MIN, 0.5, 1, person=True, copies=LIVE),),
)
"""A policy by which people bring everything back within three minutes, and finish longer than that where they have."""
UNSET, UNKNOWN, NA = State.UNSET, State.UNKNOWN, State.NOT_APPLICABLE


def make(key: str = "shop", rto: Any = 4 * H, rpo: Any = 4 * H, **given: Any) -> System:
    """A system; `today`, `exercise` (of both kinds), `exercises`, `supplier`, `review` as dicts,
    `respondents` as pairs; what protects it today is taken to be known, and all else is a fact."""
    both = given.pop("exercise", {"age": D})
    kinds = [{"kind": kind, **both} for kind in (FAILOVER, DATA_RESTORE) if both]
    parts = {
        "today": Today(**given.pop("today", {"history": "continuous"})),
        "exercises": tuple(Exercise(**each) for each in given.pop("exercises", kinds)),
        "supplier": Supplier(**given.pop("supplier", {})),
        "review": Review(**given.pop("review", {})),
        "check_ins": CheckIns(**given.pop("check_ins", {})),
        "respondents": tuple(Respondent(*pair) for pair in given.pop("respondents", ())),
        **{name: given.pop(name) for name in PLACES if name in given},
    }
    return System(key, rto, rpo, Facts(**given), **parts)


@dataclass(frozen=True)
class Scene:
    """The system under test, called "shop", and what stands around it."""

    shop: System
    others: tuple[System, ...] = ()
    edges: tuple[tuple[str, str, str], ...] = ()
    policy: Policy = DEFAULT_POLICY

    def derive(self) -> Derived:
        edges = [Dependency(*edge) for edge in self.edges]
        return derive([self.shop, *self.others], edges, self.policy)["shop"]

    def codes(self) -> list[str]:
        return [finding.code for finding in self.derive().findings]

    def finding(self, code: str) -> Finding:
        return next(finding for finding in self.derive().findings if finding.code == code)


def scene(*others: System, edges: Any = (), policy: Policy = DEFAULT_POLICY, **shop: Any) -> Scene:
    return Scene(make(**shop), others, tuple(edges), policy)

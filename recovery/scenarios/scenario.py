"""A scenario: what is lost, with what recovery works, and what falls with it (method, section 7)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from recovery.facts import HARD, Dependency, System
from recovery.policy import Policy

SITE, DATA, SUPPLIER = "site", "data", "supplier"
SCENARIO_KINDS = (SITE, DATA, SUPPLIER)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What happens. `lost` are the keys of the systems that are hit themselves.

    `teams` can work side by side; `throughput` is what each place that copies come from can give, in MiB/s, shared by
    the restores that run; a place that is not there has no limit. `declared_after` is when noticing and deciding are
    over, in seconds from the disruption; None takes the policy's times.
    """

    kind: str
    lost: tuple[str, ...]
    teams: int
    throughput: Mapping[str, float] = field(default_factory=dict)
    declared_after: int | None = None

    @property
    def data_destroyed(self) -> bool:
        return self.kind == DATA

    def declared_at(self, policy: Policy) -> int:
        """When people begin to act, in seconds from the disruption."""
        given = self.declared_after
        return policy.detection_time + policy.declaration_time if given is None else given


def located_at(systems: Iterable[System], site: str) -> tuple[str, ...]:
    """The keys of the systems that run at a site."""
    return tuple(system.key for system in systems if system.site == site)


def falling(lost: Collection[str], dependencies: Iterable[Dependency]) -> set[str]:
    """What is lost, and everything that hard-depends on it, directly or not."""
    dependents: dict[str, list[str]] = {}
    for edge in dependencies:
        if edge.kind == HARD:
            dependents.setdefault(edge.needs, []).append(edge.system)
    found, open_ = set(lost), list(lost)
    while open_:
        for key in dependents.get(open_.pop(), ()):
            if key not in found:
                found.add(key)
                open_.append(key)
    return found

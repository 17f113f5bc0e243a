"""What a plan would be if the lists that a company brought were right: derived beside the profiles, never into them.

Systems that nobody has answered for are derived among each other as their lists have them. Whoever has answered is
derived among what is answered, so that no number that nobody stands behind changes a plan that somebody does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from derivation.services.rows import proposals
from recovery.dependencies.portfolio import connect_portfolio
from recovery.derivation import derive_nodes
from recovery.facts import Dependency, State, System
from recovery.policy import Policy
from recovery.results import Derived


@dataclass(frozen=True)
class Proposed:
    """The system with the objectives that `source` proposes."""

    system: System
    source: str


@dataclass(frozen=True)
class Provisional:
    """What came of it. Its findings are left out: they would blame somebody for numbers that nobody has confirmed."""

    proposed: Proposed
    derived: Derived


def proposed_for(unanswered: Mapping[int, System]) -> dict[int, Proposed]:
    """Of these systems the ones that a list says an objective of. One query."""
    if not unanswered:
        return {}
    rows = ((row, unanswered[row.system]) for row in proposals(unanswered.keys()).values() if row.system in unanswered)
    return {
        row.system: Proposed(
            replace(
                system,
                rto=State.UNSET if row.rto is None else row.rto,
                rpo=State.UNSET if row.rpo is None else row.rpo,
                facts=replace(system.facts, mtd=row.mtd, wrt=row.wrt),
            ),
            row.source,
        )
        for row, system in rows
    }


class ProposedCompany:
    """All systems as the lists have them, where nobody has answered."""

    def __init__(
        self,
        systems: Mapping[int, System],
        proposed: Mapping[int, Proposed],
        dependencies: Iterable[Dependency],
        policy: Policy,
    ) -> None:
        self._proposed = proposed
        self._places = {pk: place for place, pk in enumerate(systems)} if proposed else {}
        given = (proposed[pk].system if pk in proposed else system for pk, system in systems.items())
        self._graph = connect_portfolio(tuple(given), dependencies, policy) if proposed else None

    def derived(self, system_ids: Collection[int]) -> Iterator[tuple[int, Provisional]]:
        """The provisional plans of those that have one."""
        wanted = [pk for pk in system_ids if pk in self._proposed]
        if self._graph is None or not wanted:
            return
        found = derive_nodes(self._graph, [self._places[pk] for pk in wanted], offers=False)
        for pk, each in zip(wanted, found, strict=True):
            yield pk, Provisional(self._proposed[pk], replace(each, findings=()))

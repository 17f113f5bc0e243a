"""What a preview is derived among: the real neighbours of one system, and the policy in force.

While somebody answers, the panel asks for the same neighbours again with every change. They are kept for a minute in
the process; whatever is decided upon, and every page, reads them anew.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from derivation.services.affected import connected, peers
from derivation.services.facts import Known, read_facts, with_answers
from derivation.services.sources import Answers
from policies.services import in_force
from recovery.facts import System as Described
from recovery.policy import Policy
from systems.models import System

KEPT_SECONDS = 60
MOST_KEPT = 100
MOST_SYSTEMS = 2_000
"""Larger neighbourhoods are not kept: their memory would be worth more than their reading."""


@dataclass(frozen=True)
class PreviewContext:
    """`known` holds the system itself as the catalogue has it, without any answers."""

    known: Known
    policy: Policy

    def answered(self, system: System, given: Answers) -> Known:
        """The neighbourhood with these answers for the system in its middle."""
        own = self.alone(system, given)
        return replace(self.known, systems={**self.known.systems, system.pk: own})

    def alone(self, system: System, given: Answers) -> Described:
        """The system in its middle with these answers."""
        return with_answers(self.known.systems[system.pk], given)


_kept: dict[tuple[Any, ...], tuple[float, PreviewContext]] = {}


def context_of(system: System) -> PreviewContext:
    """As they are now."""
    rules = in_force.current()
    near, beside = connected([system.pk]), peers([system.pk], at_least=rules.owner_systems)
    known = read_facts(near, today=timezone.localdate(), instead={system.pk: None}, peers=beside)
    found = PreviewContext(known, rules)
    if len(known.systems) <= MOST_SYSTEMS:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[name_of(system)] = (time.monotonic(), found)
    return found


def recent_context_of(system: System) -> PreviewContext:
    """As they were when this process last read them, at most a minute ago."""
    kept = _kept.get(name_of(system))
    if kept is not None and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    return context_of(system)


def name_of(system: System) -> tuple[Any, ...]:
    return system.pk, system.key, system.created_at

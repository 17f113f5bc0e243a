"""Plans from lists that nobody has confirmed, as far as they may be shown: of systems that nobody has answered for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from systems.models import Profile, ProvisionalPlan, System

COLUMNS = (
    "provisional__source", "provisional__rto_state", "provisional__rto_seconds", "provisional__rpo_state",
    "provisional__rpo_seconds", "provisional__strategy", "provisional__cost_tier",
)  # fmt: skip
"""What a row of a list shows of one, for `values()` of systems."""


def provisional_of(system: System) -> ProvisionalPlan | None:
    """The one of this system; its profile and the plan are to be fetched with it.

    An answer, if only one that is being written, ends it at once, before it is derived away.
    """
    plan: ProvisionalPlan | None = getattr(system, "provisional", None)
    return plan if plan and may_be_shown(system.profile.answer_state, system.status) else None


def is_provisional(values: Mapping[str, Any]) -> bool:
    """The same of a row with `COLUMNS`, the answer state and the status."""
    return values["provisional__source"] is not None and may_be_shown(values["profile__answer_state"], values["status"])


def may_be_shown(answer_state: str, status: str) -> bool:
    return answer_state in Profile.UNANSWERED and status != System.Status.RETIRED

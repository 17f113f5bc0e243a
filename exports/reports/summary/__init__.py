"""What a summary says about one system: frozen values, seconds for times, texts in the reader's language.

The JSON file is these very fields; docs/summary-format.md describes them. A change there is a new `SHAPE`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from exports.reports.summary.entry import ExerciseResult, Link, Master, Supplier, Today
from exports.reports.summary.harm import Harm, Rating
from exports.reports.summary.plan import Objectives, Option, Plan, Step
from exports.reports.summary.review import Contradiction, InformingAnswer, Justification, Promise, SignOff, TrailEntry
from exports.reports.summary.values import Goal, Loss, Person

__all__ = [
    "SHAPE",
    "Contradiction",
    "ExerciseResult",
    "Goal",
    "Harm",
    "InformingAnswer",
    "Justification",
    "Link",
    "Loss",
    "Master",
    "Objectives",
    "Option",
    "Person",
    "Plan",
    "Promise",
    "Rating",
    "SignOff",
    "Step",
    "Summary",
    "Supplier",
    "Today",
    "TrailEntry",
]

SHAPE = 1


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything about one system at one moment; `told` are the answers that inform people and feed no rule.

    `provisional` names the list whose objectives these are, while nobody has confirmed them; else it is empty.
    """

    shape: int
    language: str
    currency: str
    produced_at: dt.datetime
    answer_state: str
    provisional: str
    policy_version: str
    derived_at: dt.datetime | None
    out_of_date: bool
    system: Master
    objectives: Objectives
    impact: tuple[Harm, ...]
    plan: Plan
    strategies: tuple[Option, ...]
    neighbours: tuple[Step, ...]
    contradictions: tuple[Contradiction, ...]
    needs: tuple[Link, ...]
    needed_by: tuple[Link, ...]
    today: Today | None
    drills: tuple[ExerciseResult, ...]
    told: tuple[InformingAnswer, ...]
    sign_off: SignOff | None

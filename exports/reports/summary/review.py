"""What contradicts it, what people said about that and besides, and who signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exports.reports.summary.values import Goal, Person


@dataclass(frozen=True, slots=True)
class Justification:
    """Why a contradiction is wanted; `state` is said, accepted, rejected, or outdated when its numbers changed."""

    reason: str
    by: str
    at: dt.datetime
    state: str
    decided_by: str
    decided_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody sees to until a day, so that a contradiction goes; `late` once that day has gone by."""

    what: str
    who: str
    due_on: dt.date
    by: str
    late: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`state` is open, justified, accepted, rejected or resolved. `terms` says it in the terms of the trade. `about` is
    what it is about, `cause` what is behind it: those of one cause say one thing in several ways."""

    code: str
    variant: str
    subject: str
    severity: str
    about: str
    cause: str
    text: str
    terms: str
    read: Mapping[str, Any]
    state: str
    justification: Justification | None
    first_seen_at: dt.datetime
    resolved_at: dt.datetime | None
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class InformingAnswer:
    """An answer that informs and feeds no rule, line by line; `own` marks a question of the company's own."""

    key: str
    question: str
    answer: tuple[str, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """The entry of the audit trail that keeps what was signed, by number and fingerprint: on paper it anchors the trail
    up to there."""

    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """The latest approval: who answered, who approved (never the same person), and what exactly was signed.

    `still_holds` is false when objectives or plan are others today than those that were signed.
    """

    approved_by: Person
    approved_at: dt.datetime
    answered_by: Person | None
    submitted_at: dt.datetime | None
    policy_version: str
    comment: str
    signed: Mapping[str, Any]
    rto: Goal
    rpo: Goal
    still_holds: bool
    trail: TrailEntry | None = None

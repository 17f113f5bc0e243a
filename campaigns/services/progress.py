"""How far each system of a campaign is: one reading for the page, its lists and its files, so that they agree."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from django.db.models import Max
from django.utils import timezone

from assessments.models import Assessment
from campaigns.models import Campaign, CampaignSystem
from systems.models import System

State = Assessment.State
Key = TypeVar("Key")


SHOWN = (
    "step", "sent_at", "system_id", "wave__number", "wave__due_on", "wave__begun_at", "person__name", "person__email",
    "system__key", "system__name", "system__business_unit__name",
    "system__owner__name", "system__owner__email", "system__owner__is_active",
)  # fmt: skip


class Step(IntEnum):
    """How far a system is; who has gone further has gone through the earlier ones, too."""

    PLANNED = 0
    NOT_ASKED = 1
    ASKED = 2
    OPENED = 3
    BEGUN = 4
    SENT = 5
    APPROVED = 6


@dataclass(frozen=True, slots=True)
class SystemProgress:
    """One system of a campaign: `place` is its row there, `person` who is asked, `sent_at` when it was sent."""

    place: int
    key: str
    name: str
    unit_id: int | None
    unit: str
    person_id: int | None
    person: str
    wave: int
    due_on: dt.date
    step: Step
    returned: bool
    sent_at: dt.datetime | None

    def late(self, today: dt.date) -> bool:
        """Asked, not sent, and its day is past."""
        return Step.ASKED <= self.step < Step.SENT and self.due_on < today


def day_of(campaign: Campaign) -> dt.date:
    """The day by which it is said who is late: today, or the one on which the campaign was closed."""
    return timezone.localdate(campaign.closed_at) if campaign.closed_at else timezone.localdate()


def progress_of(campaign: Campaign) -> list[SystemProgress]:
    """By unit and name; of a closed campaign as it was when it was closed. Two queries, however many systems."""
    places = CampaignSystem.objects.filter(campaign=campaign)
    kept = places.exclude(step=None) if campaign.closed_at else places.exclude(system__status=System.Status.RETIRED)
    rows = kept.select_related("wave", "person", "system__business_unit", "system__owner").only(*SHOWN)
    rounds = {} if campaign.closed_at else _rounds_of(campaign)
    found = [_progress(row, rounds.get(row.system_id, ())) for row in rows]
    return sorted(found, key=lambda each: (not each.unit, each.unit.casefold(), each.name.casefold(), each.key))


@dataclass(frozen=True, slots=True)
class _Round:
    """What is needed of a round; the newest decision about it was `decided`."""

    state: str
    created: dt.datetime
    opened: dt.datetime | None
    saved: dt.datetime | None
    sent: dt.datetime | None
    decided: dt.datetime | None

    def counts_since(self, begun: dt.datetime) -> bool:
        """Whether it was under way since then; what was decided before is of an earlier time."""
        return self.state != State.APPROVED or self.created >= begun or (self.decided or self.created) >= begun

    def step(self) -> Step:
        if self.state in (State.APPROVED, State.SUBMITTED):
            return Step.APPROVED if self.state == State.APPROVED else Step.SENT
        if self.saved:
            return Step.BEGUN
        return Step.OPENED if self.opened else Step.ASKED


def _rounds_of(campaign: Campaign) -> dict[int, list[_Round]]:
    """By system, the newest first."""
    rounds = Assessment.objects.filter(system__campaign_places__campaign=campaign).exclude(state=State.CLOSED)
    told = (
        rounds.annotate(decided=Max("decisions__at"))
        .order_by("-pk")
        .values_list("system", "state", "created_at", "opened_at", "saved_at", "submitted_at", "decided")
    )
    found: dict[int, list[_Round]] = defaultdict(list)
    for system, *values in told:
        found[system].append(_Round(*values))
    return found


def _progress(row: CampaignSystem, rounds: Iterable[_Round]) -> SystemProgress:
    wave, system, owner = row.wave, row.system, row.system.owner
    person = row.person if row.step is not None else owner if owner and owner.is_active else None
    round_ = next((each for each in rounds if wave.begun_at and each.counts_since(wave.begun_at)), None)
    if row.step is not None:
        step, sent = Step(row.step), row.sent_at
    elif round_ is not None:
        step, sent = round_.step(), round_.sent
    else:
        step, sent = Step.NOT_ASKED if wave.begun_at else Step.PLANNED, None
    unit = system.business_unit
    return SystemProgress(
        place=row.pk,
        key=system.key,
        name=system.name,
        unit_id=unit.pk if unit else None,
        unit=unit.name if unit else "",
        person_id=person.pk if person else None,
        person=str(person) if person else "",
        wave=wave.number,
        due_on=wave.due_on,
        step=step,
        returned=round_ is not None and round_.state == State.RETURNED,
        sent_at=sent,
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of some systems have come how far; who has gone further counts in the earlier ones, too."""

    systems: int
    asked: int
    opened: int
    begun: int
    sent: int
    approved: int
    late: int


def counted(rows: Iterable[SystemProgress], today: dt.date) -> Counted:
    known = list(rows)
    reached = {step: sum(each.step >= step for each in known) for step in Step}
    return Counted(
        systems=len(known),
        asked=reached[Step.ASKED],
        opened=reached[Step.OPENED],
        begun=reached[Step.BEGUN],
        sent=reached[Step.SENT],
        approved=reached[Step.APPROVED],
        late=sum(each.late(today) for each in known),
    )


def sent_in_time(rows: Iterable[SystemProgress]) -> int:
    """How many were sent by the day of their wave."""
    sent = (each for each in rows if each.step >= Step.SENT and each.sent_at is not None)
    return sum(timezone.localdate(each.sent_at) <= each.due_on for each in sent)


def grouped_by(rows: Iterable[SystemProgress], key: Callable[[SystemProgress], Key]) -> dict[Key, list[SystemProgress]]:
    """In the order in which each group was met first."""
    groups: dict[Key, list[SystemProgress]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups

"""Beginning a campaign, moving its day, and closing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from assessments.models import Assessment
from campaigns.models import Campaign, CampaignSystem, Wave
from campaigns.services.planning import PlannedWave
from campaigns.services.progress import progress_of
from systems.services.trail import record_all

PIECE = 1000


@transaction.atomic
def begin_campaign(*, name: str, filters: str, waves: Sequence[PlannedWave], by: User) -> Campaign:
    """With these waves; each is asked when its day comes."""
    due_on = max(wave.due_on for wave in waves)
    campaign = Campaign.objects.create(name=name, filters=filters, due_on=due_on, created_by=by)
    for planned in waves:
        days = {"starts_on": planned.starts_on, "due_on": planned.due_on}
        wave = Wave.objects.create(campaign=campaign, number=planned.number, **days)
        places = (CampaignSystem(campaign=campaign, wave=wave, system_id=pk) for pk in planned.systems)
        CampaignSystem.objects.bulk_create(places, batch_size=PIECE)
    detail = {"systems": sum(len(wave.systems) for wave in waves), "waves": len(waves), "due_on": due_on}
    audit.record(by=by, action="campaign.begun", about=campaign, detail=detail)
    return campaign


class AskingNow(Exception):
    """A wave is being asked at this moment, each owner with the day that it began with."""


@transaction.atomic
def move_day(*, campaign: Campaign, to: date, by: User) -> int:
    """All answers are due on another day: each wave's day moves as far, but not before it is asked or into the past.

    Owners who still are to answer have the new day at once. Gives how many systems that are. Twice is once, and what
    is closed stays. Raises AskingNow.
    """
    held = Campaign.objects.select_for_update().filter(pk=campaign.pk, closed_at=None).first()
    if held is None or held.due_on == to:
        return 0
    waves = list(held.waves.select_related("asking").order_by("number"))
    if any(wave.asking and wave.asking.ended_at is None for wave in waves):
        raise AskingNow
    moved = [each for wave in waves for each in _move(wave, by=to - held.due_on)]
    Campaign.objects.filter(pk=held.pk).update(due_on=to)
    detail = {"before": held.due_on, "due_on": to, "systems": len(moved)}
    audit.record(by=by, action="campaign.moved", about=held, detail=detail)
    record_all(by=by, events=(("assessment.due_moved", each.system, {"due_on": each.due_on}) for each in moved))
    return len(moved)


def _move(wave: Wave, *, by: timedelta) -> list[Assessment]:
    """The rounds that have another day with it: those of its systems that wait for their owner since it was asked."""
    earliest = max(timezone.localdate(), wave.starts_on)
    before, wave.due_on = wave.due_on, max(wave.due_on + by, earliest)
    wave.save(update_fields=["due_on"])
    if wave.asking is None:
        return []
    wave.asking.due_on = wave.due_on
    wave.asking.save(update_fields=["due_on"])
    waiting = Assessment.objects.filter(
        state__in=Assessment.WITH_OWNER, due_on=before, system__campaign_places__wave=wave
    )
    rounds = list(waiting.select_related("system").defer("answers", "submitted"))
    for each in rounds:
        each.due_on = wave.due_on
    Assessment.objects.filter(pk__in=[each.pk for each in rounds]).update(due_on=wave.due_on)
    return rounds


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: User) -> None:
    """Keep how far each system is now, and begin no further wave. Twice is once."""
    if not Campaign.objects.filter(pk=campaign.pk, closed_at=None).update(closed_at=Now(), closed_by=by):
        return
    places = {place.pk: place for place in CampaignSystem.objects.filter(campaign=campaign)}
    for each in progress_of(campaign):
        place = places[each.place]
        place.step, place.person_id, place.sent_at = each.step, each.person_id, each.sent_at
    # Written over what is there: updating as many rows one by one takes many times as long.
    CampaignSystem.objects.bulk_create(
        places.values(),
        batch_size=PIECE,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["step", "person", "sent_at"],
    )
    audit.record(by=by, action="campaign.closed", about=campaign)

"""Beginning a campaign, and closing it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from accounts.services import audit
from campaigns.models import Campaign, CampaignSystem, Wave
from campaigns.services.planning import PlannedWave
from campaigns.services.progress import progress_of

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

"""Beginning waves whose day has come: once, however many schedulers there are."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.services import audit
from assessments.models import Asking
from assessments.services import asking_many
from background.services.broker import publish
from campaigns.models import CampaignSystem, Wave
from systems.models import System, SystemQuerySet

SOURCE = "campaigns.wave"


def begin_due_waves() -> None:
    """Those of open campaigns whose day is today or past."""
    due = Wave.objects.filter(begun_at=None, starts_on__lte=timezone.localdate(), campaign__closed_at=None)
    for wave in due.select_related("campaign__created_by").order_by("campaign", "number"):
        _begin(wave)


@transaction.atomic
def _begin(wave: Wave) -> None:
    """Ask its owners in the background, unless another scheduler does, or somebody closes the campaign."""
    if not Wave.objects.filter(pk=wave.pk, begun_at=None).update(begun_at=Now()):
        return
    campaign = wave.campaign
    asking = Asking.objects.create(
        asked_by=campaign.created_by, source=SOURCE, source_id=wave.pk, due_on=wave.due_on, filters=campaign.filters
    )
    Wave.objects.filter(pk=wave.pk).update(asking=asking)
    detail = {"number": wave.number, "systems": wave.places.count(), "wave": wave.pk}
    audit.record(by=None, action="campaign.wave_begun", about=campaign, detail=detail, automatic=True)
    transaction.on_commit(partial(publish, asking_many.TASK, asking.pk))


def systems_of_wave(wave: int) -> SystemQuerySet:
    """As long as its campaign is open: nobody is asked for one that was closed."""
    places = CampaignSystem.objects.filter(wave=wave, campaign__closed_at=None)
    found: SystemQuerySet = System.objects.filter(pk__in=places.order_by().values("system"))
    return found

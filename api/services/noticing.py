"""What has happened since the last look, for webhooks: from the audit trail, and from what was derived.

Nobody who writes knows of webhooks, and nothing waits for them. Each look compares with what was told last, and writes
what is owed in the same transaction: what happened is owed once, whatever dies in between. What came and went between
two looks is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from accounts.models import AuditEntry
from api.models import NoticedSystem, NoticedUpTo, Webhook, WebhookDelivery
from api.services.delivering import DELIVER
from background.services.broker import publish
from systems.models import Finding, Profile, System

OF_TRAIL = {"answers.submitted": Webhook.Event.ANSWERS_SENT, "assessment.approved": Webhook.Event.APPROVED}
COPY_OVERDUE = "copy-overdue"
A_LOOK = 500
"""Systems in one transaction, and entries of the trail."""
Finds = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened to a system; `key` names it for good."""

    event: str
    key: str
    at: datetime
    system: System
    data: Mapping[str, Any]

    def body(self) -> dict[str, Any]:
        about = {"key": self.system.key, "name": self.system.name}
        return {"type": self.event, "timestamp": self.at.isoformat(), "data": {"system": about, **self.data}}


def notice() -> int:
    """One look at everything; how many calls it made due. Where nobody listens it forgets what it knew."""
    if not Webhook.objects.living().exists():
        NoticedSystem.objects.all().delete()
        NoticedUpTo.objects.all().delete()
        return 0
    begin()
    made = of_systems()
    while (owed := of_trail()) is not None:
        made += owed
    return made


@transaction.atomic
def begin() -> None:
    """From the first look on: what was so before is no news."""
    if NoticedUpTo.objects.exists():
        return
    newest = AuditEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    NoticedUpTo.objects.create(entry=newest)
    known = Profile.objects.order_by("pk").values_list("pk", flat=True)
    for start in range(0, len(ids := list(known)), A_LOOK):
        NoticedSystem.objects.bulk_create(as_it_is(with_findings(ids[start : start + A_LOOK])), ignore_conflicts=True)


@transaction.atomic
def of_trail() -> int | None:
    """The next entries; None where there are no more. They come one after the other, since each holds the end of the
    chain until its commit: none is passed over."""
    mark = NoticedUpTo.objects.select_for_update().get()
    entries = list(AuditEntry.objects.filter(pk__gt=mark.entry).order_by("pk")[:A_LOOK])
    if not entries:
        return None
    told = [each for each in entries if each.action in OF_TRAIL]
    systems = System.objects.in_bulk({int(each.object_id) for each in told})
    owed = [
        News(OF_TRAIL[each.action], f"entry:{each.pk}", each.at, system, {"by": each.actor})
        for each in told
        if (system := systems.get(int(each.object_id)))
    ]
    NoticedUpTo.objects.update(entry=entries[-1].pk)
    return owe(owed)


def of_systems() -> int:
    """Systems whose results are others than those that were told, group by group."""
    other = Q(system__noticed=None) | ~Q(inputs_hash=F("system__noticed__inputs_hash"))
    ids = list(Profile.objects.filter(other).order_by("pk").values_list("pk", flat=True))
    return sum(_look(ids[start : start + A_LOOK]) for start in range(0, len(ids), A_LOOK))


@transaction.atomic
def _look(ids: list[int]) -> int:
    NoticedUpTo.objects.select_for_update().get()  # one look at a time
    before = NoticedSystem.objects.in_bulk(ids)
    now, at = with_findings(ids), timezone.now()
    owed = [news for profile, found in now for news in differences(before.get(profile.pk), profile, found, at)]
    fields = ("inputs_hash", "objectives", "findings")
    NoticedSystem.objects.bulk_create(
        as_it_is(now), update_conflicts=True, update_fields=fields, unique_fields=["system"]
    )
    return owe(owed)


def with_findings(ids: list[int]) -> list[tuple[Profile, Finds]]:
    """Each profile with what is open about it. The findings first: their writer commits both together."""
    found: dict[int, Finds] = {}
    for pk, code, subject in Finding.objects.open().filter(system__in=ids).values_list("system", "code", "subject"):
        found.setdefault(pk, set()).add((code, subject))
    profiles = Profile.objects.filter(pk__in=ids).select_related("system").defer("record").order_by("pk")
    return [(profile, found.get(profile.pk, set())) for profile in profiles]


def as_it_is(rows: Iterable[tuple[Profile, Finds]]) -> list[NoticedSystem]:
    return [
        NoticedSystem(
            system_id=profile.pk, inputs_hash=profile.inputs_hash, objectives=objectives_of(profile),
            findings=sorted(map(list, found)),
        )
        for profile, found in rows
    ]  # fmt: skip


def objectives_of(profile: Profile) -> list[Any]:
    return [profile.rto_state, profile.rto_seconds, profile.rpo_state, profile.rpo_seconds]


def differences(before: NoticedSystem | None, profile: Profile, found: Finds, at: datetime) -> Iterator[News]:
    """A system that nobody was told of is new: what is found about it is news, but its objectives are no others."""
    known = {(code, subject) for code, subject in before.findings} if before else set()
    mark = f"{profile.pk}:{at.isoformat()}"
    for event, codes in ((Webhook.Event.OPENED, found - known), (Webhook.Event.CLOSED, known - found)):
        for code, subject in sorted(codes):
            data, key = {"code": code, "about": subject}, f"{event}:{mark}:{code}:{subject}"
            yield News(event, key, at, profile.system, data)
            if code == COPY_OVERDUE and event == Webhook.Event.OPENED:
                yield News(Webhook.Event.COPY_OVERDUE, f"copy:{mark}", at, profile.system, {})
    now = objectives_of(profile)
    if before and before.objectives != now:
        names = ("rto_state", "rto_seconds", "rpo_state", "rpo_seconds")
        data = {"before": dict(zip(names, before.objectives, strict=True)), "now": dict(zip(names, now, strict=True))}
        yield News(Webhook.Event.OBJECTIVE, f"objective:{mark}", at, profile.system, data)


def owe(news: Iterable[News]) -> int:
    """A call to each address that listens for it, once; how many."""
    webhooks = list(Webhook.objects.living())
    made = 0
    for each in news:
        for webhook in webhooks:
            if each.event in webhook.events:
                owed = {"event": each.event, "body": each.body()}
                row, created = WebhookDelivery.objects.get_or_create(webhook=webhook, key=each.key, defaults=owed)
                made += created
                transaction.on_commit(partial(publish, DELIVER, row.pk))
    return made

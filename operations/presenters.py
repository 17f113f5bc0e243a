"""How the portal itself is doing, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from background.models import BackgroundWork
from exports.models import ExportedFile
from notifications.models import OutgoingMail
from notifications.services import kinds as mail_kinds
from operations import queries
from operations.limits import SILENCE
from operations.services import readiness
from presentation.durations import short_duration
from presentation.numbers import grouped_number

KINDS: dict[str, str | Promise] = {
    "asking": gettext_lazy("Asking many owners"),
    "chatmessage": gettext_lazy("Messages in chats"),
    "derivationbatch": gettext_lazy("Deriving many systems"),
    "exportedfile": gettext_lazy("Files"),
    "importrun": gettext_lazy("Imports"),
    "importsource": gettext_lazy("Lists that are fetched"),
    "outgoingmail": gettext_lazy("Mail"),
    "policysimulation": gettext_lazy("Simulations of a policy"),
    "scenarioforecast": gettext_lazy("Scenarios with very many systems"),
    "webhookdelivery": gettext_lazy("Calls of webhooks"),
}
NEEDS: dict[str, str | Promise] = {
    "database": gettext_lazy("Database"),
    "migrations": gettext_lazy("Tables of this release"),
    "static_files": gettext_lazy("Static files"),
    "broker": gettext_lazy("Broker"),
}
SHOWN = 50


@dataclass(frozen=True)
class Check:
    """Something that is well or not; `state` says in words what it is."""

    label: str
    good: bool
    state: str


@dataclass(frozen=True)
class Job:
    """One piece of work that somebody may want to try again or call off."""

    kind: str
    label: str
    which: str
    work: BackgroundWork


def page() -> dict[str, Any]:
    """What the status page shows."""
    return {
        "release": settings.RELEASE,
        "checks": [*(check_of(need) for need in readiness.needs()), sign_of_life(), derivation()],
        "backlogs": [(label_of(each.kind), waited(each.oldest), each) for each in queries.backlogs()],
        "failed": jobs("failed"),
        "open": jobs("open"),
        "shown": SHOWN,
        "size": filesizeformat(queries.database_bytes()),
    }


def label_of(kind: str) -> str:
    return str(KINDS.get(kind) or queries.kinds_of_work()[kind]._meta.verbose_name).capitalize()


def check_of(need: readiness.Need) -> Check:
    return Check(str(NEEDS[need.name]), need.met, _("in order") if need.met else need.state)


def sign_of_life() -> Check:
    """Whether scheduler and worker are there, by the newest sign that went from one to the other."""
    sign = queries.newest_sign()
    if sign is None:
        return Check(_("Scheduler and worker"), False, _("no sign of life yet"))
    ago = timezone.now() - sign.arrived_at
    text = _("last sign of life %(ago)s ago") % {"ago": short_duration(int(ago.total_seconds()))}
    return Check(_("Scheduler and worker"), ago < SILENCE, text)


def derivation() -> Check:
    count, oldest = queries.out_of_date()
    late = bool(oldest and timezone.now() - oldest > SILENCE)
    said = {"n": grouped_number(count), "ago": waited(oldest)}
    text = _("%(n)s to derive, the oldest since %(ago)s") % said if count else _("in order")
    return Check(_("Plans and findings"), not late, text)


def waited(since: datetime | None) -> str:
    return short_duration(int((timezone.now() - since).total_seconds())) if since else ""


def which(work: BackgroundWork) -> str:
    """What tells this one from others of its kind."""
    if isinstance(work, OutgoingMail):
        return f"{mail_kinds.label(work.kind)} · {work.recipient.email}"
    if isinstance(work, ExportedFile) and work.name:
        return work.name
    return _("number %(n)s") % {"n": grouped_number(work.pk)}


def jobs(state: str) -> list[Job]:
    """The newest of each kind that are `failed` or `open`."""
    found = [
        Job(kind, label_of(kind), which(work), work)
        for kind, model in queries.kinds_of_work().items()
        for work in getattr(model._default_manager, state)().select_related().order_by("-pk")[:SHOWN]
    ]
    return sorted(found, key=lambda job: job.work.created_at, reverse=True)[:SHOWN]

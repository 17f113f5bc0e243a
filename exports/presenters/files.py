"""A file that is made in the background, as its page and the list of files say it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exports.formats import format_of
from exports.models import ExportedFile
from exports.services import kinds, making
from notifications.services.ended import Concern
from presentation.numbers import grouped_number

LATE = timedelta(minutes=2)
REASONS: dict[str, str | Promise] = {
    making.NO_ROOM: _("The portal's disk is full. Nothing was kept. Tell an administrator, then have it made again."),
    making.NOT_ALLOWED: _("You may no longer have this file: your role was changed."),
}


def title_of(file: ExportedFile) -> str:
    """What it holds, and in which format."""
    kind, form = kinds.kind_of(file.kind), format_of(file.format)
    return gettext("%(what)s as %(format)s") % {"what": kind.title, "format": form.label if form else file.format}


def concern(file: ExportedFile) -> Concern:
    """Whom its end concerns."""
    return Concern(file.person, title_of(file), "exports:file", (file.pk,))


def shown_file(file: ExportedFile, reader: User) -> dict[str, Any]:
    """What the file is, how far it is or how it ended, and where each step leads."""
    kind = kinds.kind_of(file.kind)
    again = reverse(kind.route, args=[file.format])
    kept_until = file.ended_at + timedelta(hours=settings.EXPORT_KEPT_HOURS) if file.ended_at else None
    there = bool(file.stored) and kept_until is not None and kept_until > timezone.now()
    return {
        "title": title_of(file),
        "name": file.name,
        "of_systems": kind.always_later,
        "size": filesizeformat(file.size),
        "rows_done": grouped_number(file.done),
        "rows": grouped_number(file.total),
        "under_way": file.ended_at is None,
        "late": timezone.now() - (file.seen_at or file.created_at) > LATE,
        "failed": file.state == file.FAILED,
        "cancelled": file.state == file.CANCELLED,
        "reason": REASONS.get(file.error, file.error),
        "kept_until": kept_until,
        "there": there,
        "may": there and kinds.may_have(reader, kind, file.scope),
        "url": reverse("exports:file", args=[file.pk]),
        "fetch_url": reverse("exports:fetch", args=[file.pk]),
        "cancel_url": reverse("exports:cancel", args=[file.pk]),
        "again_url": f"{again}?{file.query}" if file.query else again,
    }

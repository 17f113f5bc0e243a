"""What whole lists hold as files: the catalogue and the audit trail, in each format that has a writer for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import TrailFilterForm
from accounts.models import AuditEntry, AuditEntryQuerySet, User
from accounts.permissions import Permission
from exports.formats import Format, format_of
from exports.presenters import archive
from exports.reports import catalogue, trail
from exports.reports.records import records
from exports.services.kinds import Kind, NoSuchFormat, Scope, Watch
from exports.services.parts import Parts
from systems.models import System


def catalogue_form(key: str) -> Format:
    """Raises NoSuchFormat."""
    if (form := format_of(key)) is None or not form.holds_catalogue:
        raise NoSuchFormat(key)
    return form


def trail_form(key: str) -> Format:
    """Raises NoSuchFormat."""
    if (form := format_of(key)) is None or form.write_trail is None:
        raise NoSuchFormat(key)
    return form


def write_catalogue(user: User, query: QueryDict, key: str, watch: Watch[Any], _parts: Parts | None) -> Iterable[bytes]:
    """The list as it is filtered and sorted, however long: written piece by piece."""
    form = catalogue_form(key)
    if form.write_records:
        return form.write_records(records(user, query, watch))
    return form.write_catalogue(catalogue.table(user, query, watch)) if form.write_catalogue else ()


def write_trail(_user: User, query: QueryDict, key: str, watch: Watch[Any], _parts: Parts | None) -> Iterable[bytes]:
    """The audit trail as its page filters it, the oldest first, however long: written piece by piece."""
    write = trail_form(key).write_trail
    return write(watch(trail.in_pieces(entries(query)))) if write else ()


def systems_known_to(user: User) -> Scope:
    if user.may(Permission.VIEW_ALL_SYSTEMS):
        return None
    return sorted(System.objects.for_user(user).order_by().values_list("pk", flat=True))


def entries(query: QueryDict) -> AuditEntryQuerySet:
    found: AuditEntryQuerySet = AuditEntry.objects.matching(**TrailFilterForm(query).wanted())
    return found


def named(beginning: str, form: Format) -> str:
    """What a file is called: with the day, and the ending of its format."""
    return f"{beginning}-{timezone.localdate().isoformat()}.{form.extension}"


CATALOGUE = Kind(
    key="systems",
    title=_("Systems"),
    permission=Permission.EXPORT_SUMMARIES,
    route="exports:catalogue_file",
    count=catalogue.count,
    write=write_catalogue,
    name=lambda key: named("systems", catalogue_form(key)),
    content_type=lambda key: catalogue_form(key).content_type,
    scope=systems_known_to,
)
TRAIL = Kind(
    key="trail",
    title=_("Audit trail"),
    permission=Permission.VIEW_TRAIL,
    route="exports:trail_file",
    count=lambda _user, query: entries(query).count(),
    write=write_trail,
    name=lambda key: named("record", trail_form(key)),
    content_type=lambda key: trail_form(key).content_type,
    scope=lambda _user: None,
)
SUMMARIES = Kind(
    key="summaries",
    title=_("All summaries in one archive"),
    permission=Permission.EXPORT_SUMMARIES,
    route="exports:summaries_file",
    count=catalogue.count,
    write=archive.write_archive,
    name=lambda key: f"summaries-{archive.archive_form(key).key}-{timezone.localdate().isoformat()}.zip",
    content_type=archive.content_type,
    scope=systems_known_to,
    every=10,
    always_later=True,
)

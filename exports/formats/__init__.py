"""The formats of files, each registered once: every page that offers files, and every address of one, asks here.

A format serves the reports that it has a writer for: a system's summary, the catalogue as a table, the recovery order
of a scenario, the audit trail.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry
from exports.document import Document, Table
from exports.formats.backstage import SiteWriter
from exports.formats.plan_as_code import CodeWriter
from exports.reports import trail
from exports.reports.campaign import CampaignReport, campaign_table, compose_campaign
from exports.reports.composing import compose
from exports.reports.scenario import RecoveryOrder, compose_order, order_table
from exports.reports.summary import Summary
from exports.services.records import SystemRecord
from exports.writers import alert_rules, backstage, csv_text, json_text, markdown, pdf, xlsx

SummaryWriter = Callable[[Summary, str], bytes]
"""A summary, for the reader of that name, as bytes."""
CatalogueWriter = Callable[[Table], Iterable[bytes]]
"""A table of any length, piece by piece or as an open file."""
RecordsWriter = Callable[[Iterable[SystemRecord]], Iterable[bytes]]
"""Systems as programs read them, of any number, piece by piece."""
OrderWriter = Callable[[RecoveryOrder, str], bytes]
"""The recovery order of a scenario, for the reader of that name, as bytes."""


CampaignWriter = Callable[[CampaignReport, str], bytes]
"""The report on a campaign, for the reader of that name, as bytes."""
TrailWriter = Callable[[Iterable[AuditEntry]], Iterable[bytes]]
"""Entries of the audit trail, piece by piece."""


@dataclass(frozen=True, slots=True)
class Format:
    """`key` stands in addresses, `label` in links; `extension` ends the name of the file."""

    key: str
    label: str | Promise
    content_type: str
    extension: str
    write_summary: SummaryWriter | None = None
    write_catalogue: CatalogueWriter | None = None
    write_order: OrderWriter | None = None
    write_trail: TrailWriter | None = None
    write_campaign: CampaignWriter | None = None
    write_records: RecordsWriter | None = None

    @property
    def holds_catalogue(self) -> bool:
        """Whether it holds the systems of a list, as a table or as records."""
        return bool(self.write_catalogue or self.write_records)


_formats: dict[str, Format] = {}


def register(form: Format) -> None:
    """Offer a format. Raises ValueError when there is one of that key."""
    if form.key in _formats:
        raise ValueError(f"the format {form.key} is there already")
    _formats[form.key] = form


def unregister(key: str) -> None:
    """Offer a format no more. Raises KeyError when there is none of that key."""
    del _formats[key]


def format_of(key: str) -> Format | None:
    return _formats.get(key)


def summary_formats() -> list[Format]:
    """The formats of a system's summary, in the order in which they were registered."""
    return [form for form in _formats.values() if form.write_summary]


def catalogue_formats() -> list[Format]:
    """The formats of the catalogue, in the order in which they were registered."""
    return [form for form in _formats.values() if form.holds_catalogue]


def order_formats() -> list[Format]:
    """The formats of a recovery order, in the order in which they were registered."""
    return [form for form in _formats.values() if form.write_order]


def campaign_formats() -> list[Format]:
    """The formats of the report on a campaign, in the order in which they were registered."""
    return [form for form in _formats.values() if form.write_campaign]


def trail_formats() -> list[Format]:
    """The formats of the audit trail, in the order in which they were registered."""
    return [form for form in _formats.values() if form.write_trail]


@dataclass(frozen=True, slots=True)
class DocumentWriter:
    """For people: the report in the reader's words, then as bytes."""

    write: Callable[[Document], bytes]

    def prepared(self, summary: Summary, reader: str) -> Callable[[], bytes]:
        return partial(self.write, compose(summary, reader=reader))

    def __call__(self, summary: Summary, reader: str) -> bytes:
        return self.prepared(summary, reader)()


def document_writer(write: Callable[[Document], bytes]) -> SummaryWriter:
    return DocumentWriter(write)


def writing_of(form: Format, summary: Summary, reader: str) -> Callable[[], bytes]:
    """What is left to do once all is read and in the reader's words: it needs neither database nor language, so that a
    thread may do it. Raises ValueError for a format that holds no summary."""
    if form.write_summary is None:
        raise ValueError(f"{form.key} holds no summary")
    if isinstance(form.write_summary, DocumentWriter | CodeWriter | SiteWriter):
        return form.write_summary.prepared(summary, reader)
    return partial(form.write_summary, summary, reader)


def write_fields(summary: Summary, _reader: str) -> bytes:
    """For programs: the summary's own fields."""
    return json_text.write(summary)


def write_order_document(order: RecoveryOrder, reader: str) -> bytes:
    """For people: with the picture, what would mend it, and what was guessed."""
    return pdf.write(compose_order(order, reader=reader))


def write_order_table(order: RecoveryOrder, _reader: str) -> bytes:
    """For spreadsheets: the order alone, with its hours as numbers."""
    return b"".join(csv_text.stream(order_table(order)))


def write_campaign_document(report: CampaignReport, reader: str) -> bytes:
    """For people: the numbers, by unit and person, and what was not sent."""
    return pdf.write(compose_campaign(report, reader=reader))


def write_campaign_table(report: CampaignReport, _reader: str) -> bytes:
    """For spreadsheets: every system."""
    return b"".join(csv_text.stream(campaign_table(report)))


def write_workbook(table: Table) -> Iterable[bytes]:
    """On disk, because a workbook of any length has no place in memory; whoever sends it closes it."""
    book = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        xlsx.save(table, book, timezone.now())
    except BaseException:
        book.close()
        raise
    book.seek(0)
    return book


CODE = "code"
"""The plan as code: an archive, which has a page of its own."""
YAML_TYPE = "application/yaml"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
for each in (
    Format(
        "pdf",
        "PDF",
        "application/pdf",
        "pdf",
        document_writer(pdf.write),
        write_order=write_order_document,
        write_campaign=write_campaign_document,
    ),
    Format("xlsx", "XLSX", XLSX_TYPE, "xlsx", document_writer(xlsx.write), write_workbook),
    Format(
        "csv",
        "CSV",
        "text/csv; charset=utf-8",
        "csv",
        document_writer(csv_text.write),
        csv_text.stream,
        write_order_table,
        lambda entries: csv_text.stream(trail.table(entries)),
        write_campaign_table,
    ),
    Format("jsonl", "JSON Lines", "application/jsonl", "jsonl", write_trail=trail.lines),
    Format("json", "JSON", "application/json", "json", write_fields),
    Format("md", "Markdown", "text/markdown; charset=utf-8", "md", document_writer(markdown.write)),
    Format(CODE, _("Plan as code"), "application/zip", "zip", CodeWriter()),
    Format("techdocs", "Backstage TechDocs", "application/zip", "zip", SiteWriter()),
    Format("backstage", "Backstage", YAML_TYPE, "yaml", write_records=backstage.stream),
    Format("rules", _("Prometheus rules"), YAML_TYPE, "rules.yml", write_records=alert_rules.stream),
):
    register(each)

"""Links to the files, for every page that offers them."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from accounts.services import trail_files
from exports.formats import CODE, campaign_formats, catalogue_formats, order_formats, summary_formats, trail_formats
from systems.presenters.downloads import Download


def summary_downloads(key: str) -> list[Download]:
    """The summary of the system of that key, in each format; of the code first the page that shows it."""
    return [
        Download(str(form.label), reverse("exports:plan_as_code", args=[key]), page=True)
        if form.key == CODE
        else Download(str(form.label), reverse("exports:summary_file", args=[key, form.key]))
        for form in summary_formats()
    ]


def catalogue_downloads(rows: int) -> list[Download]:
    """A list of so many systems, in each format that holds one; a list that is filtered adds its own query."""
    return [
        Download(str(form.label), reverse("exports:catalogue_file", args=[form.key]), later=is_long(rows))
        for form in catalogue_formats()
    ] + [summaries_download()]


def summaries_download() -> Download:
    """The page that offers the summaries of a list's systems in one archive."""
    preferred = summary_formats()[0].key
    return Download(gettext("All summaries"), reverse("exports:summaries_file", args=[preferred]), page=True)


def archive_downloads(query: str) -> list[Download]:
    """The archive of summaries of what a list with this query shows, in each format that holds a summary."""
    ending = f"?{query}" if query else ""
    return [
        Download(str(form.label), reverse("exports:summaries_file", args=[form.key]) + ending, later=True)
        for form in summary_formats()
    ]


def trail_downloads(rows: int) -> list[trail_files.File]:
    """So many entries of the audit trail, in each format that holds it."""
    return [
        trail_files.File(str(form.label), reverse("exports:trail_file", args=[form.key]), later=is_long(rows))
        for form in trail_formats()
    ]


def is_long(rows: int) -> bool:
    """Whether a list of so many rows is written in the background."""
    return bool(rows > settings.EXPORT_AT_ONCE_ROWS)


def order_downloads(pk: int, query: str) -> list[Download]:
    """The recovery order of the scenario of that number, in each format, with what is tried out on its page."""
    ending = f"?{query}" if query else ""
    return [
        Download(
            gettext("Recovery order (%(format)s)") % {"format": form.label},
            reverse("exports:recovery_order_file", args=[pk, form.key]) + ending,
        )
        for form in order_formats()
    ]


def campaign_downloads(pk: int) -> list[Download]:
    """The report on the campaign of that number, in each format."""
    return [
        Download(
            gettext("Report (%(format)s)") % {"format": form.label},
            reverse("exports:campaign_file", args=[pk, form.key]),
        )
        for form in campaign_formats()
    ]


def portfolio_downloads(rows: int) -> list[Download]:
    """The same with what they hold: beside the portfolio's numbers that is not clear from the place."""
    return [
        file if file.page else replace(file, label=gettext("All systems (%(format)s)") % {"format": file.label})
        for file in catalogue_downloads(rows)
    ]

"""Links to the files, for every page that offers them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from exports.formats import catalogue_formats, order_formats, summary_formats, trail_formats
from systems.presenters.downloads import Download


def summary_downloads(key: str) -> list[Download]:
    """The summary of the system of that key, in each format."""
    return [Download(form.label, reverse("exports:summary_file", args=[key, form.key])) for form in summary_formats()]


def catalogue_downloads() -> list[Download]:
    """The list of systems, in each format that holds one; a list that is filtered adds its own query."""
    return [Download(form.label, reverse("exports:catalogue_file", args=[form.key])) for form in catalogue_formats()]


def trail_downloads() -> list[tuple[str, str]]:
    """The audit trail, in each format that holds it."""
    return [(form.label, reverse("exports:trail_file", args=[form.key])) for form in trail_formats()]


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


def portfolio_downloads() -> list[Download]:
    """The same with what they hold: beside the portfolio's numbers that is not clear from the place."""
    return [
        Download(gettext("All systems (%(format)s)") % {"format": file.label}, file.url)
        for file in catalogue_downloads()
    ]

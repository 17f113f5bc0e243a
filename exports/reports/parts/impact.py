"""How the harm of an outage grows, as a table and as the picture of the system's page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from exports.document import Cell, Column, Picture, Section, Table
from exports.reports.summary import Summary
from presentation.numbers import DASH
from recovery.facts import Impact
from recovery.pictures.drawing import Theme
from recovery.pictures.impact import HORIZONS, carried, describe, horizon_name, impact_over_time
from recovery.pictures.phrases import say

ANCHOR = "impact"


def section(summary: Summary) -> Section:
    """A column for each time an outage may last, and how bad each kind of harm is by then."""
    language = summary.language
    times = (Column(horizon_name(horizon, language), width=12) for horizon in HORIZONS)
    rows = [
        (Cell(say(language, name)), *(rating_cell(rated, language) for rated in carried(ratings)))
        for name, ratings in ratings_of(summary).items()
    ]
    return Section(
        ANCHOR,
        say(language, "impact"),
        lead=say(language, "impact-says"),
        tables=(Table("", (Column(_("Harm"), width=22), *times), rows, _("Nobody has said yet when it hurts.")),),
        picture=picture(summary) if rows else None,
    )


def rating_cell(rated: str | None, language: str) -> Cell:
    return Cell(DASH if rated is None else say(language, rated))


def ratings_of(summary: Summary) -> Impact:
    return {harm.category: {each.at_seconds: each.rating for each in harm.ratings} for harm in summary.impact}


def picture(summary: Summary, *, theme: Theme = "light", identity: str = ANCHOR, width: int = 720) -> Picture:
    """Rising bars with the limit across them; by default in literal colours, without a style sheet."""
    impact, mtd = ratings_of(summary), summary.objectives.mtd_seconds
    svg = impact_over_time(impact, mtd=mtd, language=summary.language, width=width, id=identity, theme=theme)
    return Picture(svg, describe(impact, mtd, summary.language))

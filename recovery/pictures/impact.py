"""How much an outage hurts, by kind of harm and by how long it lasts."""

from collections.abc import Mapping
from math import log

from recovery.durations import DAY, HOUR, MINUTE, MONTH, WEEK, duration_in_words, short
from recovery.facts import CATEGORIES, RATINGS, Impact
from recovery.pictures.drawing import Drawing, Text, Theme
from recovery.pictures.labels import Mark, place
from recovery.pictures.measure import fit, text_width
from recovery.pictures.phrases import say

HORIZONS = (15 * MINUTE, HOUR, 4 * HOUR, 8 * HOUR, DAY, 3 * DAY, WEEK, MONTH)
NARROWEST = 300
"""A name above each column: drawn as wide as the narrowest telephone shows it, so that they stay legible."""
_COMPACT_BELOW = 520
_ROW, _GAP = 30.0, 8.0
_HEAD = 26.0


def impact_over_time(
    impact: Impact,
    *,
    mtd: int | None = None,
    language: str = "en",
    width: int = 720,
    id: str = "impact",  # noqa: A002 - the attribute's own name
    theme: Theme = "page",
) -> str:
    """The impact grid as rising bars, a row for each kind of harm. A rating holds until a later horizon changes it.

    `mtd` in seconds draws the limit across all rows.
    """
    return draw(impact, mtd, language=language, width=width, identity=id, theme=theme).svg()


def draw(
    impact: Impact, mtd: int | None, *, language: str, width: int, identity: str, theme: Theme = "page"
) -> Drawing:
    """The picture before it becomes a string."""
    compact = width < _COMPACT_BELOW
    left, caption = (4.0, 20.0) if compact else (150.0, 0.0)
    column = (width - left - 4) / len(HORIZONS)
    pitch = _ROW + _GAP + caption
    bottom = _HEAD + pitch * len(CATEGORIES)
    marks = (
        [] if mtd is None else [Mark(_across(mtd, left, column), say(language, "limit", _long(mtd, language)), "", 1)]
    )
    labels = place(marks, width=width, size=12)
    legend = bottom + (22 if labels else 4)
    rows = _legend_rows(width, language)
    height = round(legend + 20 * len(rows) + 4)
    pen = Drawing(identity, width, height, say(language, "impact"), describe(impact, mtd, language), theme)
    for at, horizon in enumerate(HORIZONS):
        pen.text(Text(left + column * (at + 0.5), 16, horizon_name(horizon, language), 11.5, anchor="middle"))
    tops = [_HEAD + pitch * at + caption for at in range(len(CATEGORIES))]
    for category, top in zip(CATEGORIES, tops, strict=True):
        _bars(pen, carried(impact.get(category, {})), left, top, column)
    for label in labels:
        end = bottom + (4 if label.beneath else 14)
        pen.line(label.mark.x, _HEAD - 4, label.mark.x, end, "p-limit")
        pen.text(Text(label.left, bottom + 14, label.mark.words, label.size, "p-ink"))
    # After the line of the limit, which passes behind the names where these stand above the bars.
    for category, top in zip(CATEGORIES, tops, strict=True):
        at_text = (left, top - 6) if compact else (4.0, top + _ROW / 2 + 4.5)
        name = fit(say(language, category), 13.5, width - 8 if compact else left - 12)
        pen.text(Text(*at_text, name, 13.5, "p-ink", halo=True))
    _legend(pen, rows, legend + 12)
    return pen


def describe(impact: Impact, mtd: int | None, language: str) -> str:
    """The picture in sentences: from when on each kind of harm is how bad."""
    sentences = [say(language, "impact-says")]
    for category in CATEGORIES:
        parts, before = [], "none"
        ratings = impact.get(category, {})
        for horizon, rating in zip(HORIZONS, carried(ratings), strict=True):
            if rating is not None and rating != before:
                parts.append(_from_when(rating, 0 if ratings.get(0) == rating else horizon, language))
                before = rating
        said = ", ".join(parts) or say(language, "none" if ratings else "unset")
        sentences.append(say(language, "from", say(language, category), said) + ".")
    if mtd is not None:
        sentences.append(say(language, "say-mtd", _long(mtd, language)))
    return " ".join(sentences)


def _from_when(rating: str, at: int, language: str) -> str:
    """How bad it is, and from when on; what begins with the outage begins at once."""
    if at == 0:
        return say(language, "from-start", say(language, rating))
    return say(language, "from-part", say(language, rating), _long(at, language))


def _long(seconds: int, language: str) -> str:
    return duration_in_words(seconds, language, approximate=True)


def horizon_name(seconds: int, language: str) -> str:
    """How long an outage has lasted, in as few characters as stand above a column."""
    return short(seconds, language)


def carried(ratings: Mapping[int, str]) -> list[str | None]:
    """The rating at each horizon: its own, else the last earlier one, else None."""
    found: list[str | None] = []
    for horizon in HORIZONS:
        earlier = [rated for rated in ratings if rated <= horizon]
        found.append(ratings[max(earlier)] if earlier else None)
    return found


def _across(seconds: int, left: float, column: float) -> float:
    """Where a duration lies among the columns, whose centres are the horizons."""
    centres = [left + column * (at + 0.5) for at in range(len(HORIZONS))]
    if seconds <= HORIZONS[0]:
        return centres[0] - column * 0.5 * (1 - seconds / HORIZONS[0])
    for at in range(1, len(HORIZONS)):
        if seconds <= HORIZONS[at]:
            share = log(seconds / HORIZONS[at - 1]) / log(HORIZONS[at] / HORIZONS[at - 1])
            return centres[at - 1] + share * column
    return centres[-1] + column * 0.5


def _bars(pen: Drawing, ratings: list[str | None], left: float, top: float, column: float) -> None:
    pen.line(left, top + _ROW, left + column * len(ratings), top + _ROW, "p-grid")
    for at, rating in enumerate(ratings):
        if rating is None:
            continue
        level = RATINGS.index(rating)
        height = (2.0, 8.0, 15.0, 22.0, _ROW)[level]
        pen.rect(left + column * at + 1.5, top + _ROW - height, column - 3, height, f"p-level-{level}", radius=2)


def _legend_rows(width: float, language: str) -> list[list[tuple[float, int, str]]]:
    rows: list[list[tuple[float, int, str]]] = [[]]
    x = 4.0
    for level, rating in enumerate(RATINGS):
        name = say(language, rating)
        length = 18 + text_width(name, 12) + 14
        if x + length > width and rows[-1]:
            rows.append([])
            x = 4.0
        rows[-1].append((x, level, name))
        x += length
    return rows


def _legend(pen: Drawing, rows: list[list[tuple[float, int, str]]], y: float) -> None:
    for number, row in enumerate(rows):
        for x, level, name in row:
            base = y + 20 * number
            height = (2.0, 4.0, 7.0, 10.0, 12.0)[level]
            pen.rect(x, base + 1 - height, 12, height, f"p-level-{level}", radius=1)
            pen.text(Text(x + 18, base, name, 12))

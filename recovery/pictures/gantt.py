"""A schedule as a Gantt chart: a row a system, what is done about it when, and by when it was to be back.

Source: Gantt (1919), "Organizing for Work". The time axis is straight, so that lengths can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from recovery.durations import DAY, HOUR, LONGEST, MINUTE, duration_in_words, short
from recovery.pictures.drawing import Drawing, Text, Theme
from recovery.pictures.labels import keep_apart
from recovery.pictures.measure import fit, text_width
from recovery.pictures.phrases import say

PARTS = {"preparing": "p-level-1", "copying": "p-level-2", "finishing": "p-level-3"}
"""The look of each part of a recovery."""
MOST = 40
"""Rows that are drawn; a table holds the others."""
_COMPACT_BELOW = 520
_EDGE, _HEAD, _BAR = 4.0, 26.0, 12.0
_STEPS = (
    *(each * MINUTE for each in (1, 5, 10, 30)), *(each * HOUR for each in (1, 2, 4, 8, 12)),
    *(each * DAY for each in (1, 2, 7, 14, 30, 90, 365, 3650)), LONGEST,
)  # fmt: skip
"""Distances between two lines of the axis, of which the first is taken that leaves few enough."""


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One system: `spans` as part, start and end; back after `back_at`, to be back within `due` where that is known.
    All in seconds from the disruption. `guessed`: some of its times counts as none, because nobody knows it."""

    name: str
    spans: Sequence[tuple[str, int, int]]
    back_at: int
    due: int | None = None
    guessed: bool = False

    @property
    def late(self) -> int:
        """Seconds after it was due; 0 in time."""
        return 0 if self.due is None else max(0, self.back_at - self.due)


def gantt(
    rows: Sequence[GanttRow],
    *,
    language: str = "en",
    width: int = 720,
    id: str = "gantt",  # noqa: A002 - the attribute's own name
    theme: Theme = "page",
) -> str:
    """The schedule as SVG, the rows in the order given; above `MOST` rows the rest as "+ 12 more"."""
    return draw(rows, language=language, width=width, identity=id, theme=theme).svg()


@dataclass(frozen=True, slots=True)
class _Look:
    """Where things stand: the axis from `left` to `right`; a bar `drop` below the top of its row."""

    compact: bool
    left: float
    right: float
    pitch: float
    drop: float
    last: int

    def at(self, seconds: int) -> float:
        return self.left + (self.right - self.left) * min(seconds, self.last) / self.last


def draw(rows: Sequence[GanttRow], *, language: str, width: int, identity: str, theme: Theme = "page") -> Drawing:
    """The picture before it becomes a string."""
    shown = rows[:MOST]
    look = _look(shown, width)
    pen = Drawing(identity, width, 0, say(language, "schedule"), describe(rows, language), theme)
    bottom = _HEAD + look.pitch * len(shown)
    _axis(pen, look, bottom, language)
    for at, row in enumerate(shown):
        _row(pen, look, row, _HEAD + look.pitch * at, language)
    pen.height = bottom + 8
    if len(rows) > len(shown):
        pen.height += 16
        pen.text(Text(_EDGE, pen.height - 6, say(language, "more", len(rows) - len(shown)), 13))
    _legend(pen, width, language)
    return pen


def describe(rows: Sequence[GanttRow], language: str) -> str:
    """The picture in sentences, a row each; what is not drawn is counted."""
    sentences = [say(language, "schedule-says")]
    for row in rows[:MOST]:
        back = _long(row.back_at, language)
        if row.late:
            sentences.append(say(language, "say-back-late", row.name, back, _long(row.late, language)))
        else:
            sentences.append(say(language, "say-back-guessed" if row.guessed else "say-back", row.name, back))
    if len(rows) > MOST:
        sentences.append(say(language, "more", len(rows) - MOST) + ".")
    return " ".join(sentences)


def rounded(seconds: int) -> int:
    """Whole minutes above ten of them: a schedule is no clock."""
    return seconds if seconds < 10 * MINUTE else seconds // MINUTE * MINUTE


def _long(seconds: int, language: str) -> str:
    return duration_in_words(rounded(min(seconds, LONGEST)), language, approximate=True)


def _look(rows: Sequence[GanttRow], width: int) -> _Look:
    compact = width < _COMPACT_BELOW
    ends = [row.back_at for row in rows if row.back_at < LONGEST]
    last = max([MINUTE, *ends])
    if compact:
        return _Look(True, _EDGE + 2, width - _EDGE - 8, 40, 22, last)
    return _Look(False, 0.29 * width, 0.74 * width, 24, 6, last)


def _axis(pen: Drawing, look: _Look, bottom: float, language: str) -> None:
    most = 4 if look.compact else 6
    step = next(step for step in _STEPS if step * most >= look.last)
    ticks = range(0, look.last + 1, step)
    texts = [Text(look.at(tick), 14, short(tick, language), 11.5, anchor="middle") for tick in ticks]
    for tick in ticks:
        pen.line(look.at(tick), _HEAD - 6, look.at(tick), bottom, "p-grid")
    inside = [text for text in texts if text.box.left >= 0 and text.box.right <= pen.width]
    for index in keep_apart([text.box for text in inside], []):
        pen.text(inside[index])


def _row(pen: Drawing, look: _Look, row: GanttRow, top: float, language: str) -> None:
    bar = top + look.drop
    words = _back(row, language)
    mark = 14.0 if row.late else 0.0
    if look.compact:
        size = _fitting(words, 12, 0.6 * pen.width)
        room = pen.width - 3 * _EDGE - mark - text_width(words, size)
        pen.text(Text(_EDGE, bar - 6, fit(row.name, 13, room), 13, "p-ink"))
        _state(pen, row, Text(pen.width - _EDGE - text_width(words, size) - mark, bar - 6, words, size))
    else:
        size = _fitting(words, 12.5, pen.width - look.right - 10 - mark - _EDGE)
        pen.text(Text(_EDGE, bar + 10, fit(row.name, 13, look.left - 3 * _EDGE), 13, "p-ink"))
        _state(pen, row, Text(look.right + 10, bar + 10, words, size))
    if row.spans:
        first = look.at(min(start for _, start, _ in row.spans))
        pen.line(first, bar + _BAR / 2, look.at(row.back_at), bar + _BAR / 2, "p-link")
    for part, start, end in row.spans:
        pen.rect(look.at(start), bar, max(look.at(end) - look.at(start), 1.5), _BAR, PARTS[part], radius=2)
    if row.due is not None and row.due <= look.last:
        x = look.at(row.due)
        pen.line(x, bar - 3, x, bar + _BAR + 3, "p-bad" if row.late else "p-limit")


def _back(row: GanttRow, language: str) -> str:
    back = _short(row.back_at, language)
    if row.late:
        return say(language, "back-late", back, _short(row.late, language))
    return say(language, "back-guessed", back) if row.guessed else back


def _state(pen: Drawing, row: GanttRow, text: Text) -> None:
    """When it is back; what is late also carries a shape and says so."""
    if row.late:
        pen.path(f"M{text.x + 4.5:.1f} {text.y - 9:.1f}l4.5 4.5l-4.5 4.5l-4.5-4.5z", "p-event")
        text = replace(text, x=text.x + 14, look="p-bad-text", bold=True)
    pen.text(text)


def _short(seconds: int, language: str) -> str:
    return short(rounded(min(seconds, LONGEST)), language)


def _fitting(words: str, size: float, room: float) -> float:
    shares = (1, 0.9, 0.8, 0.7, 0.62)
    return size * next((share for share in shares if text_width(words, size * share) <= room), 0.5)


def _legend(pen: Drawing, width: int, language: str) -> None:
    keys = [*PARTS, "due", "due-late"]
    names = [say(language, key) for key in keys]
    lengths = [22 + text_width(name, 12) + 12 for name in names]
    rows: list[list[int]] = [[]]
    for at, length in enumerate(lengths):
        if rows[-1] and sum(lengths[each] for each in rows[-1]) + length > width - _EDGE:
            rows.append([])
        rows[-1].append(at)
    for row in rows:
        base = pen.height + 14
        for at, x in zip(row, accumulate((lengths[each] for each in row), initial=_EDGE), strict=False):
            _key(pen, keys[at], x, base)
            pen.text(Text(x + 22, base, names[at], 12))
        pen.height += 20
    pen.height = round(pen.height + 4)


def _key(pen: Drawing, key: str, x: float, base: float) -> None:
    if key in PARTS:
        pen.rect(x, base - 10, 16, 11, PARTS[key], radius=2)
    else:
        pen.line(x + 8, base - 12, x + 8, base + 3, "p-limit" if key == "due" else "p-bad")

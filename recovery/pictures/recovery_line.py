"""The signature picture: the disaster in the middle, lost work reaching back, the time until recovery forward."""

from dataclasses import dataclass

from recovery.durations import short
from recovery.facts import Objective
from recovery.pictures.drawing import Anchor, Box, Drawing, Text, Theme
from recovery.pictures.labels import FEW, GAP, Mark, Placed, keep_apart, place
from recovery.pictures.line_words import Line, describe, line_duration, rpo_heading, rto_heading
from recovery.pictures.measure import text_width
from recovery.pictures.phrases import say
from recovery.pictures.scale import RANK, Scale, scale_for

__all__ = ["Line", "describe", "draw", "recovery_line"]

COMPACT_BELOW = 520
DRAWN = ("loss", "drill", "mtd", "data-loss", "site", "data")
"""The order in which the marks find their labels."""
_EDGE = 4.0
_BAR = 9.0


@dataclass(frozen=True, slots=True)
class _Look:
    width: float
    big: float
    small: float
    tick: float
    label: float
    two_lines: bool
    axis: float

    @property
    def middle(self) -> float:
        return self.width / 2


def recovery_line(
    *,
    rpo: Objective | str,
    rto: Objective | str,
    mtd: int | None = None,
    worst_loss: int | None = None,
    exercise: int | None = None,
    recovery: int | None = None,
    data_recovery: int | None = None,
    data_rto: int | None = None,
    data_loss: int | None = None,
    data_rpo: int | None = None,
    language: str = "en",
    width: int = 720,
    id: str = "recovery-line",  # noqa: A002 - the attribute's own name
    theme: Theme = "page",
) -> str:
    """The recovery line as SVG. Durations in seconds; what they mean says `Line`.

    An objective may also be "unset", "unknown" or, for the RPO, "not applicable". Below a width of 520 the type is
    larger in proportion and the two headings take two lines each.
    """
    line = Line(
        rpo=rpo, rto=rto, mtd=mtd, worst_loss=worst_loss, exercise=exercise, recovery=recovery,
        data_recovery=data_recovery, data_rto=data_rto, data_loss=data_loss, data_rpo=data_rpo,
    )  # fmt: skip
    return draw(line, language=language, width=width, identity=id, theme=theme).svg()


def draw(line: Line, *, language: str, width: int, identity: str, theme: Theme = "page") -> Drawing:
    """The picture before it becomes a string, so that its texts can be measured."""
    look = (
        _Look(width, 17, 14, 12, 13, True, 74) if width < COMPACT_BELOW else _Look(width, 17, 14, 11.5, 12, False, 60)
    )
    scale = scale_for(look.middle - 22, *line.durations)
    placed = place(_marks(line, scale, look.middle, language), width=width, size=look.label, edge=_EDGE)
    ticks = look.axis + _BAR + look.tick + 3
    first_row, row_height = ticks + look.label + 8, look.label * 1.55
    height = round(max((first_row + label.row * row_height for label in placed), default=ticks) + 8)
    pen = Drawing(identity, width, height, say(language, "line"), describe(line, language), theme)
    _headings(pen, look, line, language)
    _axis(pen, look, scale, [label.mark.x for label in placed], language)
    _bar(pen, look, -1, line.rpo, scale)
    _bar(pen, look, 1, line.rto, scale)
    for label in placed:
        y = first_row + label.row * row_height
        pen.line(
            label.mark.x, look.axis - 15, label.mark.x, y - label.size if label.beneath else y + 2, label.mark.look
        )
    for label in placed:
        _label(pen, label, first_row + label.row * row_height)
    pen.line(look.middle, look.axis - 24, look.middle, look.axis + _BAR + 6, "p-now")
    pen.path(f"M{look.middle:g} {look.axis - 13:g}l8 13l-8 13l-8-13z", "p-event")
    return pen


def _marks(line: Line, scale: Scale, middle: float, language: str) -> list[Mark]:
    """What is marked, in words. Where many marks share little room they are said in brief, so that they stay legible:
    the description beside the picture says them in full."""
    marks, brief = [], 2 * middle < COMPACT_BELOW and len(line.marks) > FEW
    for each in sorted(line.marks, key=lambda each: DRAWN.index(each.key)):
        look = "p-limit" if each.key == "mtd" else "p-plain"
        if each.limit is not None:
            look = "p-bad" if each.too_much else "p-good"
        x = middle + each.side * (scale.at(each.value) if each.value else 3)
        words = line_duration(each.value, language) if not brief else short(each.value, language)
        marks.append(Mark(x, say(language, each.phrase("brief-" if brief else ""), words), look, each.side))
    return marks


def _label(pen: Drawing, label: Placed, y: float) -> None:
    bad = label.mark.look == "p-bad"
    look = {"p-bad": "p-bad-text", "p-good": "p-good-text"}.get(label.mark.look, "p-ink")
    x = label.left + label.length if label.before else label.left
    anchor: Anchor = "end" if label.before else "start"
    pen.text(Text(x, y, label.mark.words, label.size, look, anchor, bold=bad, halo=True))


def _headings(pen: Drawing, look: _Look, line: Line, language: str) -> None:
    gap = 14.0
    room = look.middle - gap - _EDGE
    sides: tuple[tuple[float, Anchor, tuple[str, str, str]], ...] = (
        (look.middle - gap, "end", rpo_heading(line.rpo, language)),
        (look.middle + gap, "start", rto_heading(line.rto, language)),
    )
    for x, anchor, (strong, rest, strong_look) in sides:
        if look.two_lines:
            pen.text(Text(x, 20, strong, _size_for(strong, look.big, room), strong_look, anchor, bold=True))
            if rest:
                pen.text(Text(x, 38, rest, _size_for(rest, look.small, room), "p-soft", anchor))
        else:
            size = _size_for(f"{strong} {rest}", look.big, room)
            pen.text(Text(x, 24, strong, size, strong_look, anchor, bold=True, tail=rest))


def _size_for(text: str, size: float, room: float) -> float:
    shares = (1, 0.9, 0.8, 0.7, 0.6)
    return next((size * share for share in shares if text_width(text, size * share) <= room), size * 0.5)


def _axis(pen: Drawing, look: _Look, scale: Scale, leaders: list[float], language: str) -> None:
    y = look.axis
    pen.line(look.middle - scale.length, y, look.middle + scale.length, y, "p-axis")
    base = y + _BAR + look.tick + 3
    texts = [
        Text(look.middle + side * scale.at(tick), base, short(tick, language), look.tick, anchor="middle")
        for tick in RANK
        if tick <= scale.last
        for side in (-1, 1)
    ]
    taken = [Box(x - GAP / 2, 0, x + GAP / 2, pen.height) for x in (*leaders, look.middle)]
    for index in keep_apart([text.box for text in texts], taken):
        text = texts[index]
        if text.box.left >= _EDGE and text.box.right <= look.width - _EDGE:
            pen.line(text.x, y - 4, text.x, y + 4, "p-axis")
            pen.text(text)


def _bar(pen: Drawing, look: _Look, side: int, value: Objective | str, scale: Scale) -> None:
    if value == "not applicable":
        return
    if isinstance(value, int):
        length, kind = (scale.at(value) if value else 3.0), ("p-rto" if side > 0 else "p-rpo")
    else:
        length, kind = scale.length, "p-open"
    left = look.middle if side > 0 else look.middle - length
    pen.rect(left, look.axis - _BAR, length, 2 * _BAR, kind)

"""A system among its neighbours: what it needs on the left, who needs it on the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from recovery.facts import HARD, SOFT
from recovery.pictures.drawing import Drawing, Text, Theme
from recovery.pictures.measure import fit, text_width
from recovery.pictures.phrases import say

_COMPACT_BELOW = 520
_NODE, _GAP = 36.0, 10.0
_PITCH = _NODE + _GAP
_HEAD = 26.0


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A system on the other end of a dependency. `note` is short, such as its RTO.

    `critical` when what is needed is not back soon enough; `decides` when it is on the chain that decides a time.
    """

    name: str
    kind: str = HARD
    note: str = ""
    critical: bool = False
    url: str = ""
    decides: bool = False


def dependency_neighbourhood(
    name: str,
    *,
    needs: Sequence[Neighbour] = (),
    needed_by: Sequence[Neighbour] = (),
    more: tuple[int, int] = (0, 0),
    most: int = 6,
    language: str = "en",
    width: int = 720,
    id: str = "neighbours",  # noqa: A002 - the attribute's own name
    theme: Theme = "page",
) -> str:
    """The system and its direct neighbours; at most `most` a side, the critical first, the rest as "+ 12 more".

    `more` counts those of each side that are not given.
    """
    pen = draw(name, needs, needed_by, more=more, most=most, language=language, width=width, identity=id, theme=theme)
    linked = theme == "page" and any(neighbour.url for neighbour in (*needs, *needed_by))
    return pen.svg(role="group" if linked else "img")


def draw(
    name: str,
    needs: Sequence[Neighbour],
    needed_by: Sequence[Neighbour],
    *,
    most: int,
    more: tuple[int, int] = (0, 0),
    language: str,
    width: int,
    identity: str,
    theme: Theme = "page",
) -> Drawing:
    """The picture before it becomes a string."""
    left, right = _shown(needs, most), _shown(needed_by, most)
    description = describe(name, needs, needed_by, language, more)
    pen = Drawing(identity, width, 0, say(language, "neighbours", name), description, theme)
    sides = (
        ("needs", left, len(needs) - len(left) + more[0]),
        ("needed-by", right, len(needed_by) - len(right) + more[1]),
    )
    if width < _COMPACT_BELOW:
        _stacked(pen, name, sides, language)
    else:
        _abreast(pen, name, sides, language)
    return pen


def describe(
    name: str,
    needs: Sequence[Neighbour],
    needed_by: Sequence[Neighbour],
    language: str,
    more: tuple[int, int] = (0, 0),
) -> str:
    """The picture in sentences, every neighbour that is given named."""
    sentences = []
    for key, neighbours, others in (("say-needs", needs, more[0]), ("say-needed-by", needed_by, more[1])):
        named = [_named(neighbour, key, language) for neighbour in neighbours]
        names = ", ".join([*named, say(language, "more", others)] if others else named)
        sentences.append(say(language, key, name, names or say(language, "say-nothing")))
    return " ".join(sentences)


def _named(neighbour: Neighbour, side: str, language: str) -> str:
    name = say(language, "soft", neighbour.name) if neighbour.kind == SOFT else neighbour.name
    if neighbour.critical:
        name = say(language, "critical" if side == "say-needs" else "critical-for", neighbour.name)
    return say(language, "decides", name) if neighbour.decides else name


def _shown(neighbours: Sequence[Neighbour], most: int) -> list[Neighbour]:
    ranked = sorted(neighbours, key=lambda each: (not each.decides, not each.critical, each.kind != HARD))
    return ranked[:most]


_Side = tuple[str, list[Neighbour], int]


def _abreast(pen: Drawing, name: str, sides: tuple[_Side, _Side], language: str) -> None:
    """Three columns side by side."""
    column = round((pen.width - 8) * 0.3)
    lines = max(max(len(shown) + (1 if more else 0), 1) for _, shown, more in sides)
    pen.height = _HEAD + lines * _PITCH + 4
    middle = _HEAD + (lines * _PITCH - _GAP) / 2
    self_left = (pen.width - column) / 2
    places = ((4.0, 4.0 + column, self_left), (pen.width - 4 - column, pen.width - 4 - column, self_left + column))
    for (key, shown, more), (x, near, port) in zip(sides, places, strict=True):
        rows = len(shown) + (1 if more else 0) or 1
        top = middle - (rows * _PITCH - _GAP) / 2
        pen.text(Text(x, top - 10, say(language, key), 12.5))
        for at, neighbour in enumerate(shown):
            y = top + at * _PITCH
            half, start, end = (near + port) / 2, y + _NODE / 2, middle
            curve = f"M{near:.1f} {start:.1f}C{half:.1f} {start:.1f} {half:.1f} {end:.1f} {port:.1f} {end:.1f}"
            _link(pen, neighbour, curve)
            _node(pen, neighbour, x, y, column)
        if rest := _rest(more, shown, language):
            pen.text(Text(x + 10, top + len(shown) * _PITCH + 23, rest, 13))
    _self(pen, name, self_left, middle - 22, column)


def _stacked(pen: Drawing, name: str, sides: tuple[_Side, _Side], language: str) -> None:
    """One column for narrow places: what it needs above, who needs it below, joined by a rail."""
    width, y, rail = pen.width - 34, 4.0, 14.0
    for number, (key, shown, more) in enumerate(sides):
        if number:
            _self(pen, name, 4, y, pen.width - 8)
            y += 44 + _GAP
        pen.text(Text(30, y + 13, say(language, key), 12.5))
        start = y if number else y + _HEAD
        y += _HEAD
        for neighbour in shown:
            centre = y + _NODE / 2
            end = start - _GAP if number else _stack_end(y, shown, neighbour, more)
            _link(pen, neighbour, f"M30 {centre:.1f}H{rail:g}V{end:.1f}")
            _node(pen, neighbour, 30, y, width)
            y += _PITCH
        if rest := _rest(more, shown, language):
            pen.text(Text(30, y + 15, rest, 13))
            y += 26
    pen.height = y + 2


def _stack_end(y: float, shown: list[Neighbour], neighbour: Neighbour, more: int) -> float:
    below = len(shown) - shown.index(neighbour)
    return y + below * _PITCH + (26 if more else 0)


def _link(pen: Drawing, neighbour: Neighbour, curve: str) -> None:
    if neighbour.decides:
        pen.path(curve, "p-chain")  # a broad track beneath the line, whatever the line looks like
    pen.path(curve, _link_look(neighbour))


def _link_look(neighbour: Neighbour) -> str:
    if neighbour.critical:
        return "p-critical"
    return "p-link" if neighbour.kind == HARD else "p-soft-link"


def _node(pen: Drawing, neighbour: Neighbour, x: float, y: float, width: float) -> None:
    if neighbour.url:
        pen.open_link(neighbour.url)
    pen.rect(x, y, width, _NODE, "p-critical-node" if neighbour.critical else "p-node", radius=6)
    inner = x + 10
    if neighbour.critical:
        centre = y + _NODE / 2
        pen.path(f"M{inner + 5:.1f} {centre - 5:.1f}l5 5l-5 5l-5-5z", "p-event")
        inner += 16
    note = text_width(neighbour.note, 12) + 10 if neighbour.note else 0
    pen.text(Text(inner, y + 22.5, fit(neighbour.name, 13.5, x + width - 8 - note - inner), 13.5, "p-ink", bold=True))
    if neighbour.note:
        pen.text(Text(x + width - 9, y + 22.5, neighbour.note, 12, anchor="end"))
    if neighbour.url:
        pen.close_link()


def _self(pen: Drawing, name: str, x: float, y: float, width: float) -> None:
    pen.rect(x, y, width, 44, "p-self", radius=6)
    pen.text(Text(x + width / 2, y + 27, fit(name, 14.5, width - 16), 14.5, "p-self-text", "middle", bold=True))


def _rest(more: int, shown: list[Neighbour], language: str) -> str:
    if more:
        return say(language, "more", more)
    return "" if shown else say(language, "nobody")

"""Draws the rooms and their imports, and writes the table of what each app holds: `make rooms`.

The rooms stand on a staircase. An import goes from its room to the right and down into the room that it needs, with a
mark where it turns. The same imports give the same picture, byte by byte.
"""

from __future__ import annotations

import re
from html import escape

from tests.architecture.rooms import APPS, ONE_LAYER, ROOMS, ROOT, Arrow, arrows, shape

PICTURE = ROOT / "docs" / "pictures" / "rooms.svg"
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- the table is written by `make rooms` -->\n", "\n<!-- end of the table -->"
HEX = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
EDGE, WIDE, HIGH = 28, 120, 30
STEP_RIGHT, STEP_DOWN = 70, 46
RADII = ((20, 8.0, "20 imports and more"), (5, 5.5, "5 to 19"), (1, 3.5, "fewer than 5"))
"""From so many imports on a mark has this radius. Three sizes only, so that one import more rarely changes it."""
STYLE = """svg { font: 14.5px "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
.paper { fill: %(card)s; stroke: %(rule)s; }
.room { fill: %(accent-wash)s; stroke: %(accent-mid)s; }
.way { fill: none; stroke: %(accent-mid)s; stroke-width: 1.2; }
.head, .mark { fill: %(accent)s; }
.mark { stroke: %(card)s; stroke-width: 1.5; }
.name { fill: %(ink)s; text-anchor: middle; }
.word { fill: %(soft)s; }"""


def draw() -> str:
    found = arrows()
    width = 2 * EDGE + (len(ROOMS) - 1) * STEP_RIGHT + WIDE
    height = 2 * EDGE + (len(ROOMS) - 1) * STEP_DOWN + HIGH
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' role="img" aria-labelledby="title description">',
        '<title id="title">The rooms and their imports</title>',
        f'<desc id="description">{escape(_in_words(found))}</desc>',
        f"<style>\n{_style()}\n</style>",
        f'<rect class="paper" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"/>',
        *_ways(found),
        *(_mark(*_turn(arrow), arrow.places, f"{arrow.importer} imports {arrow.imported}") for arrow in found),
        *(_room(name) for name in ROOMS),
        *_legend(height),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def table() -> str:
    """What each app holds, from the top to the bottom of its layers."""
    rows = ["| room | inside, from the top |", "|---|---|"]
    for name in ROOMS:
        inside = " · ".join(f"`{layer}`" for layer in shape(name)) if name in APPS else ONE_LAYER[name]
        rows.append(f"| `{name}` | {inside} |")
    return "\n".join(rows)


def page_with_table(text: str) -> str:
    """Raises ValueError for a text without the place of the table."""
    start = text.index(BEGIN) + len(BEGIN)
    return f"{text[:start]}\n{table()}\n{text[text.index(END, start) :]}"


def _style() -> str:
    light, dark = (
        dict(HEX.findall((ROOT / "static" / "css" / name).read_text())) for name in ("tokens.css", "dark.css")
    )
    return f"{STYLE % light}\n@media (prefers-color-scheme: dark) {{\n{STYLE % dark}\n}}"


def _in_words(found: list[Arrow]) -> str:
    needs = {name: [arrow.imported for arrow in found if arrow.importer == name] for name in ROOMS}
    return " ".join(f"{name} imports {', '.join(below) or 'no other room'}." for name, below in needs.items())


def _corner(name: str) -> tuple[int, int]:
    place = ROOMS.index(name)
    return EDGE + place * STEP_RIGHT, EDGE + place * STEP_DOWN


def _turn(arrow: Arrow) -> tuple[int, int]:
    """Where an import turns: in the row of who imports, above what is imported."""
    return _corner(arrow.imported)[0] + WIDE // 2, _corner(arrow.importer)[1] + HIGH // 2


def _ways(found: list[Arrow]) -> list[str]:
    """One line to the right for each room that imports, one down with a head for each that is imported."""
    lines = []
    for name in ROOMS:
        left, top = _corner(name)
        right = max((_turn(arrow)[0] for arrow in found if arrow.importer == name), default=0)
        first = min((_turn(arrow)[1] for arrow in found if arrow.imported == name), default=0)
        middle = left + WIDE // 2
        if right:
            lines.append(f'<path class="way" d="M{left + WIDE} {top + HIGH // 2}H{right}"/>')
        if first:
            lines.append(f'<path class="way" d="M{middle} {first}V{top - 6}"/>')
            lines.append(f'<path class="head" d="M{middle} {top}l-4 -8h8z"/>')
    return lines


def _mark(x: int, y: int, places: int, title: str) -> str:
    radius = next(radius for least, radius, _ in RADII if places >= least)
    return f'<circle class="mark" cx="{x}" cy="{y}" r="{radius}"><title>{escape(title)}</title></circle>'


def _room(name: str) -> str:
    left, top = _corner(name)
    return (
        f'<g><rect class="room" x="{left}" y="{top}" width="{WIDE}" height="{HIGH}" rx="6"/>'
        f'<text class="name" x="{left + WIDE // 2}" y="{top + 20}">{name}</text></g>'
    )


def _legend(height: int) -> list[str]:
    top = height - EDGE - 148
    lines = [
        _word(EDGE, top, "A room imports to the right and down."),
        _word(EDGE, top + 26, "A mark shows which one, and how often:"),
    ]
    for row, (least, _, words) in enumerate(RADII, start=2):
        lines += [_mark(EDGE + 9, top + 26 * row - 5, least, words), _word(EDGE + 26, top + 26 * row, words)]
    return [*lines, _word(EDGE, top + 136, "Nothing stands below the stairs: no import points up.")]


def _word(x: int, y: int, text: str) -> str:
    return f'<text class="word" x="{x}" y="{y}">{escape(text)}</text>'


if __name__ == "__main__":
    PICTURE.write_text(draw())
    PAGE.write_text(page_with_table(PAGE.read_text()))

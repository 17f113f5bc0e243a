"""The pen: SVG strings from shapes and texts, for a page (classes) or to stand alone (literal colours)."""

from dataclasses import dataclass, field
from html import escape
from typing import Literal

from recovery.pictures.measure import text_width

Theme = Literal["page", "light"]
Anchor = Literal["start", "middle", "end"]

# What each class looks like where no style sheet reaches. static/css/pictures.css says the same with tokens.
LOOKS: dict[str, dict[str, str]] = {
    "p-axis": {"stroke": "#565f6a", "stroke-width": "1.2", "fill": "none"},
    "p-grid": {"stroke": "#e4e1da", "stroke-width": "1", "fill": "none"},
    "p-rpo": {"fill": "#7a4fa3"},
    "p-rto": {"fill": "#0f5c6e"},
    "p-open": {"fill": "none", "stroke": "#858c94", "stroke-width": "1.4", "stroke-dasharray": "4 3"},
    "p-event": {"fill": "#a8261c"},
    "p-now": {"stroke": "#a8261c", "stroke-width": "1.2"},
    "p-limit": {"stroke": "#1d2126", "stroke-width": "1.6", "stroke-dasharray": "3 2"},
    "p-bad": {"stroke": "#a8261c", "stroke-width": "1.8"},
    "p-good": {"stroke": "#1f6b3b", "stroke-width": "1.8"},
    "p-plain": {"stroke": "#565f6a", "stroke-width": "1.8"},
    "p-ink": {"fill": "#1d2126"},
    "p-soft": {"fill": "#565f6a"},
    "p-bad-text": {"fill": "#a8261c"},
    "p-good-text": {"fill": "#1f6b3b"},
    "p-halo": {"stroke": "#ffffff", "stroke-width": "3.5", "stroke-linejoin": "round", "paint-order": "stroke"},
    "p-cost": {"stroke": "#0f5c6e", "stroke-width": "2.2", "fill": "none"},
    "p-loss": {"stroke": "#a8261c", "stroke-width": "2.2", "stroke-dasharray": "6 3", "fill": "none"},
    "p-cost-text": {"fill": "#0f5c6e"},
    "p-best": {"fill": "#e6f0f2"},
    "p-level-0": {"fill": "#f3f1ec", "stroke": "#858c94", "stroke-width": "0.8"},
    "p-level-1": {"fill": "#dcebee", "stroke": "#858c94", "stroke-width": "0.8"},
    "p-level-2": {"fill": "#9fbec5"},
    "p-level-3": {"fill": "#0f5c6e"},
    "p-level-4": {"fill": "#a8261c"},
    "p-node": {"fill": "#ffffff", "stroke": "#858c94", "stroke-width": "1.2"},
    "p-self": {"fill": "#0f5c6e"},
    "p-self-text": {"fill": "#ffffff"},
    "p-link": {"stroke": "#858c94", "stroke-width": "1.4", "fill": "none"},
    "p-soft-link": {"stroke": "#858c94", "stroke-width": "1.4", "stroke-dasharray": "4 3", "fill": "none"},
    "p-chain": {"stroke": "#9fbec5", "stroke-width": "9", "fill": "none"},
    "p-critical": {"stroke": "#a8261c", "stroke-width": "2.6", "fill": "none"},
    "p-critical-node": {"fill": "#ffffff", "stroke": "#a8261c", "stroke-width": "2"},
}
FAMILY = "'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Arial, sans-serif"


TAIL = 0.86
"""The type size of a tail, as a share of what it follows."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text at its base line; `tail` follows in the same line, smaller and quiet.

    `halo` keeps it legible where a line must pass behind it.
    """

    x: float
    y: float
    words: str
    size: float
    look: str = "p-soft"
    anchor: Anchor = "start"
    bold: bool = False
    tail: str = ""
    halo: bool = False

    @property
    def box(self) -> Box:
        """The room it takes at most."""
        width = text_width(self.words, self.size) + (text_width(f" {self.tail}", TAIL * self.size) if self.tail else 0)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - 0.76 * self.size, left + width, self.y + 0.24 * self.size)


@dataclass(slots=True)
class Drawing:
    """Collects shapes, then gives the SVG. `identity` makes the ids unique on the page."""

    identity: str
    width: float
    height: float
    title: str
    description: str
    theme: Theme = "page"
    _parts: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def look(self, *names: str) -> str:
        """The attribute or attributes that give a shape its look."""
        if self.theme == "page":
            return f'class="{" ".join(names)}"'
        merged: dict[str, str] = {}
        for name in names:
            merged |= LOOKS[name]
        return " ".join(f'{key}="{value}"' for key, value in merged.items())

    def line(self, x1: float, y1: float, x2: float, y2: float, look: str) -> None:
        """A straight line."""
        self._parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {self.look(look)}/>')

    def rect(self, x: float, y: float, width: float, height: float, look: str, *, radius: float = 3) -> None:
        """A rectangle with rounded corners."""
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" '
            f'rx="{radius:g}" {self.look(look)}/>'
        )

    def path(self, commands: str, look: str) -> None:
        """Any path."""
        self._parts.append(f'<path d="{commands}" {self.look(look)}/>')

    def text(self, text: Text) -> None:
        """A line of text."""
        self.texts.append(text)
        weight = ' font-weight="600"' if text.bold else ""
        anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
        tail = ""
        if text.tail:
            size = f'font-size="{TAIL * text.size:.3g}" font-weight="400"'
            tail = f" <tspan {size} {self.look('p-soft')}>{escape(text.tail)}</tspan>"
        self._parts.append(
            f'<text x="{text.x:.1f}" y="{text.y:.1f}" font-size="{text.size:.3g}"{weight}{anchor} '
            f"{self.look(text.look, *(['p-halo'] if text.halo else []))}>{escape(text.words)}{tail}</text>"
        )

    def open_link(self, url: str) -> None:
        """What follows leads to an address, until `close_link`. Pages only: mail and PDF have no use for it."""
        if self.theme == "page":
            self._parts.append(f'<a href="{escape(url)}">')

    def close_link(self) -> None:
        """Ends `open_link`."""
        if self.theme == "page":
            self._parts.append("</a>")

    def svg(self, *, role: str = "img") -> str:
        """The picture with its title and its description for those who do not see it."""
        name = escape(self.identity)
        if self.theme == "page":
            outer = 'class="picture"'
        else:
            outer = (
                f'xmlns="http://www.w3.org/2000/svg" width="{self.width:g}" height="{self.height:g}" '
                f'font-family="{FAMILY}"'
            )
        return (
            f'<svg {outer} viewBox="0 0 {self.width:g} {self.height:g}" role="{role}" '
            f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(self.title)}</title>'
            f'<desc id="{name}-desc">{escape(self.description)}</desc>{"".join(self._parts)}</svg>'
        )

"""The layout step: every mark below the axis gets a label that overlaps nothing and is crossed by nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from recovery.pictures.drawing import Box
from recovery.pictures.measure import text_width

GAP = 5.0
_CROSSED = 100.0
_SIZES = (1.0, 0.9, 0.8, 0.7, 0.6)


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the axis with words; `outward` is +1 where the label prefers to run to the right, -1 to the left."""

    x: float
    words: str
    look: str
    outward: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the label of a mark goes: its row from 0 down, its left edge, its type size and its length."""

    mark: Mark
    row: int
    left: float
    size: float
    length: float

    @property
    def beneath(self) -> bool:
        """Whether the label lies across its own line, which then has to end above it."""
        return self.left < self.mark.x < self.left + self.length

    @property
    def before(self) -> bool:
        """Whether the label ends at its line rather than beginning there."""
        return self.left + self.length <= self.mark.x

    @property
    def span(self) -> tuple[float, float]:
        """From where to where the label reaches."""
        return self.left, self.left + self.length


@dataclass(frozen=True, slots=True)
class _Side:
    mark: Mark
    left: float
    size: float
    length: float
    cost: float


def place(marks: Sequence[Mark], *, width: float, size: float, edge: float = 4.0) -> list[Placed]:
    """Gives each mark a row and a side, so that no label covers another and no leader line runs through one.

    A label that is too long for the picture gets smaller. Of all arrangements the calmest wins: few rows, labels
    beside their line and on the preferred side. Meant for a handful of marks: it looks at every arrangement.
    """
    if not marks:
        return []
    cost, placed = _calmest(marks, width, size, edge)
    if cost < _CROSSED:
        return placed
    return min((cost, placed), _calmest(marks, width, 0.86 * size, edge), key=lambda found: found[0])[1]


def _calmest(marks: Sequence[Mark], width: float, size: float, edge: float) -> tuple[float, list[Placed]]:
    options = [_sides(mark, width, size, edge) for mark in marks]
    best: tuple[float, list[Placed]] = (float("inf"), [])
    for rows in product(range(len(marks)), repeat=len(marks)):
        for sides in product(*options):
            placed = [
                Placed(side.mark, row, side.left, side.size, side.length) for side, row in zip(sides, rows, strict=True)
            ]
            cost = sum(side.cost for side in sides) + _cost(placed)
            if cost < best[0]:
                best = cost, placed
    return best


def _sides(mark: Mark, width: float, size: float, edge: float) -> list["_Side"]:
    fitting = next((s for s in _SIZES if text_width(mark.words, size * s) <= width - 2 * edge), _SIZES[-1]) * size
    length = text_width(mark.words, fitting)
    right, left = mark.x + GAP, mark.x - GAP - length
    first, second = (right, left) if mark.outward > 0 else (left, right)
    inside = [
        _Side(mark, start, fitting, length, cost)
        for start, cost in ((first, 0.0), (second, 3.0))
        if edge <= start <= width - edge - length
    ]
    under = min(max(mark.x - length / 2, edge), width - edge - length)
    return [*inside, _Side(mark, under, fitting, length, 9.0)]


def _cost(placed: Sequence[Placed]) -> float:
    cost = 4.0 * max(label.row for label in placed) + sum(label.row for label in placed)
    for one in placed:
        start, end = one.span
        for other in placed:
            if other is one:
                continue
            if other.row == one.row and start - 2 * GAP < other.span[1] and other.span[0] - 2 * GAP < end:
                cost += 10_000  # one over the other: never, since a row for each is among the arrangements
            if other.row >= one.row and start - 2 < other.mark.x < end + 2:
                cost += _CROSSED  # the other's line would run through it
    return cost


def keep_apart(candidates: Sequence[Box], taken: Sequence[Box], *, gap: float = 5.0) -> list[int]:
    """The indexes of the boxes that may be drawn: the earlier go first, none touches another or a taken one."""
    kept: list[int] = []
    for index, box in enumerate(candidates):
        wide = Box(box.left - gap, box.top, box.right + gap, box.bottom)
        if not any(wide.overlaps(other) for other in (*taken, *(candidates[at] for at in kept))):
            kept.append(index)
    return kept

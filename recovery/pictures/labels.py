"""The layout step: every mark below the axis gets a label that overlaps nothing and is crossed by nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from math import inf

from recovery.pictures.drawing import Box
from recovery.pictures.measure import text_width

GAP = 5.0
_CROSSED, _COVERED = 100.0, 20_000.0
"""A line through a label, and one label over another: this never, since a row for each is among the arrangements."""
FEW, FOLLOWED = 4, 60
"""Up to so many marks, every arrangement is looked at; of more only so many are followed, or it would take seconds."""
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
    beside their line and on the preferred side.
    """
    if not marks:
        return []
    found = _calmest(tuple(marks), width, size, edge)
    if found[0] >= _CROSSED:
        found = min(found, _calmest(tuple(marks), width, 0.86 * size, edge), key=lambda each: each[0])
    return list(found[1])


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """The labels placed so far, what they cost, and row and side of each."""

    cost: float = 0.0
    rows: tuple[int, ...] = ()
    sides: tuple[int, ...] = ()
    placed: tuple[Placed, ...] = ()

    @property
    def rank(self) -> tuple[float, tuple[int, ...], tuple[int, ...]]:
        """The calmest first; of those that cost the same by rows, then by sides."""
        return self.cost, self.rows, self.sides


@lru_cache(maxsize=1024)
def _calmest(marks: tuple[Mark, ...], width: float, size: float, edge: float) -> tuple[float, tuple[Placed, ...]]:
    """The calmest of all arrangements; of many marks, of those that are followed. Remembered, because a system's page,
    its summary and its mails draw the same line."""
    sides = [_sides(mark, width, size, edge) for mark in marks]
    best = _best(sides, followed=FOLLOWED)
    if len(marks) <= FEW:
        # Costs only grow with further labels, so what is dearer by now than one that is whole leads to nothing.
        best = _best(sides, bound=best.cost)
    return best.cost, best.placed


def _best(sides: Sequence[Sequence[_Side]], *, followed: int = 0, bound: float = inf) -> _Arrangement:
    """Label by label, among the arrangements that cost no more than the bound; only so many are followed, if said."""
    found = [_Arrangement()]
    for choices in sides:
        wider = [
            (cost, at, row, before)
            for before in found
            for at, side in enumerate(choices)
            for row, cost in enumerate(_costs(before, side, len(sides)))
        ]
        dearest = bound
        if 0 < followed < len(wider):
            dearest = sorted(each[0] for each in wider)[followed - 1]
        kept = [_with(before, choices, at, row, cost) for cost, at, row, before in wider if cost <= dearest]
        found = nsmallest(followed, kept, key=lambda each: each.rank) if followed else kept
    return min(found, key=lambda each: each.rank)


def _with(before: _Arrangement, choices: Sequence[_Side], at: int, row: int, cost: float) -> _Arrangement:
    side = choices[at]
    label = Placed(side.mark, row, side.left, side.size, side.length)
    return _Arrangement(cost, (*before.rows, row), (*before.sides, at), (*before.placed, label))


def _costs(before: _Arrangement, side: _Side, rows: int) -> list[float]:
    """What the arrangement costs with one more label on that side, by the label's row."""
    deepest = max(before.rows, default=0)
    costs = [before.cost + side.cost + row + 4.0 * max(row - deepest, 0) for row in range(rows)]
    start, end, line = side.left, side.left + side.length, side.mark.x
    for other in before.placed:
        left, right = other.span
        if start - 2 * GAP < right and left - 2 * GAP < end:
            costs[other.row] += _COVERED
        if start - 2 < other.mark.x < end + 2:  # the other's line would run through this label
            for row in range(other.row + 1):
                costs[row] += _CROSSED
        if left - 2 < line < right + 2:  # and this one's through the other
            for row in range(other.row, rows):
                costs[row] += _CROSSED
    return costs


def _sides(mark: Mark, width: float, size: float, edge: float) -> list[_Side]:
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


def keep_apart(candidates: Sequence[Box], taken: Sequence[Box], *, gap: float = 5.0) -> list[int]:
    """The indexes of the boxes that may be drawn: the earlier go first, none touches another or a taken one."""
    kept: list[int] = []
    for index, box in enumerate(candidates):
        wide = Box(box.left - gap, box.top, box.right + gap, box.bottom)
        if not any(wide.overlaps(other) for other in (*taken, *(candidates[at] for at in kept))):
            kept.append(index)
    return kept

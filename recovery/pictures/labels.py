"""The layout step: every mark below the axis gets a label that overlaps nothing and is crossed by nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest

from recovery.pictures.drawing import Box
from recovery.pictures.measure import text_width

GAP = 5.0
_CROSSED = 100.0
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

    placed: tuple[Placed, ...] = ()
    cost: float = 0.0
    deepest: int = 0
    order: tuple[tuple[int, int], ...] = ()

    @property
    def rank(self) -> tuple[float, tuple[int, ...], tuple[int, ...]]:
        """The calmest first; of those that cost the same by rows, then by sides."""
        return self.cost, *_by_rows(self.order)


@lru_cache(maxsize=1024)
def _calmest(marks: tuple[Mark, ...], width: float, size: float, edge: float) -> tuple[float, tuple[Placed, ...]]:
    """Label by label; of many marks only the calmest arrangements so far are followed. Remembered, because a system's
    page, its summary and its mails draw the same line."""
    found = [_Arrangement()]
    for mark in marks:
        sides = _sides(mark, width, size, edge)
        wider = (each for before in found for each in _with(before, sides, len(marks)))
        found = list(wider) if len(marks) <= FEW else nsmallest(FOLLOWED, wider, key=lambda each: each.rank)
    best = min(found, key=lambda each: each.rank)
    return best.cost, best.placed


def _with(before: _Arrangement, sides: Sequence["_Side"], rows: int) -> Iterator[_Arrangement]:
    """An arrangement with one more label, in every row and on every side."""
    for at, side in enumerate(sides):
        for row in range(rows):
            label = Placed(side.mark, row, side.left, side.size, side.length)
            deepest = max(before.deepest, row)
            cost = side.cost + row + 4.0 * (deepest - before.deepest)
            cost += sum(_between(label, other) for other in before.placed)
            yield _Arrangement((*before.placed, label), before.cost + cost, deepest, (*before.order, (row, at)))


def _by_rows(order: tuple[tuple[int, int], ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(row for row, _ in order), tuple(at for _, at in order)


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


def _between(one: Placed, other: Placed) -> float:
    """What two labels cost that come too near each other."""
    return _beside(one, other) + _beside(other, one)


def _beside(one: Placed, other: Placed) -> float:
    start, end = one.span
    cost = 0.0
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

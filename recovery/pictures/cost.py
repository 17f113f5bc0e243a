"""What recovery costs a year against what outages are expected to cost (the cost balance of NIST SP 800-34 r1)."""

from collections.abc import Sequence
from typing import NamedTuple

from recovery.durations import duration_in_words, short
from recovery.pictures.drawing import Drawing, Text, Theme
from recovery.pictures.labels import Mark, keep_apart, place
from recovery.pictures.measure import text_width
from recovery.pictures.money import short_money
from recovery.pictures.phrases import say

_COMPACT_BELOW = 520
_PLOT = 150.0
_SHARES = (0.0, 0.5, 1.0)


class CostPoint(NamedTuple):
    """At a recovery time in seconds: the yearly cost of recovery and the expected yearly loss."""

    rto: int
    cost: float
    loss: float


def cost_balance(
    points: Sequence[CostPoint],
    *,
    chosen: int | None = None,
    currency: str = "€",
    language: str = "en",
    width: int = 720,
    id: str = "cost-balance",  # noqa: A002 - the attribute's own name
    theme: Theme = "page",
) -> str:
    """Both costs over the recovery times given, the least sum and the chosen time marked.

    Raises ValueError when there are fewer than two points.
    """
    return draw(points, chosen, currency=currency, language=language, width=width, identity=id, theme=theme).svg()


def draw(
    points: Sequence[CostPoint],
    chosen: int | None,
    *,
    currency: str,
    language: str,
    width: int,
    identity: str,
    theme: Theme = "page",
) -> Drawing:
    """The picture before it becomes a string."""
    if len(points) < 2:
        raise ValueError("a cost balance needs at least two points")
    points = sorted(points)
    highest = max(max(point.cost, point.loss) for point in points) or 1.0
    scale_texts = [short_money(highest * share, currency, language) for share in _SHARES]
    left = 8 + max(text_width(text, 11.5) for text in scale_texts)
    step = (width - left - 26) / (len(points) - 1)
    compact = width < _COMPACT_BELOW
    top = 52.0 if compact else 32.0
    bottom = top + _PLOT
    xs = [left + 4 + step * at for at in range(len(points))]
    best = min(range(len(points)), key=lambda at: points[at].cost + points[at].loss)
    marks = [Mark(xs[best], _label("both", points[best].rto, language), "p-plain", 1)]
    if chosen is not None:
        marks.append(Mark(_across(chosen, points, xs), _label("chosen", chosen, language), "p-limit", 1))
    labels = place(marks, width=width, size=12)
    rows = max(label.row for label in labels) + 1
    height = round(bottom + 34 + 18 * rows)
    pen = Drawing(identity, width, height, say(language, "balance"), describe(points, currency, language), theme)
    pen.rect(xs[best] - step / 2, top - 6, step, _PLOT + 6, "p-best")
    for share, text in zip(_SHARES, scale_texts, strict=True):
        y = bottom - share * _PLOT
        pen.line(left, y, width - 6, y, "p-grid")
        pen.text(Text(left - 6, y + 4, text, 11.5, anchor="end"))
    _ticks(pen, points, xs, bottom, language)
    for label in labels:
        y = bottom + 38 + 18 * label.row
        pen.line(label.mark.x, top, label.mark.x, bottom + 5, label.mark.look)  # leaves out the figure below
        pen.line(label.mark.x, bottom + 23, label.mark.x, y - 11 if label.beneath else y, label.mark.look)
    _curve(pen, xs, [bottom - point.cost / highest * _PLOT for point in points], "p-cost")
    _curve(pen, xs, [bottom - point.loss / highest * _PLOT for point in points], "p-loss")
    for label in labels:
        pen.text(Text(label.left, bottom + 38 + 18 * label.row, label.mark.words, label.size, "p-ink", halo=True))
    _legend(pen, compact, language)
    return pen


def describe(points: Sequence[CostPoint], currency: str, language: str) -> str:
    """The picture in sentences."""
    sentences = [say(language, "balance-says")]
    for point in points:
        amounts = (short_money(point.cost, currency, language), short_money(point.loss, currency, language))
        sentences.append(say(language, "year-cost", _long(point.rto, language), *amounts))
    return " ".join(sentences)


def _label(key: str, seconds: int, language: str) -> str:
    return say(language, key, _long(seconds, language)) if seconds else say(language, f"{key}-zero")


def _long(seconds: int, language: str) -> str:
    return duration_in_words(seconds, language, approximate=True)


def _across(seconds: int, points: Sequence[CostPoint], xs: Sequence[float]) -> float:
    """Where a recovery time lies between the points, which stand at equal distances."""
    for at in range(1, len(points)):
        if seconds <= points[at].rto:
            earlier = points[at - 1].rto
            share = max(seconds - earlier, 0) / (points[at].rto - earlier or 1)
            return xs[at - 1] + share * (xs[at] - xs[at - 1])
    return xs[-1]


def _ticks(pen: Drawing, points: Sequence[CostPoint], xs: Sequence[float], bottom: float, language: str) -> None:
    texts = [
        Text(x, bottom + 18, short(point.rto, language) if point.rto else "0", 11.5, anchor="middle")
        for x, point in zip(xs, points, strict=True)
    ]
    for at in keep_apart([text.box for text in texts], []):
        pen.text(texts[at])


def _curve(pen: Drawing, xs: Sequence[float], ys: Sequence[float], look: str) -> None:
    pen.path("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in zip(xs, ys, strict=True)), look)


def _legend(pen: Drawing, compact: bool, language: str) -> None:
    x, y = 4.0, 14.0
    for look, text_look, key in (("p-cost", "p-cost-text", "cost"), ("p-loss", "p-bad-text", "harm")):
        name = say(language, key)
        pen.line(x, y - 4, x + 26, y - 4, look)
        pen.text(Text(x + 32, y, name, 12.5, text_look))
        if compact:
            y += 20
        else:
            x += 32 + text_width(name, 12.5) + 22

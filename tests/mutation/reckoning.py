"""What a sample says about all faults: the share that survives, and between which bounds it lies."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

# 95 of 100 samples have the true share within 1.96 standard deviations.
DEVIATIONS = 1.959964


@dataclass(frozen=True)
class Share:
    """How many of the planted faults survived; they are a sample of `all_there_are`."""

    survived: int
    planted: int
    all_there_are: int

    @property
    def share(self) -> float:
        return self.survived / self.planted if self.planted else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """The 95 % interval of the true share; no wider than the share itself when every fault was planted.

        E. B. Wilson, Probable inference, the law of succession, and statistical inference (JASA 22, 1927), holds for
        few survivors as well. It is meant for a sample of the whole; drawing from each module in proportion errs less.
        """
        if self.planted >= self.all_there_are:
            return self.share, self.share
        squared = DEVIATIONS**2
        middle = (self.survived + squared / 2) / (self.planted + squared)
        spread = self.survived * (self.planted - self.survived) / self.planted + squared / 4
        half = DEVIATIONS * sqrt(spread) / (self.planted + squared)
        return max(0.0, middle - half), min(1.0, middle + half)

    def shown_within(self, limit: float) -> bool:
        """A sample that leaves it open has not shown it."""
        return self.bounds[1] <= limit


def sentence(share: Share, untested: int, limit: float | None) -> str:
    """`20 of 400 survived, 5.0 % …`: with the bounds, those that no test reaches, and what that says of the limit."""
    low, high = share.bounds
    said = f"{share.survived} of {share.planted} survived, {share.share:.1%}"
    if low < high:
        said += f"; of all {share.all_there_are}, between {low:.1%} and {high:.1%} (95 % interval)"
    said += f". No test reaches {untested} of these."
    if limit is None:
        return said
    if share.shown_within(limit):
        return f"{said} That is within the limit of {limit:.0%}."
    if low > limit:
        return f"{said} The limit is {limit:.0%}."
    return f"{said} Whether all keep to {limit:.0%} is left open."

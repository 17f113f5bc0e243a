"""Which systems a prediction finds late: what somebody accepts who accepts a scenario."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from scenarios.models import ScenarioAcceptance
from scenarios.services.predicting import Outlook


@dataclass(frozen=True)
class Lateness:
    """The keys of the systems that are back after their RTO, and after MTD − WRT, in alphabetical order."""

    rto: tuple[str, ...]
    mtd: tuple[str, ...]

    @property
    def anything(self) -> bool:
        """Whether there is anything that needs a reason to be accepted."""
        return bool(self.rto or self.mtd)

    @property
    def mark(self) -> str:
        """Another one for each other set of late systems, so that nobody accepts what they have not seen."""
        return hashlib.sha256(repr((self.rto, self.mtd)).encode()).hexdigest()[:16]


def lateness_of(outlook: Outlook) -> Lateness:
    systems = outlook.prediction.systems
    return Lateness(
        tuple(sorted(each.key for each in systems if each.late_rto)),
        tuple(sorted(each.key for each in systems if each.late_mtd)),
    )


def accepted(acceptance: ScenarioAcceptance) -> Lateness:
    """What was late when it was accepted."""
    return Lateness(tuple(acceptance.late_rto), tuple(acceptance.late_mtd))

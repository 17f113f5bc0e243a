"""What the catalogue holds, what was derived for each system, and files on their way in."""

from systems.models.catalogue import (
    KEY_PATTERN,
    BusinessUnit,
    Dependency,
    System,
    SystemQuerySet,
)
from systems.models.derived import Finding, FindingQuerySet, Profile
from systems.models.exercises import Exercise
from systems.models.imports import ImportBatch, ImportBatchQuerySet, ImportRow, ImportRun, UnreadFile
from systems.models.proposals import Proposal
from systems.models.protection import STRATEGY_LENGTH, Protection, ProtectionInquiry, lies_elsewhere
from systems.models.provisional import ProvisionalPlan
from systems.models.sources import ImportSource
from systems.models.tiers import Tier

__all__ = [
    "KEY_PATTERN",
    "STRATEGY_LENGTH",
    "BusinessUnit",
    "Dependency",
    "Exercise",
    "Finding",
    "FindingQuerySet",
    "ImportBatch",
    "ImportBatchQuerySet",
    "ImportRow",
    "ImportRun",
    "ImportSource",
    "Profile",
    "Proposal",
    "Protection",
    "ProtectionInquiry",
    "ProvisionalPlan",
    "System",
    "SystemQuerySet",
    "Tier",
    "UnreadFile",
    "lies_elsewhere",
]

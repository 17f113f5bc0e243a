"""What the catalogue holds, what was derived for each system, and files on their way in."""

from systems.models.catalogue import (
    KEY_PATTERN,
    STRATEGY_LENGTH,
    BusinessUnit,
    Dependency,
    Exercise,
    Protection,
    System,
    SystemQuerySet,
)
from systems.models.derived import Finding, FindingQuerySet, Profile
from systems.models.imports import ImportBatch, ImportBatchQuerySet

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
    "Profile",
    "Protection",
    "System",
    "SystemQuerySet",
]

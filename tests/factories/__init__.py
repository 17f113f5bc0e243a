"""Test data: complete, valid, and different each time."""

from tests.factories.accounts import PersonFactory
from tests.factories.systems import (
    BusinessUnitFactory,
    DependencyFactory,
    ExerciseFactory,
    ProtectionFactory,
    SystemFactory,
)

__all__ = [
    "BusinessUnitFactory",
    "DependencyFactory",
    "ExerciseFactory",
    "PersonFactory",
    "ProtectionFactory",
    "SystemFactory",
]

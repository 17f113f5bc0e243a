"""Test data: complete, valid, and different each time."""

from tests.factories.accounts import PersonFactory
from tests.factories.systems import (
    BusinessUnitFactory,
    DependencyFactory,
    DrillFactory,
    ProtectionFactory,
    SystemFactory,
)

__all__ = [
    "BusinessUnitFactory",
    "DependencyFactory",
    "DrillFactory",
    "PersonFactory",
    "ProtectionFactory",
    "SystemFactory",
]

"""What policies need of the room above: the facts of the whole catalogue, and that it is derived again.

`derivation` registers itself here; policies know it by this interface alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q

from policies.models import PolicyVersion
from recovery import facts as method


class CatalogueFacts(Protocol):
    """The facts of all systems by id; `unreadable` says what was wrong with a system's facts."""

    @property
    def systems(self) -> Mapping[int, method.System]: ...
    @property
    def dependencies(self) -> Sequence[method.Dependency]: ...
    @property
    def unreadable(self) -> Mapping[int, str]: ...


class Rederivation(Protocol):
    @property
    def failed(self) -> Q:
        """Profiles that could not be derived and wait for somebody to change their facts."""

    def facts(self, *, today: date) -> CatalogueFacts:
        """Those of the whole catalogue."""

    def begin(self, version: PolicyVersion) -> None:
        """Derive everything again under this version, in the background, after the caller's commit."""

    def under_way(self) -> bool: ...


_registered: list[Rederivation] = []


def register(rederivation: Rederivation) -> None:
    _registered[:] = [rederivation]


def registered() -> Rederivation:
    """Raises ImproperlyConfigured where no room derives."""
    if not _registered:
        raise ImproperlyConfigured("No application has registered how the catalogue is derived.")
    return _registered[0]

"""An OpenID provider that people may sign in at, as the operator describes it. Read before there are any models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SCOPES = ("openid", "profile", "email")


@dataclass(frozen=True, slots=True)
class Provider:
    """`roles` leads from a value of the claim to a role here; without it roles are given by hand only."""

    key: str  # in the address that the provider sends people back to
    name: str  # as people call it: it stands on the button
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...] = SCOPES
    verified_claim: str = "email_verified"
    roles_claim: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    creates_people: bool = False
    asks_second_factor: bool = False

    def roles_of(self, claims: Mapping[str, Any]) -> frozenset[str]:
        """The roles that the claim gives: of what cannot be read, and of what is not there, none."""
        said = _at(claims, self.roles_claim)
        values = [said] if isinstance(said, str) else said if isinstance(said, list) else []
        return frozenset(self.roles[value] for value in values if isinstance(value, str) and value in self.roles)

    @property
    def ruled_roles(self) -> frozenset[str]:
        """The roles that the claim gives and takes; all others are an administrator's to give."""
        return frozenset(self.roles.values())


def _at(claims: Mapping[str, Any], name: str) -> Any:
    """A claim by its name, else by a path with points: Keycloak says `realm_access.roles`."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for step in name.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found

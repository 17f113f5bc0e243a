"""Who somebody is, as an OpenID provider says: checked before anything is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import normal_email
from accounts.services.identity.provider import Provider
from presentation.forms.addresses import is_address
from presentation.forms.lines import is_one_line

LONGEST = 255  # signs of a subject, as OpenID Connect has it
NAME_LENGTH = 120


class UnusableClaims(Exception):
    """The provider does not say who somebody is, or says two things."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Somebody at a provider. `email` is empty unless the provider has made sure that the mailbox is theirs."""

    provider: Provider
    issuer: str
    subject: str
    email: str
    name: str
    roles: frozenset[str]


def recognised(provider: Provider, *, id_token: Mapping[str, Any], userinfo: Mapping[str, Any]) -> Recognised:
    """Raises UnusableClaims. Both speak of the same subject, or the second is somebody else's."""
    subject, issuer = id_token.get("sub"), id_token.get("iss")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST or not subject.isprintable():
        raise UnusableClaims("the subject is missing, or too long")
    if userinfo and userinfo.get("sub") != subject:
        raise UnusableClaims("the userinfo is about another subject than the ID token")
    if issuer != provider.issuer:
        raise UnusableClaims("the ID token comes from another issuer")
    claims = {**userinfo, **id_token}
    return Recognised(
        provider=provider,
        issuer=provider.issuer,
        subject=subject,
        email=_verified_email(provider, id_token) or _verified_email(provider, userinfo),
        name=_name(claims.get("name")),
        roles=provider.roles_of(claims),
    )


def _verified_email(provider: Provider, claims: Mapping[str, Any]) -> str:
    """An address counts only where the very document that has it says that it is verified."""
    email, verified = claims.get("email"), claims.get(provider.verified_claim)
    if not isinstance(email, str) or not (verified is True or verified in ("true", "1")):
        return ""
    return normal_email(email) if len(email) <= LONGEST and is_address(email) else ""


def _name(said: Any) -> str:
    name = said.strip() if isinstance(said, str) else ""
    return name[:NAME_LENGTH] if is_one_line(name) else ""

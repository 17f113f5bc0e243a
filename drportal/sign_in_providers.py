"""The OpenID providers, read from a TOML document: docs/operator.md shows one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from accounts.permissions import Role
from accounts.services.identity.provider import SCOPES, Provider
from drportal.this_machine import is_this_machine

KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
TEXTS = ("name", "issuer", "client_id", "client_secret")
OPTIONAL_TEXTS = ("roles_claim", "verified_claim")
FLAGS = ("creates_people", "asks_second_factor")
ISSUER_LENGTH = 255


class WrongProvider(Exception):
    """What is wrong with the document, in words for the operator."""


def providers_in(document: str) -> dict[str, Provider]:
    """The providers by key, in the order in which they stand there. Raises WrongProvider."""
    try:
        tables = tomllib.loads(document)
    except tomllib.TOMLDecodeError as error:
        raise WrongProvider(f"is no TOML: {error}") from None
    providers = {key: _provider(key, table) for key, table in tables.items()}
    issuers = [provider.issuer for provider in providers.values()]
    if len(set(issuers)) < len(issuers):
        raise WrongProvider("names one issuer twice")
    return providers


def _provider(key: str, table: Any) -> Provider:
    if not KEY.fullmatch(key) or not isinstance(table, dict):
        raise WrongProvider(f"holds {key!r}, which is no table with a name of small letters, digits and hyphens")
    known = {*TEXTS, *OPTIONAL_TEXTS, *FLAGS, "scopes", "roles"}
    if wrong := sorted(set(table) - known):
        raise WrongProvider(f"[{key}] knows no {wrong[0]!r}")
    values: dict[str, Any] = {name: _text(key, table, name) for name in TEXTS}
    values |= {name: _text(key, table, name) for name in OPTIONAL_TEXTS if name in table}
    values |= {name: _flag(key, table, name) for name in FLAGS}
    values["issuer"] = _issuer(key, values["issuer"])
    values["scopes"] = _scopes(key, table.get("scopes", list(SCOPES)))
    values["roles"] = _roles(key, table.get("roles", {}))
    if bool(values["roles"]) != bool(values.get("roles_claim")):
        raise WrongProvider(f"[{key}] needs both roles_claim and roles, or neither")
    if values["creates_people"] and not values["roles"]:
        raise WrongProvider(f"[{key}] creates_people needs roles: nobody is added without a role")
    return Provider(key=key, **values)


def _text(key: str, table: Mapping[str, Any], name: str) -> str:
    value = table.get(name)
    if not isinstance(value, str) or not value.strip():
        raise WrongProvider(f"[{key}] needs {name}, a text")
    return value.strip()


def _flag(key: str, table: Mapping[str, Any], name: str) -> bool:
    value = table.get(name, False)
    if not isinstance(value, bool):
        raise WrongProvider(f"[{key}] {name} is true or false")
    return value


def _issuer(key: str, address: str) -> str:
    """As the provider writes it, to the letter: identities are kept by it."""
    parts = urlsplit(address)
    local = parts.scheme == "http" and is_this_machine(parts.hostname or "")
    if not parts.hostname or parts.query or parts.fragment or not (parts.scheme == "https" or local):
        raise WrongProvider(f"[{key}] issuer must be an https:// address, not {address!r}")
    if len(address) > ISSUER_LENGTH:
        raise WrongProvider(f"[{key}] issuer is longer than {ISSUER_LENGTH} signs")
    return address


def _scopes(key: str, scopes: Any) -> tuple[str, ...]:
    if not isinstance(scopes, list) or "openid" not in scopes or not all(isinstance(each, str) for each in scopes):
        raise WrongProvider(f'[{key}] scopes is a list of texts with "openid" in it')
    return tuple(scopes)


def _roles(key: str, roles: Any) -> dict[str, str]:
    if not isinstance(roles, dict):
        raise WrongProvider(f"[{key}.roles] leads from values of the claim to roles")
    wrong = [role for role in roles.values() if role not in Role.values]
    if wrong:
        raise WrongProvider(f"[{key}.roles] knows {', '.join(Role.values)}, not {wrong[0]!r}")
    return dict(roles)

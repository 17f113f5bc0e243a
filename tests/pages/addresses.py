"""Every address of the portal, read from its resolver: a new one cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

FOR_PROGRAMS = ("api/v1/", "scim/v2/")
"""No session opens what lies below: a program shows a token."""


@dataclass(frozen=True)
class Address:
    """A route by its name with namespace, as `reverse` takes it, and what its path needs."""

    name: str
    pattern: str
    parameters: tuple[str, ...]


def addresses() -> list[Address]:
    return list(_walk(get_resolver()))


def _walk(resolver: URLResolver, prefix: str = "", namespace: str = "") -> Iterator[Address]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            # A route without a name is listed by its pattern; no table has an entry for that.
            yield Address(namespace + (entry.name or f"“{pattern}”"), pattern, tuple(entry.pattern.converters))
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, pattern, inner)

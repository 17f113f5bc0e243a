"""Terraform's files as python-hcl2 understands them."""

from __future__ import annotations

from typing import Any

import hcl2


def unquoted(value: Any) -> Any:
    if isinstance(value, list):
        return [unquoted(each) for each in value]
    if isinstance(value, dict):
        return {unquoted(name): unquoted(each) for name, each in value.items() if name != "__is_block__"}
    return value[1:-1] if isinstance(value, str) and value[:1] == value[-1:] == '"' else value


def blocks_of(text: str) -> dict[str, Any]:
    """The resources by their type, the variables under `variable`; one of a type is that one."""
    found: dict[str, Any] = {}
    parsed = unquoted(hcl2.loads(text))
    for resource in parsed.get("resource", []):
        for kind, named in resource.items():
            found.setdefault(kind, []).extend(named.values())
    return {kind: each[0] if len(each) == 1 else each for kind, each in found.items()}

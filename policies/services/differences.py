"""What two policies differ in."""

from __future__ import annotations

from typing import Any

from recovery.policy import Policy


def changed_fields(before: Policy, after: Policy) -> dict[str, list[Any]]:
    """What differs, by the names of the document: for the audit trail, which is in no language."""
    old, new = before.to_document(), after.to_document()
    return {name: [old[name], new[name]] for name in new if name != "version" and old[name] != new[name]}

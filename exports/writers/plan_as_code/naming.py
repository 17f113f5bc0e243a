"""Names within what services allow, made from the key of a system; two keys never share one."""

from __future__ import annotations

import hashlib
import re

MARK = 8
"""Digits of a digest at the end of a name that had to be cut or changed."""


def short_name(key: str, *, longest: int, joint: str = "-") -> str:
    """`dr-` and the key, in letters, digits and `joint`; where that loses something, with a digest."""
    wanted = re.sub(r"[^A-Za-z0-9]+", joint, f"dr-{key}").strip(joint)
    if len(wanted) <= longest and wanted == f"dr{joint}{key.replace('-', joint)}":
        return wanted
    mark = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:MARK]
    return f"{wanted[: longest - MARK - 1].rstrip(joint)}{joint}{mark}"

"""How an offer is found again when it is taken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def token_of(code: str, change: Mapping[str, Any]) -> str:
    """An offer's name: the same offer of the same finding has the same one."""
    return hashlib.sha256(json.dumps([code, dict(change)], sort_keys=True, default=str).encode()).hexdigest()[:20]

"""Whether a plan is still the one that was approved: a short mark of objectives and plan, compared as text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from systems.models.derived import PLAN_MARK_LENGTH

APPROVED = ("strategy", "live_copy", "history")
"""What of a plan an approval stands for; prices and the times of others may move."""


def plan_mark(rto: object, rpo: object, plan: Mapping[str, Any]) -> str:
    """The same for the same objectives and plan, whether the plan was just derived or is read from where it is kept."""
    values = [rto, rpo, *(plan.get(name) for name in APPROVED)]
    return hashlib.sha256(orjson.dumps(values, option=orjson.OPT_SORT_KEYS)).hexdigest()[:PLAN_MARK_LENGTH]

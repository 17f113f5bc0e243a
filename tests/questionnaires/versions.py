"""The standard questionnaire as earlier versions asked it, for rounds that were begun with them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

NEW_IN_3 = {"data_rto", "loss_per_lost_hour"}


def version_2(written: dict[str, Any]) -> dict[str, Any]:
    """Version 3 without the questions that came with it, and with the reduced service for information only."""
    raw = deepcopy(written)
    raw["version"] = 2
    for topic in raw["topics"]:
        topic["questions"] = [each for each in topic["questions"] if each["key"] not in NEW_IN_3]
        for question in topic["questions"]:
            if question["key"] == "reduced_service":
                del question["measure"]
    return raw

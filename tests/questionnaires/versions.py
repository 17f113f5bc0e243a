"""The standard questionnaire as earlier versions asked it, for rounds that were begun with them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

NEW_IN_5 = {"regulator_site"}
NEW_IN_3 = {"data_rto", "loss_per_lost_hour"}
GONE_IN_4 = {
    "harm": ("course", "choice", ("steadily", "daily", "dates")),
    "data": ("must_agree", "systems", ()),
    "copies": ("copies_where", "choices", ("own", "country", "europe", "anywhere")),
}


def version_4(written: dict[str, Any]) -> dict[str, Any]:
    """Version 5 without the question that came with it."""
    raw = deepcopy(written)
    raw["version"] = 4
    for topic in raw["topics"]:
        topic["questions"] = [each for each in topic["questions"] if each["key"] not in NEW_IN_5]
    return raw


def version_3(written: dict[str, Any]) -> dict[str, Any]:
    """Version 4 with the questions that it no longer asks, and nothing in it optional."""
    raw = version_4(written)
    raw["version"] = 3
    for topic in raw["topics"]:
        for question in topic["questions"]:
            question.pop("optional", None)
        if topic["key"] in GONE_IN_4:
            key, kind, choices = GONE_IN_4[topic["key"]]
            texts = {part: {"en": f"About {key}?"} for part in ("wording", "why", "example")}
            offered = {"choices": [{"value": each, "label": {"en": each}} for each in choices]} if choices else {}
            topic["questions"].append({"key": key, "type": kind, "seconds": 10, **texts, **offered})
    return raw


def version_2(written: dict[str, Any]) -> dict[str, Any]:
    """Version 3 without the questions that came with it, and with the reduced service for information only."""
    raw = version_3(written)
    raw["version"] = 2
    for topic in raw["topics"]:
        topic["questions"] = [each for each in topic["questions"] if each["key"] not in NEW_IN_3]
        for question in topic["questions"]:
            if question["key"] == "reduced_service":
                del question["measure"]
    return raw

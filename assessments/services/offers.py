"""How an offer is found again when it is taken, and what the trail says of it in every language."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, override

from assessments.models import TakenOffer, TakenProtection
from presentation.language import offered_languages
from questionnaires.presenters.differences import Changed, touched
from recovery.messages import Text, say, title
from systems.models import Protection
from systems.presenters.protection import protection_facts


def token_of(code: str, change: Mapping[str, Any], action: str = "") -> str:
    """An offer's name: the same offer of the same finding has the same one."""
    named = json.dumps([code, dict(change), action], sort_keys=True, default=str)
    return hashlib.sha256(named.encode()).hexdigest()[:20]


def said_everywhere(taken: TakenOffer, document: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Finding, offer and every answer it touched, old and new, by language: the trail is read by others than who
    writes it, and stays as it was said. Systems are called by their keys, which tell nobody of one they may not know.
    """
    said: dict[str, dict[str, str]] = {"title": {}, "offer": everywhere(Text.from_record(taken.label)), "changes": {}}
    for code in offered_languages():
        with override(code):
            said["title"][code] = title(taken.finding, code)
            said["changes"][code] = "; ".join(map(in_a_line, touched(document, taken.before, taken.now, code)))
    return said


def protection_everywhere(taken: TakenProtection) -> dict[str, dict[str, str]]:
    """The same of a way out that changed what protects the system today."""
    said: dict[str, dict[str, str]] = {"title": {}, "offer": everywhere(Text.from_record(taken.label)), "changes": {}}
    for code in offered_languages():
        with override(code):
            said["title"][code] = title(taken.finding, code)
            said["changes"][code] = "; ".join(map(in_a_line, differing(taken.before, taken.now)))
    return said


def differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Changed, ...]:
    """What is said of today's protection before and now, by these fields, as old and new answers are shown."""
    old, new = (
        {each["label"]: each["value"] for each in protection_facts(Protection(**each))} for each in (before, now)
    )
    labels = [*new, *(label for label in old if label not in new)]
    return tuple(
        Changed(label, label, *((said[label],) if label in said else () for said in (old, new)))
        for label in labels
        if old.get(label) != new.get(label)
    )


def everywhere(text: Text) -> dict[str, str]:
    """A text of the method by language."""
    return {code: say(text, code) for code in offered_languages()}


def in_a_line(change: Changed) -> str:
    """One answer, old and new."""
    old, new = (", ".join(each) or gettext("left open") for each in (change.before, change.now))
    return f"{change.question} {old} → {new}"

"""The contradictions of a system as a page shows them: what was found, and what each way out would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.language import language
from recovery.messages import Text, say
from recovery.records import text
from systems.models import Finding
from systems.names import KnownNames
from systems.strategies import strategy_name

OWNER, ARCHITECT = "owner", "architect"


def findings_in_words(
    findings: Iterable[Finding], *, audience: str, names: KnownNames, tier: int | None
) -> list[dict[str, Any]]:
    """Severity, sentence and offers of each finding, what blocks first. `tier` is the system's cost tier as it is.

    Everybody reads the same plain sentence; architects find the terms and the numbers below it.
    """
    return [
        {
            "anchor": f"finding-{finding.pk}",
            "severity": finding.severity,
            "text": in_words(finding.text, OWNER, names),
            "terms": terms(finding.text, names) if audience != OWNER else "",
            "offers": [offer_in_words(offer, names, tier) for offer in finding.offers],
        }
        for finding in sorted(findings, key=lambda finding: Finding.Severity.values.index(finding.severity))
    ]


def terms(stored: Mapping[str, Any], names: KnownNames) -> str:
    """The sentence in the field's terms, where it differs from the plain one."""
    said = in_words(stored, ARCHITECT, names)
    return "" if said == in_words(stored, OWNER, names) else said


def offer_in_words(offer: Mapping[str, Any], names: KnownNames, tier: int | None) -> dict[str, Any]:
    """What is offered and what comes of it. The plan it shows is another system's when the change names one."""
    change = offer.get("change") or {}
    own = "system" not in change
    differs = bool(change) and not (own and offer.get("cost_tier") == tier)
    return {
        "label": in_words(offer["label"], OWNER, names),
        "consequence": in_words(offer.get("consequence"), OWNER, names),
        "strategy": strategy_name(offer["strategy"]) if differs and offer.get("strategy") else "",
        "tier_before": tier if own else None,
        "tier_after": offer.get("cost_tier") if differs else None,
        "raises": bool(offer.get("raises")),
        "elsewhere": elsewhere_in_words(offer, names),
    }


def elsewhere_in_words(offer: Mapping[str, Any], names: KnownNames) -> list[str]:
    """For which other systems something no longer fits, or fits now, were the offer taken."""
    said = []
    for what in ("raises", "resolves"):
        keys = [each["system"] for each in offer.get("elsewhere") or () if each[what]]
        # Those that the reader may not know of are one "another system" together.
        called: dict[str, str] = {}
        for key in keys:
            called.setdefault(names.get(key), key)
        if called:
            told = Text(f"elsewhere.{what}", {"systems": tuple(called.values())})
            said.append(say(told, language(), names=names))
    return said


def in_words(stored: Mapping[str, Any] | None, audience: str, names: KnownNames) -> str:
    """A stored text of the method in the reader's language; nothing for nothing."""
    return say(text(stored), language(), audience, names=names) if stored else ""

"""The contradictions of a system as a page shows them: what was found, and what each way out would change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from django.utils.translation import gettext

from presentation.durations import duration_in_words
from presentation.language import language
from presentation.strategies import strategy_name
from recovery.causes import OPEN
from recovery.contradictions import contradicts
from recovery.messages import Text, say
from recovery.results import Offer
from systems.models import Finding
from systems.services.names import KnownNames

OWNER, ARCHITECT = "owner", "architect"


class Plan(Protocol):
    """Of a plan what an offer is compared with."""

    @property
    def cost_tier(self) -> int | None: ...

    @property
    def history_interval_seconds(self) -> int | None: ...


def findings_in_words(
    findings: Iterable[Finding], *, audience: str, names: KnownNames, plan: Plan
) -> list[dict[str, Any]]:
    """Severity, sentence and offers of each finding, what blocks first. `plan` is the system's as it is.

    Everybody reads the same plain sentence; architects find the terms and the numbers below it.
    """
    return [
        {
            "anchor": f"finding-{finding.pk}",
            "code": finding.code,
            "variant": finding.variant,
            "severity": shown_severity(finding.code, finding.severity),
            "text": sentence_of(finding.message(), OWNER, names),
            "terms": terms(finding.message(), names) if audience != OWNER else "",
            "offers": [offer_in_words(offer, names, plan) for offer in finding.ways_out()],
        }
        for finding in sorted(findings, key=lambda finding: gravity(finding.severity))
    ]


def shown_severity(code: str, severity: str) -> str:
    """How grave it is for its reader."""
    return severity if contradicts(code) else OPEN


def gravity(severity: str) -> int:
    """To sort by: what blocks comes first."""
    return Finding.Severity.values.index(severity)


def terms(text: Text, names: KnownNames) -> str:
    """The sentence in the field's terms, where it differs from the plain one."""
    sentence = sentence_of(text, ARCHITECT, names)
    return "" if sentence == sentence_of(text, OWNER, names) else sentence


def offer_in_words(offer: Offer, names: KnownNames, plan: Plan, *, tiers_drawn: bool = True) -> dict[str, Any]:
    """What is offered and what comes of it. The plan it shows is another system's when the change names one.

    Where the cost tiers are drawn beside it, they are not said once more.
    """
    own = "system" not in offer.change
    differs = bool(offer.change) and not (own and offer.cost_tier == plan.cost_tier)
    consequence = offer.consequence
    if tiers_drawn and consequence and consequence.code == "consequence.tier":
        consequence = None
    effects = (
        strategy_name(offer.strategy) if differs and offer.strategy else "",
        _cadence(offer, plan) if offer.change and own else "",
        sentence_of(consequence, OWNER, names),
        sentence_of(offer.warning, OWNER, names),
        *elsewhere_in_words(offer, names),
    )
    return {
        "label": sentence_of(offer.label, OWNER, names),
        "tier_before": plan.cost_tier if own else None,
        "tier_after": offer.cost_tier if differs else None,
        "effect": " · ".join(each for each in effects if each),
    }


def _cadence(offer: Offer, plan: Plan) -> str:
    """How often a copy is kept then, where that changes."""
    interval = offer.history.interval if offer.history else None
    if not interval or interval == plan.history_interval_seconds:
        return ""
    return gettext("saved every %(interval)s") % {"interval": duration_in_words(interval)}


def elsewhere_in_words(offer: Offer, names: KnownNames) -> list[str]:
    """For which other systems something no longer fits, or fits now, were the offer taken."""
    raised = [each.system for each in offer.elsewhere if each.raises]
    resolved = [each.system for each in offer.elsewhere if each.resolves]
    sentences = []
    for what, keys in (("raises", raised), ("resolves", resolved)):
        # Those that the reader may not know of are one "another system" together.
        called: dict[str, str] = {}
        for key in keys:
            called.setdefault(names.get(key), key)
        if called:
            text = Text(f"elsewhere.{what}", {"systems": tuple(called.values())})
            sentences.append(say(text, language(), names=names))
    return sentences


def sentence_of(text: Text | None, audience: str, names: KnownNames) -> str:
    """A text of the method in the reader's language; nothing for nothing."""
    return say(text, language(), audience, names=names) if text else ""

"""What stands in the way of accepting a scenario, and what would mend it, each way with an address that tries it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from presentation.numbers import short_number
from recovery.results import Offer
from scenarios.services.predicting import Capacity, Outlook
from systems.presenters.findings import OWNER, sentence_of, terms
from systems.services.names import KnownNames


def findings_in_words(outlook: Outlook) -> list[dict[str, Any]]:
    names = KnownNames(outlook.situation.names)
    return [
        {
            "code": finding.code,
            "severity": finding.severity,
            "text": sentence_of(finding.message, OWNER, names),
            "terms": terms(finding.message, names),
            "offers": [_offer(each, outlook, names) for each in finding.offers],
        }
        for finding in outlook.prediction.findings
    ]


def _offer(offer: Offer, outlook: Outlook, names: KnownNames) -> dict[str, object]:
    return {
        "label": sentence_of(offer.label, OWNER, names),
        "effect": sentence_of(offer.consequence, OWNER, names),
        "query": _query(offer, outlook.capacity),
    }


def _query(offer: Offer, capacity: Capacity) -> str:
    """The capacity that is offered, as the page of the scenario takes it; empty for what is no capacity."""
    if "teams" in offer.change:
        return query_of(replace(capacity, teams=offer.change["teams"]))
    if "throughput" in offer.change:
        return query_of(replace(capacity, throughput={**capacity.throughput, **offer.change["throughput"]}))
    return ""


def query_of(capacity: Capacity) -> str:
    """A capacity in an address, with its numbers as the reader would type them."""
    given = [(place, short_number(speed)) for place, speed in capacity.throughput.items()]
    places = [pair for place, speed in given for pair in (("place", place), ("speed", speed))]
    return urlencode([("teams", capacity.teams), *places])

"""What came of a scenario, packed into the row of the work that made it, and unpacked for whoever reads it."""

from __future__ import annotations

import json
import zlib

from recovery.scenarios.keeping import document_of, prediction_of
from scenarios.models import ScenarioForecast
from scenarios.services.predicting import Capacity, Outlook, Situation
from systems.models import System

BESIDE = ("policy_version", "currency", "declared_after", "unreadable")
"""What is kept of a situation as it is; the names are those of the day on which it is read."""


def packed(outlook: Outlook) -> bytes:
    """The outlook, without the names of systems."""
    known = outlook.situation
    situation = {name: getattr(known, name) for name in BESIDE} | {"places": known.places, "hit": sorted(known.hit)}
    document = {"situation": situation, "prediction": document_of(outlook.prediction)}
    return zlib.compress(json.dumps(document, check_circular=False).encode())


def unpacked(forecast: ScenarioForecast) -> Outlook:
    """What a forecast that is done has kept."""
    document = json.loads(zlib.decompress(bytes(forecast.kept or b"")))
    prediction, known = prediction_of(document["prediction"]), document["situation"]
    situation = Situation(
        scenario=forecast.scenario,
        places=tuple(known["places"]),
        hit=frozenset(known["hit"]),
        names=_names({each.key for each in prediction.systems}),
        as_of=forecast.begun_at,
        **{name: known[name] for name in BESIDE},
    )
    return Outlook(situation, Capacity(forecast.teams, dict(forecast.throughput)), prediction)


def _names(keys: set[str]) -> dict[str, str]:
    """All are read, and not those of so many keys: a query has an end."""
    return {key: name for key, name in System.objects.order_by().values_list("key", "name") if key in keys}

"""A prediction as a document of plain values that can be kept, and read again as it was.

A system is a short list, not an object with names: there may be 100,000 of them, and who reads a page waits for all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from recovery.records import restored
from recovery.results import Finding
from recovery.scenarios.capacity import LeastCapacity
from recovery.scenarios.prediction import Prediction, SystemPrediction
from recovery.scenarios.spans import Span
from recovery.scenarios.waiting import Wait


def document_of(prediction: Prediction) -> dict[str, Any]:
    """The prediction in values that JSON has."""
    return {
        "systems": [_shortened(each) for each in prediction.systems],
        "late": prediction.late,
        "cost_of_lateness": prediction.cost_of_lateness,
        "decides": prediction.decides,
        "least_capacity": {
            "teams": prediction.least_capacity.teams,
            "throughput": dict(prediction.least_capacity.throughput),
        },
        "order": list(prediction.order),
        "bound": prediction.bound,
        "findings": [asdict(each) for each in prediction.findings],
    }


def prediction_of(document: Mapping[str, Any]) -> Prediction:
    """What `document_of` made a document of, also after JSON carried it."""
    return Prediction(
        systems=tuple(_lengthened(each) for each in document["systems"]),
        late=document["late"],
        cost_of_lateness=document["cost_of_lateness"],
        decides=document["decides"],
        least_capacity=restored(LeastCapacity, document["least_capacity"]),
        order=tuple(document["order"]),
        bound=document["bound"],
        findings=tuple(restored(Finding, each) for each in document["findings"]),
    )


def _shortened(each: SystemPrediction) -> list[Any]:
    wait = each.waited_for
    return [
        each.key,
        each.back_at,
        each.late_rto,
        each.late_mtd,
        None if wait is None else [wait.kind, wait.name, wait.seconds],
        [[span.part, span.start, span.end] for span in each.spans],
        each.due,
        each.last,
        list(each.assumed),
    ]


def _lengthened(stored: Sequence[Any]) -> SystemPrediction:
    key, back_at, late_rto, late_mtd, wait, spans, due, last, assumed = stored
    waited_for = None if wait is None else Wait(*wait)
    parts = tuple(Span(*each) for each in spans)
    return SystemPrediction(key, back_at, late_rto, late_mtd, waited_for, parts, due, last, tuple(assumed))

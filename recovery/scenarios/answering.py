"""A prediction as JSON: what `python -m recovery scenario` prints."""

import json
from collections.abc import Iterator

from recovery.contract.answering import shaped_finding
from recovery.contract.reading import CONTRACT
from recovery.scenarios.prediction import Prediction, SystemPrediction, predict
from recovery.scenarios.reading import ScenarioDocument
from recovery.scenarios.waiting import TEAM, Wait


def answer_scenario(document: ScenarioDocument) -> Iterator[str]:
    """The answer as text, on one line."""
    facts = document.facts
    prediction = predict(facts.systems, facts.dependencies, facts.policy, document.scenario)
    yield json.dumps(shaped_prediction(prediction), check_circular=False) + "\n"


def shaped_prediction(prediction: Prediction) -> dict[str, object]:
    """A prediction as the contract lays it out. Times in seconds from the disruption, throughput in MiB/s."""
    least = prediction.least_capacity
    return {
        "contract": CONTRACT,
        "systems": [_system(each) for each in prediction.systems],
        "late": prediction.late,
        "cost_of_lateness": prediction.cost_of_lateness,
        "decides": prediction.decides,
        "least_capacity": {"teams": least.teams, "throughput": least.throughput},
        "order": prediction.order,
        "bound": prediction.bound,
        "findings": [shaped_finding(each) for each in prediction.findings],
    }


def _system(each: SystemPrediction) -> dict[str, object]:
    return {
        "key": each.key,
        "back_at": each.back_at,
        "late_rto": each.late_rto,
        "late_mtd": each.late_mtd,
        "waited_for": _waited_for(each.waited_for),
        "unknown": each.unknown,
    }


def _waited_for(wait: Wait | None) -> dict[str, object] | None:
    """By its kind: the key of a system, the place of a throughput, and of a team that it was one."""
    if wait is None:
        return None
    return {wait.kind: True if wait.kind == TEAM else wait.name}

"""What the people asked said, as the method reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from assessments.models import Assessment
from derivation.queries import among
from panels.models import Panel, PanelResponse
from questionnaires.services import measures
from recovery import facts as method

CLOSED = (Panel.State.COMPARED, Panel.State.SECOND, Panel.State.REVISED)


def respondents(system_ids: Collection[int]) -> dict[int, tuple[method.Respondent, ...]]:
    """By system, for panels whose first round is over and that nobody has decided. One query.

    What was said in a round counts when the round is over, so that nothing derived tells it before. The first round
    goes on counting in the second: a disagreement ends by a decision, not because people gave in.
    """
    responses = PanelResponse.objects.filter(
        first__isnull=False, panel__state__in=CLOSED, panel__assessment__state__in=Assessment.UNDER_WAY
    )
    rows = among(responses, "panel__assessment__system_id", system_ids)
    rows = rows.order_by("pk").values_list(
        "panel__assessment__system_id",
        "panel__assessment__questionnaire__document",
        "panel__state",
        "first",
        "second",
    )
    found: dict[int, tuple[method.Respondent, ...]] = {}
    for system_id, document, state, first, second in rows:
        sent = [first, *([second] if second is not None and state == Panel.State.REVISED else [])]
        found[system_id] = (*found.get(system_id, ()), *(_respondent(document, each) for each in sent))
    return found


def _respondent(document: Mapping[str, Any], answers: Mapping[str, Any]) -> method.Respondent:
    reading = measures.measure(document, answers)
    return method.Respondent(reading.rto, reading.rpo)

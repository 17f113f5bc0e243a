"""What the people asked said, as the method reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from assessments.models import Assessment, Hearing, Voice
from assessments.questionnaire import measures
from recovery import facts as method

CLOSED = (Hearing.State.COMPARED, Hearing.State.SECOND, Hearing.State.REVISED)


def respondents(system_ids: Collection[int] | None) -> dict[int, tuple[method.Respondent, ...]]:
    """By system, for hearings whose first round is over and that nobody has decided. One query; None is all systems.

    What was said in a round counts when the round is over, so that nothing derived tells it before. The first round
    goes on counting in the second: a disagreement ends by a decision, not because people gave in.
    """
    voices = Voice.objects.filter(
        first__isnull=False, hearing__state__in=CLOSED, hearing__assessment__state__in=Assessment.UNDER_WAY
    )
    if system_ids is not None:
        voices = voices.filter(hearing__assessment__system_id__in=system_ids)
    rows = voices.order_by("pk").values_list(
        "hearing__assessment__system_id",
        "hearing__assessment__questionnaire__document",
        "hearing__state",
        "first",
        "second",
    )
    found: dict[int, tuple[method.Respondent, ...]] = {}
    for system_id, document, state, first, second in rows:
        sent = [first, *([second] if second is not None and state == Hearing.State.REVISED else [])]
        found[system_id] = (*found.get(system_id, ()), *(_respondent(document, each) for each in sent))
    return found


def _respondent(document: Mapping[str, Any], answers: Mapping[str, Any]) -> method.Respondent:
    reading = measures.read(document, answers)
    return method.Respondent(reading.rto, reading.rpo)

"""How far the answers about a system are, as the catalogue shows it."""

from __future__ import annotations

from collections.abc import Iterable

from assessments.models import Assessment
from systems.models import Profile

ANSWER_STATES = {
    Assessment.State.SUBMITTED: Profile.AnswerState.IN_REVIEW,
    Assessment.State.RETURNED: Profile.AnswerState.RETURNED,
    Assessment.State.APPROVED: Profile.AnswerState.APPROVED,
}


def set_answer_state(system_ids: Iterable[int]) -> None:
    """Bring the profiles' answer state in line with the newest assessment of each system."""
    ids = set(system_ids)
    rounds = Assessment.objects.filter(system_id__in=ids).exclude(state=Assessment.State.CLOSED).order_by("id")
    states = dict.fromkeys(ids, Profile.AnswerState.NOT_ASKED)
    for system_id, state, saved_at in rounds.values_list("system_id", "state", "saved_at"):
        begun = Profile.AnswerState.ANSWERING if saved_at else Profile.AnswerState.ASKED
        states[system_id] = ANSWER_STATES.get(Assessment.State(state), begun)
    for state in set(states.values()):
        Profile.objects.filter(pk__in=[pk for pk in ids if states[pk] == state]).update(answer_state=state)

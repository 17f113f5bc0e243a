"""What an objective is called that has no number."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recovery.facts import State

OBJECTIVE_STATES: dict[State, str | Promise] = {
    State.UNSET: _("not answered"),
    State.UNKNOWN: _("not known"),
    State.NOT_APPLICABLE: _("does not apply"),
}


def state_in_words(state: State | str) -> str:
    return str(OBJECTIVE_STATES[State(state)])

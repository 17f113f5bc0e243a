"""What lists propose about a system, in words, for its page."""

from __future__ import annotations

from django.utils.translation import gettext

from presentation.durations import duration_in_words
from systems.models import Profile, Proposal, System


def proposal_in_words(system: System) -> dict[str, str] | None:
    """The file, and what it says; None where there is nothing, or somebody has answered since."""
    proposal: Proposal | None = getattr(system, "proposal", None)
    states = Profile.AnswerState
    if proposal is None or system.profile.answer_state not in (states.NOT_ASKED, states.ASKED, states.ANSWERING):
        return None
    parts = [measure_in_words(name, seconds) for name, seconds in proposal.seconds.items()]
    return {"source": proposal.source, "text": " · ".join(parts)} if parts else None


def measure_in_words(name: str, seconds: int) -> str:
    time = {"time": duration_in_words(seconds)}
    if name == "rto":
        return gettext("Back within %(time)s.") % time
    if name == "rpo":
        return gettext("At most %(time)s of work may be lost.") % time
    if name == "mtd":
        return gettext("Unbearable after %(time)s.") % time
    return gettext("Catching up takes %(time)s.") % time

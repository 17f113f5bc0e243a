"""Who may do what in a panel. Everybody who has a part in it may know of it; these may move it on."""

from __future__ import annotations

from accounts.models import User
from accounts.permissions import Permission
from assessments.models import Assessment
from panels.models import Panel, PanelResponse
from systems.models import System

SECOND_ROUND = (Panel.State.SECOND, Panel.State.REVISED)


def may_invite(person: User, system: System) -> bool:
    """Architects, and the owner of the system."""
    return person.may(Permission.INVITE_OWNERS) or person.pk == system.owner_id


def may_lead(person: User, panel: Panel) -> bool:
    """Who ends a round, asks again and names who decides."""
    return may_invite(person, panel.assessment.system)


def decider_of(panel: Panel) -> User | None:
    """The person named, else the owner."""
    return panel.decider or panel.assessment.system.owner


def may_decide(person: User, panel: Panel) -> bool:
    return person == decider_of(panel) and panel.state in Panel.TO_DECIDE and still_wanted(panel)


def still_wanted(panel: Panel) -> bool:
    """Whether the owner's answers can still take a decision in: once they are decided upon, nothing is asked."""
    return panel.assessment.state in Assessment.UNDER_WAY


def may_change(panel_response: PanelResponse) -> bool:
    """Whether this response is waited for in the round that is under way."""
    panel = panel_response.panel
    if not still_wanted(panel):
        return False
    if panel.state == Panel.State.FIRST:
        return panel_response.first is None
    return panel.state == Panel.State.SECOND and panel_response.first is not None and panel_response.second is None


def has_sent(panel: Panel, panel_response: PanelResponse) -> bool:
    """Whether this one was sent in the round that is under way, or in the last one; after the decision, at all."""
    return (panel_response.second if panel.state in SECOND_ROUND else panel_response.first) is not None


def is_asked(panel: Panel, panel_response: PanelResponse) -> bool:
    """Whether this response has a part in that round: the second is for those who were heard in the first."""
    return panel.state not in SECOND_ROUND or panel_response.first is not None

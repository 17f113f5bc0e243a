"""Who may do what: one enumeration of permissions, one table from role to permissions. Nothing else compares roles."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is to the portal; one person may be several."""

    OWNER = "owner", _("Owner")
    ARCHITECT = "architect", _("Architect")
    MANAGER = "manager", _("Manager")
    ADMINISTRATOR = "administrator", _("Administrator")


class Permission(StrEnum):
    """One thing a person may do. Which objects they may do it to is decided by `QuerySet.for_user`."""

    ANSWER_QUESTIONS = "answer_questions"  # the questionnaires of one's own systems
    VIEW_ALL_SYSTEMS = "view_all_systems"  # the whole catalogue, not only one's own systems
    EDIT_SYSTEMS = "edit_systems"  # create, change, retire; dependencies, protection, exercises
    IMPORT_SYSTEMS = "import_systems"
    INVITE_OWNERS = "invite_owners"  # ask an owner to answer
    REVIEW = "review"  # approve, return, accept justifications
    EXPORT_SUMMARIES = "export_summaries"  # summaries of the systems one may see
    VIEW_PORTFOLIO = "view_portfolio"
    EDIT_POLICY = "edit_policy"
    VIEW_SCENARIOS = "view_scenarios"  # what falls together, by the names of all systems in it
    EDIT_SCENARIOS = "edit_scenarios"  # describe, change, remove
    EDIT_QUESTIONNAIRE = "edit_questionnaire"  # its wording and order, and questions of one's own
    MANAGE_PEOPLE = "manage_people"  # people, their roles, the mail that did not arrive
    VIEW_MAIL = "view_mail"
    SET_RHYTHM = "set_rhythm"  # when and how often owners are reminded
    VIEW_STATUS = "view_status"  # how the portal itself is doing; try again and call off what it has to do
    VIEW_TRAIL = "view_trail"  # the whole audit trail, with all values, and whether it holds


ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.OWNER: frozenset({Permission.ANSWER_QUESTIONS, Permission.EXPORT_SUMMARIES}),
    Role.ARCHITECT: frozenset(
        {
            Permission.VIEW_ALL_SYSTEMS,
            Permission.EDIT_SYSTEMS,
            Permission.IMPORT_SYSTEMS,
            Permission.INVITE_OWNERS,
            Permission.REVIEW,
            Permission.EXPORT_SUMMARIES,
            Permission.VIEW_PORTFOLIO,
            Permission.EDIT_POLICY,
            Permission.VIEW_SCENARIOS,
            Permission.EDIT_SCENARIOS,
            Permission.EDIT_QUESTIONNAIRE,
        }
    ),
    Role.MANAGER: frozenset(
        {
            Permission.VIEW_ALL_SYSTEMS,
            Permission.EXPORT_SUMMARIES,
            Permission.VIEW_PORTFOLIO,
            Permission.VIEW_SCENARIOS,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.MANAGE_PEOPLE,
            Permission.VIEW_MAIL,
            Permission.SET_RHYTHM,
            Permission.VIEW_STATUS,
            Permission.VIEW_TRAIL,
            Permission.VIEW_SCENARIOS,
            Permission.EDIT_SCENARIOS,
        }
    ),
}


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """All that the roles together allow; an unknown role allows nothing."""
    return frozenset().union(*(ROLE_PERMISSIONS.get(role, frozenset()) for role in roles))


def only_answers(roles: Iterable[str]) -> bool:
    """Whether the roles together allow no more than an owner may."""
    return permissions_of(roles) <= ROLE_PERMISSIONS[Role.OWNER]


# What a role is for, for people who give it or look at their own.
ROLE_MEANINGS: dict[str, str | Promise] = {
    Role.OWNER: _("Answers the questions about their own systems."),
    Role.ARCHITECT: _("Keeps the catalogue, asks the owners, approves or returns their answers."),
    Role.MANAGER: _("Reads everything: the portfolio and each system's summary."),
    Role.ADMINISTRATOR: _("Looks after people, their roles, the mail, and the record of what happened."),
}

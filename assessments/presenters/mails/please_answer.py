"""“Please answer”: everything that waits for an owner's answers, in one mail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from assessments.mail_kinds import PLEASE_ANSWER
from assessments.models import Assessment
from assessments.queries import ANSWERS, rounds_under_way, to_answer
from assessments.services.reminding.pauses import paused_systems
from assessments.services.without_answers.proposed import LISTS
from background.services.clock import database_now
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute, answering
from notifications.services.kinds import Mail
from presentation.numbers import grouped_number
from systems.models import Profile
from systems.presenters.proposals import proposal_in_words

MOST = 20


def compose(outgoing: OutgoingMail) -> Mail | None:
    person = outgoing.recipient
    waiting = to_answer(person)
    if "asked_by" not in outgoing.context:
        waiting = waiting.exclude(pk__in=paused_systems(database_now()))
    systems = list(waiting) if person.may(Permission.ANSWER_QUESTIONS) else []
    if not systems:
        return None
    rounds = rounds_under_way(person)
    rows = [_row(person, system, rounds.get(system.pk)) for system in systems]
    subject = ngettext(
        "Please answer: how long can you do without %(name)s?",
        "Please answer the questions about %(count)s systems",
        len(rows),
    ) % {"name": systems[0].name, "count": grouped_number(len(rows))}
    asked_by = User.objects.filter(pk=outgoing.context.get("asked_by")).first()
    return Mail(
        unsubscribe="" if asked_by else absolute(person, "assessments:absence"),
        contact=asked_by or _who_asked(rounds.get(system.pk) for system in systems),
        subject=subject,
        template="assessments/mails/please_answer",
        page=reverse("assessments:to_do"),
        context={
            "rows": rows[:MOST],
            "more": max(len(rows) - MOST, 0),
            "asked_by": asked_by,
            "all_again": all(row["again"] for row in rows),
            "to_do": absolute(person, "assessments:to_do"),
            "lists": _lists(person) if sum(bool(row["proposed"]) for row in rows) > 1 else "",
        },
    )


def _lists(person: User) -> str:
    """The page that confirms them all."""
    return answering(person, "assessments:lists", purpose=LISTS, about=person.pk)


def _who_asked(rounds: Iterable[Assessment | None]) -> User | None:
    """The last one, for a mail that nobody's click has caused."""
    asked = {round_.asked_by_id for round_ in rounds if round_ and round_.asked_by_id != round_.respondent_id}
    return User.objects.active().filter(pk__in=asked - {None}).order_by("-pk").first() if asked else None


def _row(person: User, system: Any, round_: Any) -> dict[str, object]:
    begun = round_ is not None and round_.saved_at is not None
    return {
        "name": system.name,
        "purpose": system.purpose,
        "instead_of": None if system.owner_id == person.pk else system.owner,
        "url": answering(person, "assessments:begin", system.key, purpose=ANSWERS, about=system.pk),
        "not_mine": absolute(person, "assessments:reassign", system.key),
        "due_on": round_.due_on if round_ and round_.due_on and round_.due_on >= timezone.localdate() else None,
        "label": _label(system, begun),
        "proposed": proposal_in_words(system),
        "again": system.profile.answer_state == Profile.AnswerState.APPROVED,
    }


def _label(system: Any, begun: bool) -> str:
    if system.profile.answer_state == Profile.AnswerState.APPROVED:
        return gettext("Say whether it is still so")
    return gettext("Go on answering") if begun else gettext("Answer the questions")


kinds.register(PLEASE_ANSWER, compose, _("Please answer"), gathered=True)

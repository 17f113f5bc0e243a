"""What owners were asked and answered, how architects decided, and why a contradiction is wanted."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from background.limits import ASKING
from background.models import BackgroundWork
from notifications.models import OutgoingMail
from questionnaires.models import Questionnaire
from systems.models import System


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def for_user(self, user: User) -> AssessmentQuerySet:
        """Reviewers and readers of the whole catalogue see all; others those of what they own. Who owned it before, and
        answered, is named in them and sees them no more."""
        if user.may(Permission.VIEW_ALL_SYSTEMS):
            return self
        return self.filter(user.as_owner("system__owner"))

    def under_way(self) -> AssessmentQuerySet:
        return self.filter(state__in=Assessment.UNDER_WAY)


class Assessment(models.Model):
    """One round of questions about one system.

    `answers` is what is being typed, guarded by `version`; `submitted` is what was last sent, and the only thing that
    is derived from and reviewed.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        SUBMITTED = "submitted", _("in review")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")
        CLOSED = "closed", _("closed")

    UNDER_WAY = (State.OPEN, State.SUBMITTED, State.RETURNED)
    WITH_OWNER = (State.OPEN, State.RETURNED)
    """The owner is to do something, and may change what was answered."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="assessments")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="assessments")
    respondent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="assessments"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answers = models.JSONField(default=dict, blank=True)
    # why a contradiction is meant to be so, by its code, as noted before sending: `reason`, and `read` of the finding
    reasons = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)  # when its questions were first seen by who answers
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted = models.JSONField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    in_short = models.BooleanField(default=False)  # what was last sent leaves out what the short way does not ask
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    due_on = models.DateField(null=True, blank=True)
    # whom architects expect to decide about it; everybody else still may
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("system",),
                condition=models.Q(state__in=("open", "submitted", "returned")),
                name="one_assessment_under_way",
            ),
        )
        indexes = (models.Index(fields=("state", "submitted_at"), name="assessment_queue"),)

    def __str__(self) -> str:
        return f"{self.system} ({self.get_state_display()})"


class Asking(BackgroundWork):
    """The owners of all systems that the list shows with `filters` are asked, in the background: how far that is.

    `done` of `total` systems were looked at: `asked` now, `before` (and not decided yet), or nobody is `unreachable`.
    """

    limits = ASKING

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    filters = models.CharField(max_length=2000, blank=True)  # the query of the list's address
    # which of the registered sources says what is asked about, where it is not the list; and about what, by its id
    source = models.CharField(max_length=40, blank=True)
    source_id = models.PositiveBigIntegerField(default=0)
    due_on = models.DateField()
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    owners = models.PositiveIntegerField(default=0)
    before = models.PositiveIntegerField(default=0)
    unreachable = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"owners asked by {self.asked_by_id}: {self.filters}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def approvals(self) -> DecisionQuerySet:
        return self.filter(outcome=Decision.Outcome.APPROVED)


class Decision(models.Model):
    """What an architect decided about submitted answers. An approval keeps what was signed, word for word."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=254, blank=True)  # as the person was called then
    at = models.DateTimeField(default=timezone.now)
    comment = models.TextField(max_length=2000, blank=True)
    question = models.CharField(max_length=60, blank=True)  # the very question the comment is about
    signed = models.JSONField(default=dict)
    policy_version = models.CharField(max_length=40, blank=True)
    idempotency_key = models.UUIDField(unique=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.outcome} {self.assessment_id}"

    @property
    def signer(self) -> str:
        """Who decided, as the person was called then."""
        return self.by_name or str(self.by)


class Justification(models.Model):
    """Why a contradiction is wanted: said by the owner, and for one that blocks accepted (or not) by an architect."""

    class State(models.TextChoices):
        SAID = "said", _("waiting for an architect")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("not accepted")

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="justifications")
    code = models.CharField(max_length=40)
    subject = models.CharField(max_length=60, blank=True)
    read = models.JSONField(default=dict)  # the numbers it was said about: with other numbers it no longer counts
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SAID)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("system", "code", "subject"), name="justification_once"),)

    def __str__(self) -> str:
        return f"{self.code} of {self.system_id}: {self.state}"


class ReassignmentQuerySet(models.QuerySet["Reassignment"]):
    def open(self) -> ReassignmentQuerySet:
        """Nobody has said yet whose the system is: another owner answers it as well as a word to keep this one."""
        return self.filter(closed_at=None, system__owner=models.F("person"))


class Reassignment(models.Model):
    """The owner says that the system is somebody else's to answer for. While it is open nobody reminds them of it."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="reassignments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    suggestion = models.CharField(max_length=254, blank=True)  # whom to ask instead, as they wrote it
    comment = models.TextField(max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ReassignmentQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("system", "person"), condition=models.Q(closed_at=None), name="one_open_reassignment"
            ),
        )

    def __str__(self) -> str:
        return f"reassignment of {self.system_id} from {self.person_id}"


class ReminderPauseQuerySet(models.QuerySet["ReminderPause"]):
    def current(self, on: date) -> ReminderPauseQuerySet:
        """Those that hold on this day."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=on), ended_at=None)


class ReminderPause(models.Model):
    """An architect lets nobody be reminded of a system, until a day or until it is said otherwise."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="reminder_pauses")
    until = models.DateField(null=True)  # from this day on reminders go out again
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True)

    objects = ReminderPauseQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("system",), condition=models.Q(ended_at=None), name="one_open_pause_per_system"
            ),
        )

    def __str__(self) -> str:
        return f"no reminders of {self.system_id} until {self.until}"


class TakenWayOut(models.Model):
    """A way out of a contradiction that was taken: what it touched, as that was and as it became."""

    finding = models.CharField(max_length=40)  # the code of the contradiction
    label = models.JSONField(default=dict)  # recovery.messages.Text: what was offered
    before = models.JSONField(default=dict)
    now = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ("-id",)


class TakenOffer(TakenWayOut):
    """One that touched answers: `before` and `now` are by question, None where it was open."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="taken_offers")
    change = models.JSONField(default=dict)  # what the method asked for; empty where only a reason was given
    reason = models.TextField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return f"{self.finding} of {self.assessment_id}"

    def holds(self, answers: Mapping[str, Any]) -> bool:
        """Whether the answers that it touched still say what it made them say."""
        return all(meaning(answers.get(key)) == meaning(answer) for key, answer in self.now.items())


class TakenProtection(TakenWayOut):
    """One by saying that the system is protected so now: `before` and `now` are by field of systems.Protection."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="taken_protections")

    def __str__(self) -> str:
        return f"{self.finding} of {self.system_id}"


def meaning(answer: Mapping[str, Any] | None) -> tuple[Any, Any] | None:
    """What an answer says, whoever gave it and whenever."""
    return None if answer is None else (answer["state"], answer["value"])


class Commitment(models.Model):
    """What somebody sees to until a day, so that a contradiction goes: no fact until it is said to be done."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="commitments")
    finding = models.CharField(max_length=40)  # the code of the contradiction
    action = models.CharField(max_length=40)  # what is to be done, as the method calls it
    label = models.JSONField(default=dict)  # recovery.messages.Text: the same in words
    change = models.JSONField(default=dict)  # what is true once it is done; empty where no answer says so
    read = models.JSONField(default=dict)  # the numbers it was promised about
    who = models.CharField(max_length=120)
    due_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    late_told_at = models.DateTimeField(null=True, blank=True)  # when it was said by mail that its day has gone by

    OPEN = models.Q(kept_at=None, withdrawn_at=None)

    class Meta:
        ordering = ("due_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("system", "finding", "action"),
                condition=models.Q(kept_at=None, withdrawn_at=None),
                name="commitment_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.action} of {self.system_id} until {self.due_on}"

    @property
    def is_open(self) -> bool:
        return self.kept_at is None and self.withdrawn_at is None


class Reminder(models.Model):
    """That a mail spoke to this person about this system, for the `nth` time on one occasion: a round of questions
    (`assessment`, none where nobody was ever asked), or its answers having grown `old`."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="reminders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    assessment = models.PositiveBigIntegerField(default=0)
    old = models.BooleanField(default=False)
    nth = models.PositiveSmallIntegerField()
    mail = models.ForeignKey(OutgoingMail, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("system", "person", "assessment", "old", "nth"), name="reminder_once"),
            models.UniqueConstraint(fields=("system", "mail"), name="reminder_once_a_mail"),
        )

    def __str__(self) -> str:
        return f"reminder {self.nth} of {self.system_id} to {self.person_id}"

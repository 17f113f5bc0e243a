"""Questionnaires, what owners answered, how architects decided, and the recovery policy in force."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from systems.models import STRATEGY_LENGTH, System


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def for_user(self, user: User) -> QuestionnaireQuerySet:
        """Drafts are the architects' own; what was published everybody may read who may read the portfolio."""
        if user.may(Permission.EDIT_QUESTIONNAIRE):
            return self
        return self.published() if user.may(Permission.VIEW_PORTFOLIO) else self.none()

    def published(self) -> QuestionnaireQuerySet:
        return self.filter(published_at__isnull=False).order_by("-version")

    def drafts(self) -> QuestionnaireQuerySet:
        return self.filter(published_at__isnull=True).order_by("-changed_at", "-id")


class Questionnaire(models.Model):
    """One version of a questionnaire. A published version never changes; an assessment keeps its version.

    A draft has neither `published_at` nor a number; it gets both when it is published. `based_on` is the version that
    it began from: none for those that come with the portal. `revision` grows with every change of a draft.
    """

    slug = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    document = models.JSONField()
    checksum = models.CharField(max_length=64)  # of the file that it came from, or of what was published
    note = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        ordering = ("slug", "-version")
        constraints = (
            models.UniqueConstraint(fields=("slug", "version"), name="questionnaire_version_once"),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | models.Q(version__isnull=False),
                name="questionnaire_published_has_a_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.version}" if self.version else f"{self.title} (draft)"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def for_user(self, user: User) -> AssessmentQuerySet:
        """Reviewers and readers of the whole catalogue see all; others what they were asked or what they own."""
        if user.may(Permission.VIEW_ALL_SYSTEMS):
            return self
        return self.filter(models.Q(respondent=user) | models.Q(system__owner=user))

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

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="assessments")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="assessments")
    respondent = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="assessments"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answers = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted = models.JSONField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    due_on = models.DateField(null=True, blank=True)

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


class Decision(models.Model):
    """What an architect decided about submitted answers. An approval keeps what was signed, word for word."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    comment = models.TextField(max_length=2000, blank=True)
    question = models.CharField(max_length=60, blank=True)  # the very question the comment is about
    signed = models.JSONField(default=dict)
    policy_version = models.CharField(max_length=40, blank=True)
    idempotency_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.outcome} {self.assessment_id}"


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


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    def for_user(self, user: User) -> PolicyVersionQuerySet:
        """Drafts are the architects' own; what was published everybody may read who may read the portfolio."""
        if user.may(Permission.EDIT_POLICY):
            return self
        return self.published() if user.may(Permission.VIEW_PORTFOLIO) else self.none()

    def published(self) -> PolicyVersionQuerySet:
        return self.filter(published_at__isnull=False).order_by("-published_at", "-id")

    def drafts(self) -> PolicyVersionQuerySet:
        return self.filter(published_at__isnull=True).order_by("-changed_at", "-id")


class PieceOfWorkQuerySet(models.QuerySet[Any]):
    ATTEMPTS = 3
    SILENT = timedelta(minutes=3)
    WAITING = timedelta(seconds=20)

    def open(self) -> PieceOfWorkQuerySet:
        return self.filter(ended_at__isnull=True)

    def take(self, pk: int) -> bool:
        """Whether the work is ours now: nobody has it, or who had it has been silent for too long."""
        free = models.Q(seen_at__isnull=True) | models.Q(seen_at__lt=Now() - self.SILENT)
        mine = self.open().filter(free, pk=pk, attempts__lt=self.ATTEMPTS)
        return bool(mine.update(seen_at=Now(), begun_at=Coalesce("begun_at", Now()), attempts=models.F("attempts") + 1))

    def left_lying(self) -> PieceOfWorkQuerySet:
        """What nobody took, or what somebody took and went silent over."""
        untaken = models.Q(seen_at__isnull=True, created_at__lt=Now() - self.WAITING)
        return self.open().filter(untaken | models.Q(seen_at__lt=Now() - self.SILENT))


class PolicyVersion(models.Model):
    """A version of the recovery policy. The newest published one is in force; without any, the method's own default.

    A draft has no `published_at`, and a name of its own only once it is published. `revision` grows with every change
    of a draft, so that no change overwrites another unseen; a simulation says which revision it is about.
    """

    version = models.CharField(max_length=40, unique=True)
    document = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-id")

    def __str__(self) -> str:
        return self.version


class PieceOfWork(models.Model):
    """Work that takes minutes, as a row: who took it and when it last gave a sign of life. A task carries its id."""

    created_at = models.DateTimeField(db_default=Now(), editable=False)
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)

    objects = PieceOfWorkQuerySet.as_manager()

    class Meta:
        abstract = True


class Stretch(PieceOfWork):
    """A stretch of the catalogue, by number, that is derived as it is, without what hangs on it: the other stretches
    do that. `mark` is the staleness that they take away; none when they were laid out for a new policy."""

    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    mark = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.first_id} to {self.last_id}"


class PolicySimulation(PieceOfWork):
    """What a draft of the policy would change, worked out against the policy in force, before anybody is bound."""

    policy = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="simulations")
    revision = models.PositiveIntegerField()
    against = models.CharField(max_length=40)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"simulation of {self.policy_id}"


class SimulatedChange(models.Model):
    """One system that a draft would change. Codes of findings stand between spaces, so that one can be looked for."""

    simulation = models.ForeignKey(PolicySimulation, on_delete=models.CASCADE, related_name="changes")
    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+")
    strategy_before = models.CharField(max_length=STRATEGY_LENGTH, blank=True)
    strategy_after = models.CharField(max_length=STRATEGY_LENGTH, blank=True)
    tier_before = models.PositiveSmallIntegerField(null=True)
    tier_after = models.PositiveSmallIntegerField(null=True)
    cost_before = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    cost_after = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    goes = models.TextField(blank=True)
    comes = models.TextField(blank=True)
    plan_changes = models.BooleanField(default=False)  # strategy or tier, and not only what it costs or contradicts

    class Meta:
        ordering = ("system__name", "id")
        constraints = (models.UniqueConstraint(fields=("simulation", "system"), name="simulated_once"),)

    def __str__(self) -> str:
        return f"{self.system_id} in {self.simulation_id}"


class HearingQuerySet(models.QuerySet["Hearing"]):
    def for_user(self, user: User) -> HearingQuerySet:
        """Who has a part in it: the inviter, the decider, the owner, those who were asked; and all who ask owners."""
        if user.may(Permission.INVITE_OWNERS):
            return self
        asked = models.Exists(Voice.objects.filter(hearing=models.OuterRef("pk"), person=user))
        own = models.Q(asked_by=user) | models.Q(decider=user) | models.Q(assessment__system__owner=user)
        return self.filter(own | models.Q(asked))

    def under_way(self) -> HearingQuerySet:
        return self.filter(state__in=Hearing.UNDER_WAY)

    def whole(self) -> HearingQuerySet:
        return self.select_related(
            "assessment__system__owner", "assessment__questionnaire", "assessment__respondent", "asked_by", "decider"
        )


class Hearing(models.Model):
    """Several people are asked about the same system. What they said is shown only when a round is over, and to
    nobody with a name beside it; then one of them, or a named person, decides."""

    class State(models.TextChoices):
        FIRST = "first", _("first round")
        COMPARED = "compared", _("first round over")
        SECOND = "second", _("second round")
        REVISED = "revised", _("second round over")
        DECIDED = "decided", _("decided")

    UNDER_WAY = (State.FIRST, State.COMPARED, State.SECOND, State.REVISED)
    ASKING = (State.FIRST, State.SECOND)
    TO_DECIDE = (State.COMPARED, State.REVISED)
    SHOWN = (State.COMPARED, State.SECOND, State.REVISED, State.DECIDED)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="hearings")
    state = models.CharField(max_length=8, choices=State.choices, default=State.FIRST)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decider = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)  # the round ends by itself when this day is over
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided = models.JSONField(default=dict)  # seconds by objective
    reason = models.TextField(max_length=2000, blank=True)

    objects = HearingQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("assessment",), condition=~models.Q(state="decided"), name="one_hearing_under_way"
            ),
        )

    def __str__(self) -> str:
        return f"hearing about {self.assessment_id} ({self.get_state_display()})"


class VoiceQuerySet(models.QuerySet["Voice"]):
    def for_user(self, user: User) -> VoiceQuerySet:
        """Each person's own, whatever else they may see."""
        return self.filter(person=user)

    def whole(self) -> VoiceQuerySet:
        return self.select_related(
            "person", "hearing__asked_by", "hearing__assessment__system", "hearing__assessment__questionnaire"
        )


class Voice(models.Model):
    """One person's answers in a hearing: what is being typed, and what was sent in each round. All of it is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="voices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="voices")
    answers = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)  # in the round that is under way
    first = models.JSONField(null=True, blank=True)
    first_sent_at = models.DateTimeField(null=True, blank=True)
    second = models.JSONField(null=True, blank=True)
    second_sent_at = models.DateTimeField(null=True, blank=True)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("hearing", "person"), name="voice_once"),)

    def __str__(self) -> str:
        return f"voice of {self.person_id} in {self.hearing_id}"


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def for_user(self, user: User) -> DelegationQuerySet:
        """The colleague who was asked, and whoever answers the questions."""
        answers = models.Q(assessment__respondent=user) | models.Q(assessment__system__owner=user)
        return self.filter(models.Q(person=user) | answers)

    def whole(self) -> DelegationQuerySet:
        return self.select_related(
            "person", "asked_by", "assessment__system__owner", "assessment__questionnaire", "assessment__respondent"
        )


class Delegation(models.Model):
    """A colleague was asked single questions. `draft` is what is being typed, guarded by `version`, and `answers` what
    was sent. `before` is what stood there when they were asked: where it still does, the answer goes into the owner's
    draft; otherwise it waits in `to_choose` until the person who asked has chosen."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ANSWERED = "answered", _("answered")
        NOT_ME = "not_me", _("somebody else should know")
        WITHDRAWN = "withdrawn", _("no longer asked")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="delegations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delegations")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    questions = models.JSONField(default=list)
    note = models.TextField(max_length=1000, blank=True)
    before = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    draft = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=dict)
    to_choose = models.JSONField(default=list)
    comment = models.TextField(max_length=1000, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("person", "state"), name="delegation_to_do"),)

    def __str__(self) -> str:
        return f"delegation to {self.person_id} ({self.state})"

"""Several people are asked about the same system, or a colleague is asked single questions."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from assessments.models import Assessment


class PanelQuerySet(models.QuerySet["Panel"]):
    def for_user(self, user: User) -> PanelQuerySet:
        """Who has a part in it: the decider, the owner, those who were asked; and all who ask owners."""
        if user.may(Permission.INVITE_OWNERS):
            return self
        asked = models.Exists(PanelResponse.objects.filter(panel=models.OuterRef("pk"), person=user))
        own = models.Q(decider=user) | models.Q(assessment__system__owner=user)
        return self.filter(own | models.Q(asked))

    def under_way(self) -> PanelQuerySet:
        return self.filter(state__in=Panel.UNDER_WAY)

    def whole(self) -> PanelQuerySet:
        return self.select_related(
            "assessment__system__owner", "assessment__questionnaire", "assessment__respondent", "asked_by", "decider"
        )


class Panel(models.Model):
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
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="panels")
    state = models.CharField(max_length=8, choices=State.choices, default=State.FIRST)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decider = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)  # the round ends by itself when this day is over
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided = models.JSONField(default=dict)  # seconds by objective
    reason = models.TextField(max_length=2000, blank=True)

    objects = PanelQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("assessment",), condition=~models.Q(state="decided"), name="one_panel_under_way"
            ),
        )

    def __str__(self) -> str:
        return f"panel about {self.assessment_id} ({self.get_state_display()})"


class PanelResponseQuerySet(models.QuerySet["PanelResponse"]):
    def for_user(self, user: User) -> PanelResponseQuerySet:
        """Each person's own, whatever else they may see."""
        return self.filter(person=user)

    def whole(self) -> PanelResponseQuerySet:
        return self.select_related(
            "person", "panel__asked_by", "panel__assessment__system", "panel__assessment__questionnaire"
        )


class PanelResponse(models.Model):
    """One person's answers in a panel: what is being typed, and what was sent in each round. All of it is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="responses")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="responses")
    answers = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)  # in the round that is under way
    first = models.JSONField(null=True, blank=True)
    first_sent_at = models.DateTimeField(null=True, blank=True)
    second = models.JSONField(null=True, blank=True)
    second_sent_at = models.DateTimeField(null=True, blank=True)

    objects = PanelResponseQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("panel", "person"), name="response_once"),)

    def __str__(self) -> str:
        return f"panel_response of {self.person_id} in {self.panel_id}"


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def for_user(self, user: User) -> DelegationQuerySet:
        """The colleague who was asked, and whoever answers the questions."""
        return self.filter(models.Q(person=user) | user.as_owner("assessment__system__owner"))

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

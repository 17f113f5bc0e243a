"""Tokens: what a program shows to speak for a person, or for a service; webhooks: what the portal tells programs."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission, Role
from background.limits import WEBHOOK
from background.models import BackgroundWork
from systems.models import System


class ServiceQuerySet(models.QuerySet["Service"]):
    def for_user(self, user: User) -> ServiceQuerySet:
        """Whoever gives roles to people knows of all that has some."""
        return self if user.may(Permission.MANAGE_PEOPLE) else self.none()

    def living(self) -> ServiceQuerySet:
        return self.filter(ended_at=None)


class Service(models.Model):
    """A program that outlives people: it has roles of its own, and an administrator who answers for it."""

    name = models.CharField(_("name"), max_length=80)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="services",
        verbose_name=_("who answers for it"),
    )  # fmt: skip
    roles = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("name",), condition=models.Q(ended_at=None), name="service_name_once"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def role_labels(self) -> list[str]:
        return [str(role.label) for role in Role if role.value in self.roles]


class TokenQuerySet(models.QuerySet["Token"]):
    def for_user(self, user: User) -> TokenQuerySet:
        """A token is for who made it, and nobody else."""
        return self.filter(person=user)

    def living(self, now: datetime) -> TokenQuerySet:
        """What still opens something. Whatever ends all sessions of a person ends their tokens for good."""
        of_people = models.Q(person__is_active=True, session_epoch=F("person__session_epoch"))
        of_services = models.Q(service__isnull=False, service__ended_at=None)
        return self.filter(of_people | of_services, ended_at=None, expires_at__gt=now)


class Token(models.Model):
    """A program speaks for `person` or `service` with it, within its scopes; only the hash of its secret is kept.

    `used` counts the requests of the hour that began at `hour`.
    """

    class Scope(models.TextChoices):
        SYSTEMS_READ = "systems:read", _("Read systems, what they need, what protects them, exercises")
        SYSTEMS_WRITE = "systems:write", _("Add and change systems, what they need, what protects them, exercises")
        ANSWERS_READ = "answers:read", _("Read who was asked, and what was answered")
        PLANS_READ = "plans:read", _("Read objectives, plans, contradictions, portfolio, scenarios and policy")
        FILES_READ = "files:read", _("Fetch summaries and the catalogue as files")
        IMPORTS_READ = "imports:read", _("Read your own imports and what they will do")
        PEOPLE_READ = "people:read", _("Read the people of the portal and their roles")
        PEOPLE_WRITE = "people:write", _("Add people, give them roles, end their access (SCIM)")
        TRAIL_READ = "trail:read", _("Read the audit trail")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="tokens")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, null=True, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    session_epoch = models.PositiveIntegerField(default=0)  # the person's, when it was made
    once = models.UUIDField(null=True, editable=False)  # of the form that made it
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)
    hour = models.DateTimeField(null=True, editable=False)
    used = models.PositiveIntegerField(default=0, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "name"), condition=models.Q(ended_at=None), name="token_name_once_per_person"
            ),
            models.CheckConstraint(
                condition=models.Q(person=None, service__isnull=False) | models.Q(person__isnull=False, service=None),
                name="token_of_a_person_or_a_service",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def scope_labels(self) -> list[str]:
        return [str(scope.label) for scope in Token.Scope if scope.value in self.scopes]


class KeptAnswer(models.Model):
    """What a call that created something was answered, by the key that it brought: the same call gets it again."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="kept_answers")
    key = models.CharField(max_length=200)
    mark = models.CharField(max_length=64)  # of method, address and body
    status = models.PositiveSmallIntegerField(default=0)
    content = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("token", "key"), name="answer_once_per_key"),)
        indexes = (models.Index(fields=("created_at",), name="kept_answer_by_age"),)

    def __str__(self) -> str:
        return f"{self.key} of {self.token_id}: {self.status}"


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def for_user(self, user: User) -> WebhookQuerySet:
        """What leaves the portal by itself is known to whoever looks after it."""
        return self if user.may(Permission.VIEW_STATUS) else self.none()

    def living(self) -> WebhookQuerySet:
        return self.filter(ended_at=None)


class Webhook(models.Model):
    """An address that is told of `events` as they happen. What signs the calls lies encrypted."""

    class Event(models.TextChoices):
        ANSWERS_SENT = "answers.sent", _("Answers were sent")
        APPROVED = "plan.approved", _("A plan was approved")
        OPENED = "contradiction.opened", _("A contradiction was found")
        CLOSED = "contradiction.closed", _("A contradiction is gone")
        OBJECTIVE = "objective.changed", _("An objective became another")
        COPY_OVERDUE = "copy.overdue", _("A copy is overdue")

    name = models.CharField(_("name"), max_length=80)
    url = models.CharField(_("address"), max_length=500)
    events = models.JSONField(default=list)
    secret = models.TextField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(fields=("name",), condition=models.Q(ended_at=None), name="webhook_name_once"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def event_labels(self) -> list[str]:
        return [str(event.label) for event in Webhook.Event if event.value in self.events]


class WebhookDelivery(BackgroundWork):
    """One call that is owed. `key` names what happened: it is never owed twice to one address."""

    limits = WEBHOOK

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40, choices=Webhook.Event.choices)
    key = models.CharField(max_length=200)
    body = models.JSONField(default=dict)
    answered = models.PositiveSmallIntegerField(null=True)  # the status of the last answer

    class Meta:
        ordering = ("-id",)
        verbose_name_plural = "webhook deliveries"
        constraints = (models.UniqueConstraint(fields=("webhook", "key"), name="delivery_once"),)
        indexes = (models.Index(fields=("state", "due_at"), name="webhook_delivery_due"),)

    def __str__(self) -> str:
        return f"{self.event} to {self.webhook}"


class NoticedUpTo(models.Model):
    """The newest entry of the audit trail that webhooks were told of; there is none while nobody listens."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    entry = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="noticed_single"),)

    def __str__(self) -> str:
        return f"noticed up to {self.entry}"


class NoticedSystem(models.Model):
    """What webhooks were last told about a system: what differs now is news."""

    system = models.OneToOneField(System, on_delete=models.CASCADE, related_name="noticed", primary_key=True)
    inputs_hash = models.CharField(max_length=64, blank=True)
    objectives = models.JSONField(default=list)
    findings = models.JSONField(default=list)  # pairs of code and subject of those that are open

    def __str__(self) -> str:
        return f"noticed of {self.system_id}"

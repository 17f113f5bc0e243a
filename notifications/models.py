"""Mail as obligations: a row says what is owed to whom; sending it is somebody else's work, done once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self) -> OutgoingMailQuerySet:
        """What should be sent now. The database's clock decides, so that no machine's own clock matters."""
        return self.filter(state=OutgoingMail.State.PENDING, due_at__lte=Now())

    def failed(self) -> OutgoingMailQuerySet:
        return self.filter(state=OutgoingMail.State.FAILED)


class OutgoingMail(models.Model):
    """One mail that is owed. `key` names the effect (event, person, period): the same effect is never owed twice.

    `attempts` grows with every claim and tells one claim from the next; `interruptions` counts the claims whose worker
    never came back.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")
        CANCELLED = "cancelled", _("no longer needed")

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outgoing_mails")
    context = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PENDING)
    due_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    interruptions = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("state", "due_at"), name="outgoing_mail_due"),
            models.Index(fields=("recipient", "kind", "created_at"), name="outgoing_mail_by_person"),
        )

    def __str__(self) -> str:
        return self.key

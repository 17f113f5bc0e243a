"""Mail as rows: each says what is owed to whom. Sending it is work of its own, done once."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from background.limits import CHAT, MAIL
from background.models import BackgroundWork


class OutgoingMail(BackgroundWork):
    """One mail that is owed. `key` names the effect (event, person, period): the same effect is never owed twice."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")
        CANCELLED = "cancelled", _("no longer needed")

    HELD: ClassVar[str] = State.SENDING
    DONE: ClassVar[str] = State.SENT
    limits = MAIL

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outgoing_mails")
    context = models.JSONField(default=dict)
    message_id = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PENDING)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("state", "due_at"), name="outgoing_mail_due"),
            models.Index(fields=("recipient", "kind", "created_at"), name="outgoing_mail_by_person"),
        )

    def __str__(self) -> str:
        return self.key


class ChatChannel(models.Model):
    """Where somebody is told in a chat what goes out by mail. Without a person it is a unit's."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="chat_channel"
    )
    service = models.CharField(max_length=80)
    address = models.TextField()  # sealed: whoever reads it can post there
    trouble = models.CharField(max_length=500, blank=True)  # what it said when a message was given up
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return self.service


class ChatMessage(BackgroundWork):
    """What a chat is to be told: once for each mail and channel."""

    limits = CHAT

    channel = models.ForeignKey(ChatChannel, on_delete=models.CASCADE, related_name="messages")
    mail = models.ForeignKey(OutgoingMail, on_delete=models.CASCADE, null=True, related_name="chat_messages")
    text = models.TextField()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("state", "due_at"), name="chat_message_due"),)
        constraints = (models.UniqueConstraint(fields=("mail", "channel"), name="chat_message_once"),)

    def __str__(self) -> str:
        return f"message {self.pk} to {self.channel}"


class ReminderRhythm(models.Model):
    """When and how often people are reminded, as an administrator set it. A row is never changed: the newest counts."""

    days = models.JSONField()  # after so many days each mail to who is to answer, the first of them first
    head_after = models.PositiveSmallIntegerField()  # so many days after the last of them the head of the unit is told
    begins = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    weekdays = models.JSONField()  # 0 is Monday
    holidays = models.CharField(max_length=10, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"reminders after {self.days} days"


class DeliveryPause(models.Model):
    """No mail goes out, because the portal was restored from a copy: what was owed when it was made may have been sent
    since. Somebody looks at what waits, and ends it."""

    copy_made_at = models.DateTimeField()
    begun_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"no mail since the copy of {self.copy_made_at:%Y-%m-%d %H:%M} was restored"

"""The secret address at which a person's calendar is fetched."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

HINT_LENGTH = 4


class CalendarAddress(models.Model):
    """One for each person at most. Only the hash of its secret is kept: who lost it has it renewed.

    It ends with whatever ends all sessions of its person: it holds their session epoch of when it was made.
    `everything`: what concerns any system that the person may know of, not only what is theirs to do.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_address", primary_key=True
    )
    token_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=HINT_LENGTH)
    everything = models.BooleanField(default=False)
    session_epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"…{self.hint} of {self.person_id}"

"""How long tokens that are over are kept, and what is forgotten with a person."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import User
from api.models import KeptAnswer, Token, WebhookDelivery


def over_since(before: datetime) -> QuerySet[Token]:
    """Tokens that open nothing any more; the audit trail says what became of each."""
    return Token.objects.filter(Q(ended_at__lt=before) | Q(expires_at__lt=before))


def old_answers(before: datetime) -> QuerySet[KeptAnswer]:
    """Answers that no call will ask for again: whoever repeats one does so within minutes."""
    return KeptAnswer.objects.filter(created_at__lt=before)


def old_deliveries(before: datetime) -> QuerySet[WebhookDelivery]:
    """Calls that are over, one way or another."""
    return WebhookDelivery.objects.filter(ended_at__lt=before)


def forget(person: User) -> None:
    Token.objects.for_user(person).delete()

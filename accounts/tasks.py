"""Housekeeping: what no longer serves anybody is removed."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts.models import Attempt, MailLink, OnceToken, SignInLink
from accounts.services import sessions
from accounts.services.keeping import retention

KEPT_FOR = timedelta(days=2)


@shared_task(name="accounts.tidy")
def tidy() -> None:
    """Remove the sessions that ended, the counters of past hours, and links and tokens that are long over."""
    before = timezone.now() - KEPT_FOR
    SessionStore.clear_expired()
    sessions.forget_ended()
    OnceToken.objects.filter(used_at__lt=before).delete()
    Attempt.objects.filter(hour__lt=before).delete()
    SignInLink.objects.filter(expires_at__lt=before).delete()
    MailLink.objects.filter(expires_at__lt=before).delete()


@shared_task(name="accounts.retain")
def retain() -> None:
    """Delete what was kept for as long as the settings say."""
    retention.carry_out()

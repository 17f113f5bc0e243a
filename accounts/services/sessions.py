"""A person's open sessions: what there is, and ending all but this one."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import OpenSession, User

AGENT_LENGTH = 300


def note(request: HttpRequest, person: User, means: str) -> None:
    """Write down that this session has begun."""
    agent = request.headers.get("User-Agent", "")[:AGENT_LENGTH].replace("\x00", "")
    OpenSession.objects.create(user=person, session_key=key_of(request), means=means, agent=agent)


def open_sessions_of(person: User) -> QuerySet[OpenSession]:
    """Those that would still be let in, the newest first."""
    living = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return OpenSession.objects.filter(user=person, session_key__in=living).order_by("-began_at", "-pk")


def keep_only(request: HttpRequest, person: User) -> None:
    """This session goes on under a new key, which fits the person as they are now; all others are gone."""
    before = key_of(request)
    update_session_auth_hash(request, person)
    OpenSession.objects.filter(user=person).exclude(session_key=before).delete()
    OpenSession.objects.filter(session_key=before).update(session_key=key_of(request))


def forget(request: HttpRequest) -> None:
    OpenSession.objects.filter(session_key=key_of(request)).delete()


def end_begun_by_mail(person: User) -> None:
    """End those that the link of a mail began: who gets more rights signs in properly first."""
    begun = OpenSession.objects.filter(user=person, means=OpenSession.Means.MAIL)
    Session.objects.filter(session_key__in=begun.values("session_key")).delete()
    begun.delete()


def end_all(person: User) -> None:
    """End every session of the person, here and everywhere."""
    Session.objects.filter(session_key__in=person.open_sessions.values("session_key")).delete()
    person.open_sessions.all().delete()


def forget_ended() -> None:
    """Remove the notes of sessions that are not there any more."""
    OpenSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def key_of(request: HttpRequest) -> str:
    return request.session.session_key or ""

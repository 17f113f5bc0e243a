"""The link of a mail that asks: it lets its reader in without another mail, once, and only to answer.

A mail lies about for years and is forwarded, so it is a key only together with something else: a browser that has let
this very person in last, or the first ten minutes (setting), in a browser that has let in nobody.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import MailLink, User
from accounts.permissions import only_answers
from accounts.services import known_browsers
from accounts.services.links import way_in
from accounts.services.origin import hash_of
from accounts.services.second_factor import factors

KEPT = timedelta(days=14)
"""Two weekly reminders: an older mail asks for a sign-in link."""
StillAsked = Callable[[User, str], bool]
"""Whether the person is still asked about the object of this id."""

_purposes: dict[str, StillAsked] = {}


def register(purpose: str, still_asked: StillAsked) -> None:
    """Name something that mails ask for, and say until when it is asked."""
    _purposes[purpose] = still_asked


def way_to_answer(*, person: User, purpose: str, about: object, next_path: str) -> str:
    """The address for a mail that asks: a key for who may only answer, for all others the way to the sign-in page.

    Where the key does not turn, the rest of the address leads to that page, too.
    """
    by_hand = way_in(person.email, next_path)
    if not settings.SIGN_IN_BY_LINK or not only_answers(person.roles):
        return by_hand
    token, now = secrets.token_urlsafe(32), timezone.now()
    MailLink.objects.create(
        user=person,
        token_hash=hash_of(token),
        purpose=purpose,
        about=str(about),
        next_path=next_path,
        access=person.get_session_auth_hash(),
        created_at=now,
        expires_at=now + KEPT,
    )
    wanted = urlencode({"email": person.email, "next": next_path})
    return f"{settings.PUBLIC_URL}{reverse('accounts:follow_mail_link', args=[token])}?{wanted}"


def find(token: str) -> MailLink | None:
    """The link of a secret, whatever has become of it. Looking at it changes nothing: mail scanners look at all."""
    found = MailLink.objects.select_related("user").prefetch_related("user__role_assignments")
    return found.filter(token_hash=hash_of(token)).first()


def opens(link: MailLink, request: HttpRequest) -> bool:
    """Whether it lets its reader in, here and now."""
    usable = settings.SIGN_IN_BY_LINK and link.spent_at is None and link.expires_at > timezone.now()
    return usable and _fits(link.user, link) and _here(link, request)


def in_known_browser(link: MailLink, request: HttpRequest) -> bool:
    return known_browsers.last_let_in(request, link.user.email)


def spend(link: MailLink) -> bool:
    """Whether this call and no other has spent it. The update decides, so of parallel calls one wins."""
    now = timezone.now()
    usable = MailLink.objects.filter(token_hash=link.token_hash, spent_at=None, expires_at__gt=now)
    return bool(usable.update(spent_at=now))


def _fits(person: User, link: MailLink) -> bool:
    """The person is who they were, may do no more than answer, and is still asked."""
    if not person.is_active or not only_answers(person.roles):
        return False
    if factors.is_required_of(person) and not factors.has_any(person):
        return False  # it is set up after a sign-in that proves more than a mail does
    if not constant_time_compare(link.access, person.get_session_auth_hash()):
        return False
    still_asked = _purposes.get(link.purpose)
    return still_asked is not None and still_asked(person, link.about)


def _here(link: MailLink, request: HttpRequest) -> bool:
    """In the person's own browser; else only while the mail is fresh, where nobody has signed in yet."""
    if request.user.is_authenticated and request.user != link.user:
        return False
    if in_known_browser(link, request):
        return True
    fresh = timedelta(minutes=settings.MAIL_LINK_MINUTES)
    return not known_browsers.has_let_in(request) and timezone.now() < link.created_at + fresh

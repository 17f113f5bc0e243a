"""Sign-in links: a secret by mail that works once, for minutes, in the browser that asked for it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import SignInLink, User
from accounts.services.origin import hash_of

LIFETIME = timedelta(minutes=10)


def way_in(email: str, next_path: str = "") -> str:
    """The address for mails that invite: no credential, since mails lie about for years.

    It opens the sign-in page with the e-mail address filled in, or at once the page wanted for whom is signed in.
    """
    wanted = {"email": email, "next": next_path} if next_path else {"email": email}
    return f"{settings.PUBLIC_URL}{reverse('accounts:sign_in')}?{urlencode(wanted)}"


def issue(*, person: User | None, browser: str, next_path: str = "") -> tuple[SignInLink, str]:
    """A new link and its secret. Only the hash is kept, so the secret is in the mail and nowhere else.

    For nobody it is written down as well, so that the answer takes as long.
    """
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    link = SignInLink.objects.create(
        user=person,
        token_hash=hash_of(token),
        browser_hash=hash_of(browser),
        next_path=next_path,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    return link, token


def find(token: str) -> SignInLink | None:
    """The link of a secret, spent or not. Looking at it changes nothing: mail scanners look at every link."""
    return SignInLink.objects.select_related("user").filter(token_hash=hash_of(token), user__isnull=False).first()


def spend(*, token: str, browser: str) -> SignInLink | None:
    """The link, if this call and no other has spent it. The update decides, so of parallel calls one wins."""
    now = timezone.now()
    usable = SignInLink.objects.usable(now).filter(token_hash=hash_of(token), browser_hash=hash_of(browser))
    return find(token) if usable.update(spent_at=now) else None

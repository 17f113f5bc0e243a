"""The mail that carries a sign-in link."""

from __future__ import annotations

import logging
import random
import smtplib
import threading
from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts.models import SignInLink, User
from accounts.services.links import LIFETIME
from accounts.services.zones import zone_of

logger = logging.getLogger(__name__)
SECONDS_LATER = (0.3, 0.9)  # by then the answer is out
Outcome = Callable[[SignInLink, Exception | None], None]
_outcomes: list[Outcome] = []
NOBODY = User(time_zone=settings.TIME_ZONE)


def register(outcome: Outcome) -> None:
    """Be told what became of each sign-in mail, beside the request: nothing, or what stood in the way. Nothing about
    addresses that nobody has here."""
    _outcomes.append(outcome)


def compose_link_mail(link: SignInLink, token: str, language: str) -> EmailMultiAlternatives:
    """The mail with the link, in the time zone and the language of its reader, else in the page's language."""
    person = link.user or NOBODY
    with translation.override(person.language or language), timezone.override(zone_of(person.time_zone)):
        context = {
            "person": person,
            "url": settings.PUBLIC_URL + reverse("accounts:follow_link", args=[token]),
            "expires_at": link.expires_at,
            "minutes": int(LIFETIME.total_seconds() // 60),
        }
        message = EmailMultiAlternatives(
            subject=gettext("Your link to sign in to DR Portal"),
            body=render_to_string("accounts/mails/link.txt", context),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string("accounts/mails/link.html", context), "text/html")
    return message


def send_soon(link: SignInLink, token: str) -> None:
    """Send after the answer: a slow mail server delays none, and the time of the answer tells nothing.

    For an unknown address the mail is composed as well, and then dropped: what follows an answer slows the next one.
    """
    later = threading.Timer(random.uniform(*SECONDS_LATER), send, (link, token, translation.get_language()))  # noqa: S311
    later.name = "sign-in link"
    later.start()


def send(link: SignInLink, token: str, language: str) -> None:
    """That it failed is in the log, without the link; the person asks for another one."""
    message = compose_link_mail(link, token, language)
    if link.user is None:
        return
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        logger.error("A sign-in link could not be sent: %s", error)
        _tell(link, error)
    else:
        _tell(link, None)


def _tell(link: SignInLink, error: Exception | None) -> None:
    for outcome in _outcomes:
        outcome(link, error)

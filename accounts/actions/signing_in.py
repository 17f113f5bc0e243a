"""Coming in and going out: by password, by link, and in the demonstration by one click."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from typing import Literal

from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import MailLink, SignInLink, User, normal_email
from accounts.permissions import Role
from accounts.services import audit, limits, link_mail, links, mail_links, sessions
from accounts.services.second_factor import factors, pending

logger = logging.getLogger(__name__)
Means = Literal["password", "link", "mail", "demo", "provider"]
BACKEND = "accounts.backends.PeopleBackend"
BEGAN_AT = "signed_in_at"  # in the session: when it began
LINK_AT = "signed_in_by_link_at"  # in the session: when it began, if it began by a link
FROM_MAIL = "signed_in_from_mail"  # in the session: that the link of a mail began it

# Whom the demonstration's one click signs in.
DEMO_PEOPLE: dict[str, str] = {
    Role.OWNER: "payments.owner@example.org",
    Role.ARCHITECT: "architect@example.org",
    Role.MANAGER: "manager@example.org",
    Role.ADMINISTRATOR: "administrator@example.org",
}


class DoesNotFit(Exception):
    """The address and the password do not belong together; which of the two is wrong is nobody's business."""


class LinkOver(Exception):
    """The link was spent, is too old, or was asked for by another browser."""


class DemoNotLoaded(Exception):
    """The demonstration's people are not in the database."""


def sign_in_by_password(*, request: HttpRequest, email: str, password: str, network: str, known: str = "") -> User:
    """Raises limits.TooMany before the password is looked at, DoesNotFit after. `known`: the browser, where it is."""
    others = ((limits.SIGN_INS_FROM, network), (limits.SIGN_INS, normal_email(email)))
    try:
        limits.count_all(*(((limits.SIGN_INS_KNOWN, known),) if known else others))
    except limits.TooMany:
        logger.warning("A sign-in as %s from %s was held back: too many tries.", email, network)
        raise
    person = authenticate(request, username=email, password=password)
    if not isinstance(person, User):
        logger.warning("A sign-in as %s from %s failed.", email, network)
        raise DoesNotFit
    if not known:
        limits.give_back(limits.SIGN_INS_FROM, network)
    begin_session(request=request, person=person, means="password")
    return person


def request_link(*, email: str, network: str, browser: str, next_path: str, known: str = "") -> None:
    """Send the person a link, if there is such a person. Raises limits.TooMany.

    The caller cannot tell, nor by a clock: the same rows are written and the same mail is composed for an address that
    nobody has.
    """
    others = ((limits.LINKS_FROM, network), (limits.LINKS, normal_email(email)))
    limits.count_all(*(((limits.LINKS_KNOWN, known),) if known else others))
    person = User.objects.active().by_email(email).first()
    with transaction.atomic():
        link, token = links.issue(person=person, browser=browser, next_path=next_path)
        transaction.on_commit(partial(link_mail.send_soon, link, token))


@transaction.atomic
def sign_in_by_link(*, request: HttpRequest, token: str, browser: str) -> SignInLink:
    """Spend the link and begin a session. Raises LinkOver."""
    link = links.spend(token=token, browser=browser)
    if link is None:
        raise LinkOver
    begin_session(request=request, person=person_of(link), means="link")
    return link


def person_of(link: SignInLink) -> User:
    """Whom a link that somebody has the secret of lets in. Raises LinkOver for nobody's."""
    if link.user is None:
        raise LinkOver
    return link.user


def sign_in_from_mail(*, request: HttpRequest, token: str, network: str) -> MailLink:
    """Spend the link of a mail and begin a session. Raises limits.TooMany before the secret is looked at, LinkOver
    where it does not open, whatever the reason."""
    limits.count(limits.MAIL_LINKS_FROM, network)
    with transaction.atomic():
        link = mail_links.find(token)
        if link is None or not mail_links.opens(link, request) or not mail_links.spend(link):
            raise LinkOver
        anew = not mail_links.in_known_browser(link, request)
        detail = {"purpose": link.purpose, "about": link.about, "written_at": link.created_at.isoformat()}
        action = "person.signed_in_from_mail_anew" if anew else "person.signed_in_from_mail"
        begin_session(request=request, person=link.user, means="mail", action=action, detail=detail)
    return link


def sign_in_to_demo(*, request: HttpRequest, role: str) -> User:
    """Only for the demonstration: no secret is asked. Raises DemoNotLoaded."""
    person: User | None = User.objects.with_role(role).by_email(DEMO_PEOPLE.get(role, "")).first()
    if person is None:
        raise DemoNotLoaded
    begin_session(request=request, person=person, means="demo")
    return person


def continue_in_demo(*, request: HttpRequest, email: str) -> User:
    """Only for the demonstration: as whom a mail was written to. Raises DemoNotLoaded for nobody's address."""
    person: User | None = User.objects.active().by_email(email).first()
    if person is None:
        raise DemoNotLoaded
    begin_session(request=request, person=person, means="demo")
    return person


@transaction.atomic
def begin_session(
    *,
    request: HttpRequest,
    person: User,
    means: Means,
    action: str = "person.signed_in",
    detail: Mapping[str, object] | None = None,
    strong: bool = False,
) -> None:
    """After the first factor. Who has a second one is asked for it before there is a session; `strong`: it was shown
    elsewhere already."""
    # The key of a mail has an action of its own, and says more.
    said = {**({} if means == "mail" else {"by": means}), **(detail or {})}
    if means == "demo" or strong or not factors.has_any(person):
        strong = strong or means == "demo"
        open_session(request=request, person=person, means=means, action=action, detail=said, strong=strong)
    else:
        pending.put(request, person, means=means, action=action, detail=said)


@transaction.atomic
def open_session(
    *, request: HttpRequest, person: User, means: str, action: str, detail: dict[str, object], strong: bool
) -> None:
    """A session with a new key and nothing of what was before it, so that nobody can have prepared it."""
    request.session.flush()
    login(request, person, backend=BACKEND)
    # Mail is written in it to whoever has chosen no language.
    User.objects.filter(pk=person.pk).update(last_language=get_language() or "")
    request.session[BEGAN_AT] = timezone.now().timestamp()
    if means == "link":
        request.session[LINK_AT] = timezone.now().timestamp()
    if means == "mail":
        request.session[FROM_MAIL] = True
    if strong:
        request.session[pending.PASSED] = True
    sessions.note(request, person, means)
    audit.record(by=person, action=action, about=person, detail=detail)


@transaction.atomic
def sign_out(*, request: HttpRequest) -> None:
    if request.user.is_authenticated:
        audit.record(by=request.user, action="person.signed_out", about=request.user)
        sessions.forget(request)
    logout(request)

"""Signing in at an OpenID provider: whose account that is, what the provider says about their roles."""

from __future__ import annotations

import logging

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from accounts.actions.people import LastAdministrator, change_person, create_person
from accounts.actions.signing_in import begin_session
from accounts.models import ProviderIdentity, User
from accounts.permissions import Role
from accounts.services import audit
from accounts.services.identity.claims import Recognised

logger = logging.getLogger(__name__)


class NotLetIn(Exception):
    """Whom the provider knows, the portal does not let in."""


def sign_in_by_provider(*, request: HttpRequest, who: Recognised) -> User:
    """Raises NotLetIn. What the provider has said about roles counts even then: who lost theirs has lost them."""
    person = account_of(who)
    if person is None or not person.is_active:
        logger.warning("%s was recognised by %s and not let in.", who.subject, who.issuer)
        raise NotLetIn
    follow_roles(person, who)
    if who.provider.roles and not person.role_assignments.exists():
        raise NotLetIn
    begin_session(
        request=request,
        person=person,
        means="provider",
        detail={"provider": who.provider.name},
        strong=who.provider.asks_second_factor,
    )
    return person


@transaction.atomic
def account_of(who: Recognised) -> User | None:
    """By issuer and subject; the first time by an address that the provider has verified; else perhaps a new one."""
    kept = ProviderIdentity.objects.select_related("user").filter(issuer=who.issuer, subject=who.subject).first()
    if kept:
        return kept.user
    if not who.email:
        return None
    person: User | None = User.objects.by_email(who.email).first()
    if person is None and who.provider.creates_people and who.roles:
        person = create_person(by=None, email=who.email, name=who.name, roles=who.roles, automatic=True)
    if person is None or not person.is_active:
        return None
    return keep_identity(person, who)


def keep_identity(person: User, who: Recognised) -> User | None:
    """Whose the identity is from now on. Nobody's, where the person is known there as somebody else already."""
    try:
        with transaction.atomic():
            kept, new = ProviderIdentity.objects.get_or_create(
                issuer=who.issuer, subject=who.subject, defaults={"user": person}
            )
    except IntegrityError:
        return None
    if new:
        detail = {"provider": who.provider.name, "issuer": who.issuer, "subject": who.subject}
        audit.record(by=None, action="person.identity_kept", about=person, detail=detail, automatic=True)
    return kept.user


def follow_roles(person: User, who: Recognised) -> None:
    """The roles that the mapping names are as the claim says; those that it does not name stay as they are."""
    ruled = who.provider.ruled_roles
    now = set(person.role_assignments.values_list("role", flat=True))
    wanted = (now - ruled) | who.roles
    if wanted == now:
        return
    try:
        put_roles(person, wanted)
    except LastAdministrator:
        logger.warning("%s says that %s is no administrator; there is no other, so it stays.", who.issuer, person.email)
        put_roles(person, wanted | {Role.ADMINISTRATOR})


def put_roles(person: User, roles: set[str]) -> None:
    change_person(
        person=person, version=person.version, by=None, name=person.name, roles=roles, may_sign_in=True, automatic=True
    )

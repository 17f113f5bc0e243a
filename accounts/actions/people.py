"""What administrators do with people: add them, say what they may do, end their access."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import ProviderIdentity, RoleAssignment, User, normal_email
from accounts.permissions import Role, only_answers
from accounts.services import audit, duties, sessions


class PersonExists(Exception):
    """Somebody has this e-mail address already."""

    def __init__(self, person: User) -> None:
        super().__init__(person.email)
        self.person = person


class PersonChanged(Exception):
    """Somebody else changed the person since the form was opened."""


class OwnAccess(Exception):
    """People do not end their own access: they could not undo it."""


class LastAdministrator(Exception):
    """Nobody would be left to give roles."""


@transaction.atomic
def create_person(*, by: User | None, email: str, name: str, roles: Iterable[str], automatic: bool = False) -> User:
    """Raises PersonExists. The person signs in by link; nobody makes up a password for somebody else."""
    wanted = sorted(set(roles))
    try:
        with transaction.atomic():
            person = User.objects.create_user(email, name=name, roles=tuple(wanted), time_zone=settings.TIME_ZONE)
    except IntegrityError:
        raise PersonExists(User.objects.get(email=normal_email(email))) from None
    detail = {"email": person.email, "roles": wanted}
    audit.record(by=by, action="person.created", about=person, detail=detail, automatic=automatic)
    return person


@transaction.atomic
def change_person(
    *,
    person: User,
    version: int,
    by: User | None,
    name: str,
    roles: Iterable[str],
    may_sign_in: bool,
    hand_over_to: User | None = None,
    automatic: bool = False,
) -> None:
    """Raises PersonChanged, OwnAccess, LastAdministrator. Without access all sessions end at once and for good.

    What the person is responsible for is `hand_over_to`'s with the same step.
    """
    if person == by and not may_sign_in:
        raise OwnAccess
    administrators = hold_administrators()
    before = facts_of(person)
    wanted = sorted(set(roles))
    after = {"name": name, "roles": wanted, "may_sign_in": may_sign_in}
    stopped = person.is_active and not may_sign_in
    changed = User.objects.filter(pk=person.pk, version=version).update(
        name=name,
        is_active=may_sign_in,
        version=F("version") + 1,
        session_epoch=F("session_epoch") + (1 if stopped else 0),
    )
    if not changed:
        raise PersonChanged
    set_roles(person, wanted)
    if not only_answers(wanted):
        sessions.end_begun_by_mail(person)
    if administrators and not User.objects.with_role(Role.ADMINISTRATOR).exists():
        raise LastAdministrator
    detail = {
        "before": {field: before[field] for field in after if before[field] != after[field]},
        "after": {field: after[field] for field in after if before[field] != after[field]},
    }
    if detail["after"]:
        action = "person.stopped" if stopped else "person.edited"
        audit.record(by=by, action=action, about=person, detail=detail, automatic=automatic)
    if hand_over_to is not None and by is not None and hand_over_to != person:
        duties.hand_over(person=person, to=hand_over_to, by=by)
        audit.record(by=by, action="person.handed_over", about=person, detail={"to": hand_over_to.email})


def hold_administrators() -> list[RoleAssignment]:
    """Until the transaction ends nobody else changes what people may do: two administrators cannot take the role from
    each other, and who changes some of many has read all of them."""
    return list(RoleAssignment.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("id"))


@transaction.atomic
def forget_identities(*, person: User, by: User) -> bool:
    """Providers no longer recognise the person; the next verified address finds them anew. All their sessions end."""
    kept = list(ProviderIdentity.objects.select_for_update().filter(user=person).order_by("pk"))
    if not kept:
        return False
    ProviderIdentity.objects.filter(pk__in=[each.pk for each in kept]).delete()
    User.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    detail = {"identities": [str(each) for each in kept]}
    audit.record(by=by, action="person.identities_forgotten", about=person, detail=detail)
    return True


def facts_of(person: User) -> dict[str, object]:
    roles = RoleAssignment.objects.filter(user=person).values_list("role", flat=True)
    return {"name": person.name, "roles": sorted(roles), "may_sign_in": person.is_active}


def set_roles(person: User, roles: list[str]) -> None:
    RoleAssignment.objects.filter(user=person).exclude(role__in=roles).delete()
    RoleAssignment.objects.bulk_create(
        [RoleAssignment(user=person, role=role) for role in roles], ignore_conflicts=True
    )

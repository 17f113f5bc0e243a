"""What a provider of identities does with people: the actions of administrators, with refusals as SCIM says them."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _
from scim2_models import ConflictException, InvalidValueException, NotFoundException, UniquenessException

from accounts.actions import people
from accounts.forms import NewPersonForm, PersonForm
from accounts.models import User, UserQuerySet
from accounts.permissions import Role
from accounts.services.keeping.erasing import is_erased
from presentation.numbers import whole_number

NEW = (Role.OWNER.value,)
"""Whoever comes without a role answers for what they own, and sees nothing else."""


def known_people(by: User) -> list[User]:
    """Erased ones are gone for whoever provisions."""
    return [person for person in User.objects.for_user(by).order_by("pk") if not is_erased(person)]


def person_with(by: User, pk: str) -> User:
    """Raises NotFoundException."""
    found: User | None = User.objects.for_user(by).filter(pk=whole_number(pk)).first()
    if found is None or is_erased(found):
        raise NotFoundException(detail=_("There is nobody with this id."))
    return found


@transaction.atomic
def add(*, by: User, email: str, name: str, active: bool) -> User:
    """Raises UniquenessException, InvalidValueException."""
    form = NewPersonForm({"email": email, "name": name or email, "roles": NEW})
    refuse(form)
    try:
        person = people.create_person(by=by, **{**form.cleaned_data, "name": name})
    except people.PersonExists:
        raise UniquenessException(detail=_("Somebody has this e-mail address already.")) from None
    if not active:
        change(by=by, person=person, name=name, active=False)
    return person


def change(*, by: User, person: User, name: str, active: bool, roles: Collection[str] | None = None) -> None:
    """Raises InvalidValueException, ConflictException. Without access all sessions end at once."""
    if name:
        refuse(PersonForm({"name": name, "roles": NEW, "version": 0}))
    wanted = person.roles if roles is None else roles
    try:
        people.change_person(
            person=person, version=person.version, by=by, name=name, roles=wanted, may_sign_in=active
        )  # fmt: skip
    except people.LastAdministrator:
        detail = _("Nobody else could give roles any more. Make somebody an administrator first.")
        raise ConflictException(detail=detail) from None
    except people.OwnAccess:
        detail = _("You cannot end your own access. Ask another administrator to do it.")
        raise ConflictException(detail=detail) from None
    except people.PersonChanged:
        raise ConflictException(detail=_("Somebody has changed it since you read it. Read it again.")) from None


def people_of(by: User, role: Role) -> UserQuerySet:
    """Also those whose access has ended: they keep the role for the day on which it begins again."""
    found: UserQuerySet = User.objects.for_user(by).filter(role_assignments__role=role)
    return found.order_by("pk")


@transaction.atomic
def give(*, by: User, role: Role, to: Collection[str]) -> None:
    """The people with these ids have the role afterwards, and nobody else. Raises as `change` and `person_with`."""
    wanted = {person_with(by, pk).pk for pk in to}
    for person in people_of(by, role).exclude(pk__in=wanted):
        set_role(by, person, person.roles - {role.value})
    for person in User.objects.for_user(by).filter(pk__in=wanted):
        if role.value not in person.roles:
            set_role(by, person, person.roles | {role.value})


def set_role(by: User, person: User, roles: Collection[str]) -> None:
    change(by=by, person=person, name=person.name, active=person.is_active, roles=roles)


def refuse(form: NewPersonForm | PersonForm) -> None:
    """Raises InvalidValueException with what the page would say beside the first field that is wrong."""
    for field, details in form.errors.items():
        raise InvalidValueException(detail=f"{field}: {details[0]}")

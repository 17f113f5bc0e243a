"""People and roles as SCIM has them (RFC 7643): users, and a group for each role."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from scim2_models import (
    URN,
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ComplexAttribute,
    ETag,
    Filter,
    Group,
    GroupMember,
    Meta,
    Mutability,
    Patch,
    Required,
    Resource,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)

from accounts.models import User
from accounts.permissions import Role

MOST = 200
"""Resources in one answer."""


NO_REFERENCE: dict[str, Any] = {}
"""The type checker takes `$ref` for required, because its name is no name in Python."""


class Name(ComplexAttribute):
    formatted: str | None = None
    given_name: str | None = None
    family_name: str | None = None


class Account(Resource[Any]):
    """A person. `user_name` is the address they sign in with, and stays; `active` says whether they may sign in."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Required.true, Uniqueness.server, Mutability.immutable] = None
    name: Name | None = None
    display_name: str | None = None
    active: bool | None = None

    def called(self, before: str = "") -> str:
        """The name that is meant, where some of the three ways to say it may still say what was there `before`."""
        said = self.name or Name()
        in_parts = " ".join(part for part in (said.given_name, said.family_name) if part)
        wanted = [each for each in (self.display_name, said.formatted, in_parts) if each]
        return next((each for each in wanted if each != before), wanted[0] if wanted else "")


CONFIG = ServiceProviderConfig(
    patch=Patch(supported=True),
    bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
    filter=Filter(supported=True, max_results=MOST),
    change_password=ChangePassword(supported=False),
    sort=Sort(supported=False),
    etag=ETag(supported=False),
    authentication_schemes=[
        AuthenticationScheme(
            type=AuthenticationScheme.Type.oauthbearertoken,
            name="Token",
            description="A token of a service with the scope people:write.",
        )
    ],
)
AS_PROVIDERS_SEND = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)
"""Providers send all that they know of a person, and some write PATCH in their own way."""
PROVIDER = ScimProvider(models=[Account, Group], config=CONFIG, policy=AS_PROVIDERS_SEND)


def account_of(person: User) -> Account:
    where = settings.PUBLIC_URL + reverse("api:scim_user", args=[person.pk])
    return Account(
        id=str(person.pk),
        user_name=person.email,
        display_name=person.name or None,
        name=Name(formatted=person.name) if person.name else None,
        active=person.is_active,
        meta=Meta(resource_type="User", created=person.created_at, location=where),
    )


def group_of(role: Role, people: Iterable[User]) -> Group:
    """`people` are those who have the role."""
    members = [GroupMember(value=str(each.pk), display=str(each), type="User", **NO_REFERENCE) for each in people]
    where = settings.PUBLIC_URL + reverse("api:scim_group", args=[role.value])
    return Group(
        id=role.value,
        display_name=name_of(role),
        members=members or None,
        meta=Meta(resource_type="Group", location=where),
    )


def name_of(role: Role) -> str:
    """In the language of the portal, since a provider finds the group by it."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(role.label)

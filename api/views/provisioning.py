"""SCIM 2.0 (RFC 7644): a provider of identities adds people, gives them roles, and ends their access.

Groups are the roles, which are there once and for all. Nobody is deleted: the audit trail names people; who is to be
forgotten is erased by an administrator, and is no longer there for a provider either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError
from scim2_models import (
    Context,
    Error,
    ForbiddenException,
    Group,
    ListResponse,
    NotFoundException,
    NotImplementedException,
    PatchOp,
    PayloadTooLargeException,
    Resource,
    ResponseParameters,
    SCIMException,
    SearchRequest,
    UnauthorizedException,
    UniquenessException,
)

from accounts.actions.people import hold_administrators
from accounts.models import User
from accounts.permissions import Permission, Role
from accounts.services.limits import TooMany
from api.models import Token
from api.presenters.provisioning import MOST, PROVIDER, Account, account_of, group_of, name_of
from api.services import provisioning
from api.views.answers import SAFE
from api.views.interface import WithToken, say_limits

CONTENT_TYPE = "application/scim+json"
A_PAGE = 100
READ = WithToken(Token.Scope.PEOPLE_READ, Permission.MANAGE_PEOPLE)
WRITE = WithToken(Token.Scope.PEOPLE_WRITE, Permission.MANAGE_PEOPLE)
View = Callable[..., HttpResponse]


def by_method(**views: View) -> View:
    """One address: what each method does. Refusals are errors as SCIM has them."""

    @csrf_exempt
    @login_not_required
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method not in views:
            return HttpResponse(status=405, headers={"Allow": ", ".join(views)})
        try:
            with PROVIDER:
                admit(request)
                response = views[method](request, *args, **kwargs)
        except SCIMException as refused:
            response = answer(refused.to_error(), status=refused.status)
        except ValidationError as faults:
            fault = Error.from_validation_errors(faults)[0]
            response = answer(fault, status=fault.status or 400)
        except PermissionDenied as refused:
            response = answer(ForbiddenException(detail=str(refused)).to_error(), status=403)
        except RequestDataTooBig:
            response = answer(PayloadTooLargeException(detail=_("This is too much at once.")).to_error(), status=413)
        except TooMany:
            detail = _("This token has no request left in this hour.")
            response = answer(Error(status=429, detail=detail), status=429)
        say_limits(request, response)
        return response

    return answering


def admit(request: HttpRequest) -> None:
    """Raises UnauthorizedException, PermissionDenied, TooMany."""
    asked = READ if request.method in SAFE else WRITE
    if asked(request) is None:
        raise UnauthorizedException(detail=_("No token, or one that is over."))


def answer(said: Resource[Any] | ListResponse[Any] | Error, *, status: int = 200, **parameters: Any) -> HttpResponse:
    context = Context.RESOURCE_CREATION_RESPONSE if status == 201 else Context.RESOURCE_QUERY_RESPONSE
    headers = {"Location": said.meta.location} if status == 201 and isinstance(said, Resource) and said.meta else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    document = said.model_dump(scim_ctx=context, **parameters)
    return JsonResponse(document, status=status, content_type=CONTENT_TYPE, headers=headers)


def by_whom(request: HttpRequest) -> User:
    return cast(User, request.user)


def listed(request: HttpRequest, kind: Any, resources: Iterable[Any]) -> HttpResponse:
    """Those that the filter of the request asks for, from `startIndex` on."""
    asked = SearchRequest[kind].model_validate(request.GET.dict(), scim_ctx=Context.SEARCH_REQUEST)
    found = [each for each in resources if asked.filter is None or asked.filter.match(each)]
    begin = max(asked.start_index or 1, 1) - 1
    count = min(A_PAGE if asked.count is None else max(asked.count, 0), MOST)
    page = found[begin : begin + count]
    return answer(list_of(kind, page, total=len(found), begin=begin), response_parameters=asked)


def list_of(kind: Any, page: list[Any], *, total: int, begin: int = 0) -> ListResponse[Any]:
    said: ListResponse[Any] = ListResponse[kind](
        total_results=total, start_index=begin + 1, items_per_page=len(page), resources=page
    )  # fmt: skip
    return said


def shown(request: HttpRequest, kind: Any, resource: Resource[Any], *, status: int = 200) -> HttpResponse:
    wanted = ResponseParameters[kind].model_validate(request.GET.dict())
    return answer(resource, status=status, response_parameters=wanted)


def sent(request: HttpRequest, kind: Any, context: Context) -> Any:
    """Raises ValidationError, for what is no JSON too."""
    return kind.model_validate_json(request.body, scim_ctx=context)


def list_accounts(request: HttpRequest) -> HttpResponse:
    return listed(request, Account, map(account_of, provisioning.known_people(by_whom(request))))


def add_account(request: HttpRequest) -> HttpResponse:
    said = sent(request, Account, Context.RESOURCE_CREATION_REQUEST)
    person = provisioning.add(
        by=by_whom(request), email=said.user_name, name=said.called(), active=said.active is not False
    )  # fmt: skip
    return shown(request, Account, account_of(again(request, person)), status=201)


def read_account(request: HttpRequest, pk: str) -> HttpResponse:
    return shown(request, Account, account_of(provisioning.person_with(by_whom(request), pk)))


def replace_account(request: HttpRequest, pk: str) -> HttpResponse:
    said = sent(request, Account, Context.RESOURCE_REPLACEMENT_REQUEST)
    person = provisioning.person_with(by_whom(request), pk)
    said.replace(account_of(person))
    return changed(request, person, said)


def patch_account(request: HttpRequest, pk: str) -> HttpResponse:
    patch = sent(request, PatchOp[Account], Context.RESOURCE_PATCH_REQUEST)
    person = provisioning.person_with(by_whom(request), pk)
    said = account_of(person)
    patch.patch(said)
    return changed(request, person, said)


def changed(request: HttpRequest, person: User, said: Account) -> HttpResponse:
    provisioning.change(
        by=by_whom(request), person=person, name=said.called(person.name), active=said.active is not False
    )  # fmt: skip
    return shown(request, Account, account_of(again(request, person)))


def again(request: HttpRequest, person: User) -> User:
    return provisioning.person_with(by_whom(request), str(person.pk))


def delete_account(request: HttpRequest, pk: str) -> HttpResponse:
    provisioning.person_with(by_whom(request), pk)
    raise NotImplementedException(
        detail=_("People are not deleted, because the audit trail names them. Set active to false.")
    )


def role_with(pk: str) -> Role:
    if pk not in Role.values:
        raise NotFoundException(detail=_("There is no such role."))
    return Role(pk)


def list_groups(request: HttpRequest) -> HttpResponse:
    return listed(request, Group, (group(request, role) for role in Role))


def group(request: HttpRequest, role: Role) -> Group:
    return group_of(role, provisioning.people_of(by_whom(request), role))


def add_group(request: HttpRequest) -> HttpResponse:
    said = sent(request, Group, Context.RESOURCE_CREATION_REQUEST)
    if said.display_name in map(name_of, Role):
        raise UniquenessException(detail=_("This role is there already."))
    raise NotImplementedException(detail=_("Roles are there once and for all. Give the people one of those."))


def read_group(request: HttpRequest, pk: str) -> HttpResponse:
    return shown(request, Group, group(request, role_with(pk)))


def replace_group(request: HttpRequest, pk: str) -> HttpResponse:
    said = sent(request, Group, Context.RESOURCE_REPLACEMENT_REQUEST)
    return given(request, role_with(pk), said)


def patch_group(request: HttpRequest, pk: str) -> HttpResponse:
    patch, role = sent(request, PatchOp[Group], Context.RESOURCE_PATCH_REQUEST), role_with(pk)
    with transaction.atomic():
        hold_administrators()
        said = group(request, role)
        patch.patch(said)
        return given(request, role, said)


def given(request: HttpRequest, role: Role, said: Group) -> HttpResponse:
    """The members get the role; its name stays."""
    members = [member.value or "" for member in said.members or []]
    provisioning.give(by=by_whom(request), role=role, to=members)
    return shown(request, Group, group(request, role))


def delete_group(request: HttpRequest, pk: str) -> HttpResponse:
    role_with(pk)
    raise NotImplementedException(detail=_("Roles are there once and for all. Take the people out of it instead."))


def config(request: HttpRequest) -> HttpResponse:
    return answer(cast(Resource[Any], PROVIDER.config))


def described(of: str) -> View:
    """All of the `schemas` or `resource_types`, or the one of that id."""

    def describing(request: HttpRequest, pk: str = "") -> HttpResponse:
        known = list(getattr(PROVIDER, of))
        if not pk:
            return answer(list_of(type(known[0]), known, total=len(known)))
        one = next((each for each in known if str(each.id or each.name) == pk), None)
        if one is None:
            raise NotFoundException(detail=_("There is no such description."))
        return answer(one)

    return describing


def nothing(request: HttpRequest, path: str) -> HttpResponse:
    """Raises NotFoundException: no program reads a page."""
    raise NotFoundException(detail=_("There is nothing here that you may know of."))


accounts = by_method(GET=list_accounts, POST=add_account)
account = by_method(GET=read_account, PUT=replace_account, PATCH=patch_account, DELETE=delete_account)
groups = by_method(GET=list_groups, POST=add_group)
one_group = by_method(GET=read_group, PUT=replace_group, PATCH=patch_group, DELETE=delete_group)
provider_config = by_method(GET=config)
schemas = by_method(GET=described("schemas"))
resource_types = by_method(GET=described("resource_types"))
anything = by_method(GET=nothing, POST=nothing, PUT=nothing, PATCH=nothing, DELETE=nothing)

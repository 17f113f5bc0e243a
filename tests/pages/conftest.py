"""A company, and a way to ask anything as anybody."""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.pages.addresses import addresses
from tests.pages.company import Company, found_company

Visit = Callable[..., HttpResponse]


def as_a_browser(body: str) -> dict[str, str]:
    return {"data": f"csrfmiddlewaretoken=x&{body}", "content_type": "application/x-www-form-urlencoded"}


@pytest.fixture
def company(db, settings) -> Company:
    settings.DEMO = True
    return found_company()


@pytest.fixture(scope="session")
def browsers() -> dict[bool, Client]:
    """One for all, with and without the check of where forms come from: a new one reads all static files anew."""
    return {csrf: Client(raise_request_exception=False, enforce_csrf_checks=csrf) for csrf in (False, True)}


@pytest.fixture
def ask(company: Company, sign_in, browsers) -> Visit:
    """`ask("owner", "GET", url)`: one request as of a browser just opened. Without `keep` it leaves nothing behind."""
    sessions = {name: sign_in(person).cookies for name, person in company.people.items() if person}

    def asked(
        person: str,
        method: str,
        url: str,
        *,
        csrf: bool = False,
        language: str = "",
        keep: bool = False,
        body: str = "",
        **more: object,
    ) -> HttpResponse:
        browser = browsers[csrf]
        browser.cookies = SimpleCookie({name: each.value for name, each in sessions.get(person, {}).items()})
        with transaction.atomic():
            if language and company.people[person]:
                User.objects.filter(pk=company.people[person].pk).update(language=language)
            response = browser.generic(method, url, **(as_a_browser(body) if method == "POST" else {}), **more)
            response.words = b"".join(response.streaming_content) if response.streaming else response.content
            if not keep:
                transaction.set_rollback(True)
        return response

    return asked


@pytest.fixture
def url_of(company: Company):
    """`url_of("systems:detail")`: the address of the route, about what the company has for it."""
    parameters = {address.name: address.parameters for address in addresses()}

    def of(route: str, **other: object) -> str:
        return reverse(route, kwargs={**company.arguments_of(route, parameters[route]), **other})

    return of

"""A number from an address or a form is looked at before it is read: one of 5,000 digits is refused, not a fault."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch

from tests.pages.addresses import addresses
from tests.pages.test_routes import EXPECTED

pytestmark = pytest.mark.django_db

HUGE = ("9" * 5000, "9" * 19, "-1", "\u0664", "1e9", "0x10", "")
FIELDS = (
    "revision", "version", "against", "remove", "teams", "from", "since", "taken", "page", "rto_min", "rto_max", "unit",
)  # fmt: skip
PEOPLE = ("owner", "architect", "administrator")
NUMBERED = [
    each
    for each in addresses()
    if {
        "pk",
        "batch_id",
        "mail_id",
        "token_id",
        "service_id",
        "webhook_id",
        "source_id",
        "delivery_id",
        "exercise_id",
        "finding_id",
    }
    & set(each.parameters)
]


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 19, "9" * 10])
@pytest.mark.parametrize("who", ["architect", "administrator"])
def test_in_an_address(number, who, ask, url_of, company):
    faults = []
    for each in NUMBERED:
        known = company.arguments_of(each.name, each.parameters)
        for name in each.parameters:
            if not isinstance(known[name], int):
                continue
            marked = url_of(each.name, **{name: 987654321})
            for method in ("GET", "POST"):
                response = ask(who, method, marked.replace("987654321", number))
                if response.status_code >= 500:
                    faults.append(f"{method} {each.name} {name}: {response.status_code}")
    assert not faults


@pytest.mark.parametrize("number", HUGE)
def test_in_a_form(number, ask, url_of):
    """Every form that anybody may send, with each field that holds a number. People take turns: each meets each form
    with some of the numbers."""
    faults = []
    body = "&".join(f"{name}={number}" for name in FIELDS)
    asked_for = [(route, method) for route, method in EXPECTED if method in ("GET", "POST")]
    for place, (route, method) in enumerate(asked_for, start=HUGE.index(number)):
        who = PEOPLE[place % len(PEOPLE)]
        try:
            url = url_of(route)
        except NoReverseMatch:
            continue
        asked = {"url": f"{url}?{body}"} if method == "GET" else {"url": url, "body": body}
        response = ask(who, method, **asked)
        if response.status_code >= 500:
            faults.append(f"{method} {route} by {who}: {response.status_code}")
    assert not faults

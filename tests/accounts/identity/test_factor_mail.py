"""Whoever's second factor changes is told by mail, and one passkey of several can be removed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from accounts.models import AuditEntry
from notifications.models import OutgoingMail
from notifications.services.delivery import deliver
from tests.accounts.conftest import PASSWORD

HERE = "/profile/second-factor/"


@pytest.fixture
def keys(architect, with_password):
    """`keys("Phone", "Laptop")`: the client of an architect with these passkeys, signed in before they were."""

    def kept(*names: str) -> tuple[Client, list[int]]:
        client = Client()
        client.post("/sign-in/", {"email": with_password(architect).email, "password": PASSWORD})
        made = [Authenticator.objects.create(user=architect, type="webauthn", data={"name": each}) for each in names]
        return client, [each.pk for each in made]

    return kept


def told() -> list[tuple[str, str]]:
    """What is owed about second factors is sent: to whom, and what it says."""
    before = len(mail.outbox)
    for pk in OutgoingMail.objects.filter(kind="second_factor_changed", state="pending").values_list("pk", flat=True):
        deliver(pk)
    return [(each.to[0], each.body) for each in mail.outbox[before:]]


def remaining() -> list[int]:
    return list(Authenticator.objects.filter(type="webauthn").order_by("pk").values_list("pk", flat=True))


def test_one_of_several_is_removed_and_told(architect, keys):
    client, (phone, laptop) = keys("Phone", "Laptop")
    page = client.post(f"{HERE}passkey/{phone}/remove/", follow=True).content.decode()
    assert "The passkey “Phone” is removed." in page
    assert remaining() == [laptop]
    [(to, body)] = told()
    assert to == architect.email
    assert "The passkey “Phone” was removed from your account." in body
    assert HERE.replace("/", "%2F") in body or HERE in body
    entry = AuditEntry.objects.get(action="person.passkey_removed")
    assert (entry.detail, entry.actor_id) == ({"name": "Phone"}, architect.pk)


def test_the_only_second_factor_stays(keys):
    client, (phone,) = keys("Phone")
    assert "remove/" not in client.get(HERE).content.decode().replace(f"{HERE}remove/", "")
    page = client.post(f"{HERE}passkey/{phone}/remove/", follow=True).content.decode()
    assert "Nothing was removed" in page
    assert remaining() == [phone]
    assert told() == []


def test_nobody_removes_another_s(keys, owner, with_password):
    _, both = keys("Phone", "Laptop")
    client = Client()
    client.post("/sign-in/", {"email": with_password(owner).email, "password": PASSWORD})
    client.post(f"{HERE}passkey/{both[0]}/remove/")
    assert remaining() == both


def test_an_open_session_of_long_ago_removes_nothing(keys):
    client, both = keys("Phone", "Laptop")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        answer = client.post(f"{HERE}passkey/{both[0]}/remove/")
    assert answer.status_code == 403
    assert remaining() == both


def test_who_lost_it_is_told_that_an_administrator_removed_it(architect, administrator, keys, sign_in):
    keys("Phone")
    sign_in(administrator).post(f"/people/{architect.pk}/second-factor/")
    [(to, body)] = told()
    assert to == architect.email
    assert "An administrator removed the second factor of your account." in body


def test_nothing_is_told_where_nothing_was(owner, administrator, sign_in):
    sign_in(administrator).post(f"/people/{owner.pk}/second-factor/")
    assert told() == []

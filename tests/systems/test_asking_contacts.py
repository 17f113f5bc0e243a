"""Asking the technical contact what protects a system: one mail an ask, none within a day, and an answer ends it."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from notifications.models import OutgoingMail
from notifications.services.composing import message_for
from systems.models import ProtectionInquiry, System
from tests.factories import PersonFactory, ProtectionFactory
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db

ASK = "/systems/shop/protection/ask/"
SAID = {"history": "snapshot", "history_site": "same", "version": "1"}


def ask(client) -> str:
    response = client.post(ASK, follow=True)
    assert response.status_code == 200
    return text(response)


def a_day_goes_by() -> None:
    for inquiry in ProtectionInquiry.objects.all():
        inquiry.asked_at -= dt.timedelta(days=1, minutes=1)
        inquiry.save()


def test_the_contact_gets_one_mail_with_a_way_to_the_form(sign_in, architect, contact, shop):
    client = sign_in(architect)
    assert "Ask the technical contact" in text(client.get("/systems/shop/"))
    page = ask(client)
    assert f"{contact} is asked by mail." in page
    assert f"Asked {contact} on " in page
    assert "not answered yet" in page
    assert "Ask again" not in page
    owed = OutgoingMail.objects.get()
    assert (owed.kind, owed.recipient) == ("protection_wanted", contact)
    message = message_for(owed)
    assert message.to == [contact.email]
    assert message.subject == "Web shop: what protects it today?"
    assert "next=%2Fsystems%2Fshop%2Fprotection%2F" in message.body
    assert str(architect) in message.body
    assert AuditEntry.objects.get().sentence == f"Asked {contact} what protects it today."


def test_within_a_day_there_is_no_second_mail(sign_in, architect, contact, shop):
    client = sign_in(architect)
    ask(client)
    assert f"{contact} was asked on " in ask(client)
    assert OutgoingMail.objects.count() == 1
    a_day_goes_by()
    assert "Ask again" in text(client.get("/systems/shop/"))
    assert "is asked by mail" in ask(client)
    assert OutgoingMail.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_mail(architect, contact, shop):
    start, answers = threading.Barrier(2), []

    def press():
        try:
            client = Client()
            client.force_login(architect, backend="accounts.backends.PeopleBackend")
            start.wait()
            answers.append(client.post(ASK).status_code)
        finally:
            connections.close_all()

    presses = [threading.Thread(target=press) for _ in range(2)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert answers == [302, 302]
    assert OutgoingMail.objects.count() == ProtectionInquiry.objects.count() == 1


def test_another_contact_is_asked_at_once(sign_in, architect, contact, shop):
    client = sign_in(architect)
    ask(client)
    System.objects.update(technical_contact=PersonFactory())
    assert "is asked by mail" in ask(client)
    old, new = OutgoingMail.objects.order_by("pk")
    assert message_for(old) is None
    assert message_for(new) is not None


@pytest.mark.parametrize("reason", ["none", "gone", "retired"])
def test_without_anybody_to_ask_it_says_so_and_how_to_name_one(sign_in, architect, contact, shop, reason):
    client = sign_in(architect)
    if reason == "none":
        System.objects.update(technical_contact=None)
    elif reason == "gone":
        contact.is_active = False
        contact.save()
    else:
        System.objects.update(status="retired")
    page = text(client.get("/systems/shop/"))
    assert "Ask the technical contact" not in page
    assert ("so nobody can be asked" in page) is (reason != "retired")
    assert ('href="/systems/shop/edit/#id_technical_contact"' in page) is (reason != "retired")
    assert "Nobody could be asked. Name a technical contact who may sign in" in ask(client)
    assert not OutgoingMail.objects.exists()
    assert not ProtectionInquiry.objects.exists()


def test_an_answer_ends_the_question(sign_in, architect, contact, shop):
    ask(sign_in(architect))
    client = sign_in(contact)
    assert "Say what protects it" in text(client.get("/systems/shop/"))
    assert client.post("/systems/shop/protection/", SAID).status_code == 302
    assert "not answered yet" not in text(client.get("/systems/shop/"))
    owed = OutgoingMail.objects.get()
    assert owed.state == "cancelled"
    assert message_for(owed) is None


def test_leaving_what_stands_is_an_answer_too(sign_in, architect, contact, shop):
    ProtectionFactory(system=shop, history="snapshot", history_site="same")
    ask(sign_in(architect))
    assert sign_in(contact).post("/systems/shop/protection/", SAID).status_code == 302
    assert ProtectionInquiry.objects.get().answered_at
    assert AuditEntry.objects.first().sentence == "Confirmed what protects it today."


def test_an_empty_form_is_no_answer(sign_in, architect, contact, shop):
    ask(sign_in(architect))
    sign_in(contact).post("/systems/shop/protection/", {"version": "1"})
    assert ProtectionInquiry.objects.get().answered_at is None


@pytest.mark.parametrize("who", ["contact", "owner", "manager", "administrator", "stranger", None])
def test_only_architects_ask(request, sign_in, client, shop, who):
    if who:
        client = sign_in(request.getfixturevalue(who))
    assert client.post(ASK).status_code == (403 if who else 302)
    assert not OutgoingMail.objects.exists()


def test_a_system_that_is_not_there_is_not_asked_about(sign_in, architect):
    client = sign_in(architect)
    assert client.post(reverse("systems:ask_protection", args=["nowhere"])).status_code == 404
    assert client.get(reverse("systems:ask_protection", args=["nowhere"])).status_code == 405

"""A colleague and a member of a round come in from their own mail, as long as they are asked."""

import re

import pytest
from django.test import Client

from tests.accounts.conftest import signed_in_as
from tests.panels.conftest import ANSWER

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/sign-in/mail/[\w-]{43}/\?\S+")


def link_in(message) -> str:
    [link] = LINK.findall(message.body)
    return link


def test_a_colleague_comes_in_from_the_mail_once(delegation, colleague, mails):
    [message] = mails()
    client = Client()
    page = client.post(link_in(message))["Location"]
    assert page == f"/questions/{delegation.public_id}/"
    assert signed_in_as(client) == colleague.pk
    assert client.post(page, ANSWER).status_code == 302
    assert Client().post(link_in(message))["Location"].startswith("/sign-in/?")


def test_not_after_the_question_was_withdrawn(delegation, owner, mails, sign_in):
    [message] = mails()
    sign_in(owner).post(f"/questions/{delegation.public_id}/withdraw/")
    stranger = Client()
    for response in (stranger.get(link_in(message)), stranger.post(link_in(message))):
        assert response["Location"].startswith("/sign-in/?")
    assert signed_in_as(stranger) is None


def test_a_member_of_a_round_comes_in_until_it_is_over(panel, people, mails):
    sent = {message.to[0]: link_in(message) for message in mails()}
    ada, ben, _ = people
    client = Client()
    assert client.post(sent[ada.email])["Location"].startswith("/responses/")
    assert signed_in_as(client) == ada.pk
    panel.assessment.state = "approved"
    panel.assessment.save()
    assert Client().post(sent[ben.email])["Location"].startswith("/sign-in/?")

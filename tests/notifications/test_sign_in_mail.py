"""Sign-in mails stand on the page of mail like all others, without their link."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import SignInLink
from accounts.services import link_mail, links
from notifications import tasks
from notifications.models import OutgoingMail
from notifications.services.sign_in_mail import TASK

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(sink, published):
    """`sent(person, answer)` sends a sign-in mail to a server that answers so, lets the worker write down what became
    of it, and gives the link's secret."""

    def send(person, answer: str = "250 OK") -> str:
        sink.answers = [answer]
        link, token = links.issue(person=person, browser="a browser")
        link_mail.send(link, token, "en")
        for name, arguments in published():
            if name == TASK:
                tasks.write_down_sign_in_mail(*arguments)
        return token

    return send


def test_one_that_was_sent(sent, owner, administrator, sign_in):
    token = sent(owner)
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.state, mail.recipient, mail.error) == ("sign_in_link", "sent", owner, "")
    assert token not in str(vars(mail))
    page = sign_in(administrator).get(reverse("notifications:mail")).content.decode()
    assert "Sign-in link" in page
    assert owner.email in page


def test_one_that_was_refused_is_shown_and_not_tried_again(sent, owner, administrator, sign_in):
    sent(owner, "rcpt 550 5.1.1 nobody of that name")
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.error) == ("failed", "550 5.1.1 nobody of that name")
    owner.refresh_from_db()
    assert owner.unreachable_since is not None
    client = sign_in(administrator)
    page = client.get(reverse("notifications:mail")).content.decode()
    assert "nobody of that name" in page
    assert reverse("notifications:try_again", args=[mail.pk]) not in page
    client.post(reverse("notifications:try_again", args=[mail.pk]))
    tasks.deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.state == "cancelled"


def test_one_that_arrives_ends_the_mark(sent, owner):
    sent(owner, "rcpt 550 5.1.1 nobody of that name")
    sent(owner)
    owner.refresh_from_db()
    assert owner.unreachable_since is None


def test_an_address_that_nobody_has_leaves_nothing(sent, sink, published):
    sent(None)
    assert not sink.arrived
    assert not [name for name, _ in published() if name == TASK]
    assert not OutgoingMail.objects.exists()


def test_handed_over_twice_or_too_late_is_no_second_row(sent, owner):
    sent(owner)
    link = SignInLink.objects.get()
    tasks.write_down_sign_in_mail(link.pk, "550 5.1.1 later", True)
    tasks.write_down_sign_in_mail(10**9, "", False)
    owner.refresh_from_db()
    assert (OutgoingMail.objects.count(), owner.unreachable_since) == (1, None)

"""Delivery against a real SMTP server: once, honestly, whatever the server answers."""

from __future__ import annotations

import email
import socket
import threading
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest
from django.db import connection, connections
from django.utils import timezone

from background.services import leases
from notifications import tasks
from notifications.models import OutgoingMail
from notifications.services.delivery import AT_ONCE
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def make_due():
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def wait_of(mail) -> float:
    """Seconds until the next try."""
    mail.refresh_from_db()
    return (mail.due_at - timezone.now()).total_seconds()


def test_a_mail_arrives_with_text_and_html(owed, sink):
    mail = owed(PersonFactory(name="Ana", email="ana@example.org"), words="Hello")
    tasks.deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == ("sent", 1, "")
    assert mail.ended_at is not None
    (arrived,) = sink.arrived
    message = email.message_from_bytes(arrived.content, policy=policy.default)
    assert arrived.rcpt_tos == ["ana@example.org"]
    assert message["Subject"] == "Hello"
    assert message["Message-ID"] == mail.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body(("plain",)).get_content().strip() == "Hello Ana"
    assert "<p>Hello</p>" in message.get_body(("html",)).get_content()


def test_without_a_server_it_goes_to_a_file(owed, settings):
    settings.EMAIL_BACKEND = "notifications.backends.OutboxBackend"
    tasks.deliver(owed().pk)
    (file,) = Path(settings.OUTBOX_DIR).glob("*.eml")
    assert b"Subject: Hello" in file.read_bytes()


def test_a_row_that_is_gone_sent_or_not_due_is_left_alone(owed, sink):
    sent, later = owed(), owed(due_at=timezone.now() + timedelta(hours=1))
    tasks.deliver(sent.pk)
    for pk in (sent.pk, later.pk, 10**9):
        tasks.deliver(pk)
    assert len(sink.arrived) == 1


@pytest.mark.parametrize("answer", ["451 come back later", "rcpt 450 greylisted"])
def test_4xx_is_tried_again_at_growing_intervals_under_the_same_name(owed, sink, answer):
    mail = owed()
    for wait in (10, 30, 60, 300, 900, 900):
        sink.answers = [answer]
        make_due()
        tasks.deliver(mail.pk)
        assert wait - 5 < wait_of(mail) <= wait
        assert mail.state == "pending"
        assert mail.error == answer.removeprefix("rcpt ")
    make_due()
    tasks.deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.state == "sent"
    assert mail.message_id.encode() in sink.arrived[0].content


@pytest.mark.parametrize("answer", ["554 no such user", "rcpt 550 <b>unknown</b>"])
def test_5xx_fails_at_once_and_says_what_the_server_said(owed, sink, answer):
    sink.answers = [answer]
    mail = owed()
    tasks.deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("failed", answer.removeprefix("rcpt "))
    assert not sink.arrived


def test_a_line_cut_after_the_data_gives_one_duplicate_with_the_same_name(owed, sink):
    sink.answers = ["cut"]
    mail = owed()
    tasks.deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.state == "pending"
    make_due()
    tasks.deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.state == "sent"
    names = {email.message_from_bytes(each.content)["Message-ID"] for each in sink.arrived}
    assert (len(sink.arrived), names) == (2, {mail.message_id})


def test_a_server_that_is_away_costs_one_try_a_sweep_and_loses_nothing(owed, sink, settings):
    real_port = settings.EMAIL_PORT
    mails = [owed() for _ in range(5)]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
    tasks.sweep()
    assert sorted(OutgoingMail.objects.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]
    assert "refused" in OutgoingMail.objects.get(attempts=1).error.lower()
    settings.EMAIL_PORT = real_port
    make_due()
    tasks.sweep()
    assert OutgoingMail.objects.filter(state="sent").count() == len(mails)


def test_nobody_is_told_what_is_no_longer_true(owed, sink):
    mail = owed(words="")
    tasks.deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.state == "cancelled"
    assert not sink.arrived


def test_who_may_no_longer_sign_in_gets_no_mail(owed, sink):
    mail = owed(PersonFactory(is_active=False))
    tasks.deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.state == "cancelled"


def test_a_letter_that_cannot_be_written_stops_no_other(owed, sink):
    broken, fine = owed(words="raise"), owed()
    for _ in range(5):
        make_due()
        tasks.sweep()
    broken.refresh_from_db()
    fine.refresh_from_db()
    assert (broken.state, broken.attempts) == ("failed", 3)
    assert "cannot be written" in broken.error
    assert fine.state == "sent"


def test_an_unknown_kind_fails_visibly(owed, sink):
    mail = owed()
    OutgoingMail.objects.update(kind="from a newer version")
    for _ in range(3):
        make_due()
        tasks.deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.state == "failed"
    assert "UnknownKind" in mail.error


def test_a_subject_cannot_smuggle_headers(owed, sink):
    tasks.deliver(owed(words="Hello\r\nBcc: everybody@example.org").pk)
    message = email.message_from_bytes(sink.arrived[0].content)
    assert message["Bcc"] is None
    assert message["Subject"] == "Hello Bcc: everybody@example.org"


def test_text_is_escaped_in_html_and_plain_in_text(owed, sink):
    tasks.deliver(owed(words="<script>alert(1)</script>").pk)
    message = email.message_from_bytes(sink.arrived[0].content, policy=policy.default)
    assert "<p>&lt;script&gt;" in message.get_body(("html",)).get_content()
    assert "<script>" in message.get_body(("plain",)).get_content()


def test_a_claim_whose_worker_was_killed_is_taken_back_with_the_same_name(owed, sink):
    mail, fresh = owed(), owed()
    long_ago = timezone.now() - timedelta(minutes=11)
    OutgoingMail.objects.filter(pk=mail.pk).update(state="sending", attempts=1, seen_at=long_ago)
    OutgoingMail.objects.filter(pk=fresh.pk).update(state="sending", attempts=1, seen_at=timezone.now())
    tasks.sweep()
    mail.refresh_from_db()
    fresh.refresh_from_db()
    assert (mail.state, mail.interruptions) == ("sent", 1)
    assert fresh.state == "sending"
    assert email.message_from_bytes(sink.arrived[0].content)["Message-ID"] == mail.message_id


def test_a_mail_that_ends_its_worker_three_times_is_shown_as_failed(owed, sink):
    mail = owed()
    long_ago = timezone.now() - timedelta(minutes=11)
    for _ in range(3):
        OutgoingMail.objects.filter(state="pending").update(state="sending", seen_at=long_ago)
        leases.take_back(OutgoingMail)
    mail.refresh_from_db()
    assert (mail.state, mail.interruptions) == ("failed", 3)


def test_a_sweep_goes_on_in_the_next_one(owed, sink, published):
    for _ in range(AT_ONCE + 1):
        owed()
    tasks.sweep()
    assert OutgoingMail.objects.filter(state="sent").count() == AT_ONCE
    assert ("notifications.sweep", []) in published()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads need a database server; tests/faults has processes")
def test_workers_at_the_same_time_send_each_mail_once(owed, sink):
    mails = [owed() for _ in range(40)]

    def work():
        try:
            for mail in mails:
                tasks.deliver(mail.pk)
            tasks.sweep()
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    names = [email.message_from_bytes(each.content)["Message-ID"] for each in sink.arrived]
    assert sorted(names) == sorted(mail.message_id for mail in mails)

"""Owing a mail: once for each effect, in the transaction of its event, told to a worker after the commit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from notifications.models import OutgoingMail
from notifications.services.outgoing import cancel, owe
from tests.factories import PersonFactory


@pytest.mark.django_db
def test_the_same_effect_is_owed_once(kind, published, django_capture_on_commit_callbacks):
    person = PersonFactory()
    with django_capture_on_commit_callbacks(execute=True):
        first = owe(kind=kind, key="once", recipient=person, context={"words": "first"})
        second = owe(kind=kind, key="once", recipient=person, context={"words": "second"})
    assert first == second
    assert OutgoingMail.objects.get().context == {"words": "first"}
    assert published() == [("notifications.deliver", [first.pk])]


@pytest.mark.django_db(transaction=True)
def test_without_its_event_there_is_no_mail(kind):
    with pytest.raises(transaction.TransactionManagementError):
        owe(kind=kind, key="alone", recipient=PersonFactory())


@pytest.mark.django_db(transaction=True)
def test_an_event_that_is_rolled_back_owes_nothing(kind, published):
    person = PersonFactory()
    with transaction.atomic():
        owe(kind=kind, key="undone", recipient=person)
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()
    assert published() == []


@pytest.mark.django_db
def test_what_is_due_later_is_not_handed_over_now(owed, published, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        later = owed(due_at=timezone.now() + timedelta(hours=1))
    assert published() == []
    assert later not in OutgoingMail.objects.due()


@pytest.mark.django_db
def test_what_was_cancelled_can_become_due_again(kind):
    person = PersonFactory()
    first = owe(kind=kind, key="digest", recipient=person, context={"words": "one"})
    assert cancel("digest", "another") == 1
    again = owe(kind=kind, key="digest", recipient=person, context={"words": "two"})
    again.refresh_from_db()
    assert again.pk == first.pk
    assert (again.state, again.context) == ("pending", {"words": "two"})
    assert again.message_id != first.message_id


@pytest.mark.django_db
def test_what_was_sent_is_not_cancelled(owed):
    mail = owed()
    OutgoingMail.objects.update(state="sent")
    assert cancel(mail.key) == 0

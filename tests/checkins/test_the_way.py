"""Reality reports back: copies come, become late, and are there again; what that does to plan, findings and mail."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.services.origin import hash_of
from assessments.services.reminding.reminders import remind
from checkins import tasks
from checkins.actions.addresses import revoke_address
from checkins.models import CheckIn, Measured
from checkins.services import overdue, taking_in
from checkins.services.ingest import write_one, write_several
from checkins.services.report import Report
from notifications.models import OutgoingMail
from recovery.planning.plan import Loss
from systems.models import Finding, Profile
from tests.assessments.reminders.conftest import letters, mail_goes_to_files, text
from tests.checkins.conftest import DAY, HOUR, settle

__all__ = ["letters", "mail_goes_to_files"]
pytestmark = pytest.mark.django_db


def open_codes() -> set[str]:
    return set(Finding.objects.open().values_list("code", flat=True))


def loss_today() -> Loss:
    return Profile.objects.get().derived().worst_loss_today


def test_a_late_check_in_becomes_a_contradiction_and_its_mail(call, clock, letters):
    for hours in (0, 24, 48):
        with clock(hours):
            call()
            settle()
    assert loss_today() == Loss(DAY, DAY, measured=True)
    assert "copy-overdue" not in open_codes()
    with clock(71):
        settle()
        assert "copy-overdue" not in open_codes()
    with clock(72.5):
        settle()
        finding = Finding.objects.open().get(code="copy-overdue")
        assert (finding.severity, finding.read) == ("blocks", {"age": 88200, "rpo": DAY})
        assert loss_today() == Loss(88200, 88200, measured=True)
        remind()
    with clock(72.6):
        (letter,) = (each for each in letters() if "Payment platform" in text(each))
    assert "The newest good copy is" in text(letter), text(letter)
    assert OutgoingMail.objects.filter(kind="contradictions").count() == 1
    with clock(73):
        call()
        settle()
        assert "copy-overdue" not in open_codes()
        assert loss_today() == Loss(25 * HOUR, 25 * HOUR, measured=True)


def test_time_alone_is_looked_for_in_two_queries_and_marks_once(call, clock, owner, architect):
    call()
    settle()
    with clock(25):
        with CaptureQueriesContext(connection) as queries:
            assert overdue.mark_overdue() == 1
        assert len([each for each in queries if "SAVEPOINT" not in each["sql"]]) == 2
        settle()
        Profile.objects.update(derived_at=timezone.now())  # the database's own clock did not move with ours
        assert overdue.mark_overdue() == 0
    with clock(26):
        assert overdue.mark_overdue() == 0


def test_a_copy_that_comes_as_it_should_derives_nothing(call, clock):
    for hours in (0, 24, 48):
        with clock(hours):
            call()
            settle()
    with clock(72):
        call()
        tasks.take_in()
        assert Profile.objects.get().stale_since is None
        assert Measured.objects.get().newest_copy_at is not None


def test_an_address_that_nobody_calls(token, clock):
    with clock(23):
        settle()
        assert "copy-never-seen" not in open_codes()
    with clock(25):
        Profile.objects.update(stale_since="2026-01-01T00:00:00Z")  # what growing old does once a day
        settle()
        assert "copy-never-seen" in open_codes()


def test_restore_tests_prove_what_they_report(call, clock):
    settle()
    assert "never-tested" in open_codes()
    call(kind="restore", duration=600)
    settle()
    assert "never-tested" not in open_codes()
    call(kind="restore", duration=9 * HOUR)
    settle()
    assert "drill-missed-objective" in open_codes()
    call(kind="restore", result="1")
    settle()
    finding = Finding.objects.open().get(code="restore-test-overdue")
    assert finding.variant == "failed"
    assert "never-tested" not in open_codes()
    call(kind="restore", duration=600)
    settle()
    assert not {"restore-test-overdue", "drill-missed-objective"} & open_codes()


def test_failed_copies_make_nothing_younger(call, clock):
    call()
    settle()
    with clock(25):
        call(result="failed")
        settle()
        assert "copy-overdue" in open_codes()


def test_what_is_revoked_is_awaited_no_more(call, clock, system, architect):
    call()
    settle()
    with clock(30):
        revoke_address(system=system, by=architect)
        settle()
        assert not {"copy-overdue", "copy-never-seen"} & open_codes()


def test_many_are_taken_in_with_a_constant_number_of_queries(call):
    counts = []
    for many in (1, 9):
        for _ in range(many):
            call()
        with CaptureQueriesContext(connection) as queries:
            assert taking_in.take_in() == many
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert taking_in.take_in() == 0


def test_the_same_said_twice_is_one(system, token):
    now = timezone.now()
    for _ in range(2):
        assert write_one(hash_of(token), Report(), now)
        assert write_several(hash_of(token), [Report(happened=now), Report(happened=now, kind="restore")], now) == 2
    assert CheckIn.objects.count() == 2

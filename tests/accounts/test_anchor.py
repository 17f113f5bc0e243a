"""A trail that was cut off is found out, also where the database's own record of its end was moved back."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.models import AuditEntry, AuditHead
from accounts.services import anchor, audit

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(owner, django_capture_on_commit_callbacks) -> list[AuditEntry]:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        return [audit.record(by=owner, action="person.edited", about=owner) for _ in range(5)]


def verify(**options: object) -> str:
    out = StringIO()
    call_command("audit_verify", stdout=out, **options)
    return out.getvalue()


def cut_off(entries: list[AuditEntry], *, keep: int) -> None:
    """As somebody does it who may write to the database: take the end away, and say that it ends there."""
    AuditEntry.objects.filter(pk__in=[each.pk for each in entries[keep:]]).delete()
    AuditHead.objects.update(hash=entries[keep - 1].hash if keep else "")


@pytest.mark.parametrize("keep", [0, 1, 4])
def test_an_end_that_was_taken_away_is_missed(entries, keep):
    assert "holds: 5 entries" in verify()
    cut_off(entries, keep=keep)
    with pytest.raises(CommandError, match=f"broken at entry {entries[-1].pk}"):
        verify()


def test_an_end_that_was_written_anew_is_missed(entries, owner):
    cut_off(entries, keep=3)
    with transaction.atomic():
        for _ in range(3):
            audit.record(by=owner, action="person.signed_in", about=owner)
    with pytest.raises(CommandError, match=f"broken at entry {entries[-1].pk}"):
        verify()


def test_an_older_copy_that_was_put_back_on_purpose_can_be_said(entries):
    cut_off(entries, keep=3)
    assert "holds: 3 entries" in verify(restored=True)


def test_a_file_that_cannot_be_read_is_no_proof(entries, settings):
    Path(settings.AUDIT_ANCHOR).write_text("{")
    with pytest.raises(CommandError, match="broken"):
        verify()


def test_nobody_is_kept_from_their_work_where_the_file_cannot_be_written(
    settings, tmp_path, owner, django_capture_on_commit_callbacks
):
    settings.AUDIT_ANCHOR = tmp_path / "nowhere" / "anchor.json"
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        audit.record(by=owner, action="person.edited", about=owner)
    assert "holds" in verify()


def test_many_entries_of_one_transaction_are_anchored_once(owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as ordered, transaction.atomic():
        for _ in range(5):
            audit.record(by=owner, action="person.edited", about=owner)
    assert ordered == [anchor.write_newest]


def test_what_follows_a_part_that_was_taken_back_is_anchored(owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        with transaction.atomic():
            audit.record(by=owner, action="person.edited", about=owner)
            transaction.set_rollback(True)
        kept = audit.record(by=owner, action="person.signed_in", about=owner)
    assert anchor.newest_known() == anchor.Anchor(kept.pk, kept.hash)

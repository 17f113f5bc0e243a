"""The audit trail: nothing without a person, nothing changed unseen, readable by people."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts import audit_words
from accounts.models import AuditEntry, AuditHead
from accounts.services import audit


def write(person, number: int = 1, **detail: object) -> list[AuditEntry]:
    with transaction.atomic():
        return [
            audit.record(by=person, action="person.edited", about=person, detail={"number": n, **detail})
            for n in range(number)
        ]


def verify() -> str:
    out = StringIO()
    call_command("audit_verify", stdout=out)
    return out.getvalue()


def test_an_empty_trail_holds(db):
    assert "holds: 0 entries. Newest: none" in verify()


def test_a_whole_trail_holds(owner):
    entries = write(owner, 5)
    assert f"holds: 5 entries. Newest: {entries[-1].hash}" in verify()


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "somebody.else@example.org"},
        {"actor_id": 999},
        {"action": "person.created"},
        {"object_id": "999"},
        {"object_type": "system"},
        {"object_label": "X"},
        {"detail": {"number": 7}},
        {"at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
        {"hash": "0" * 64},
        {"previous_hash": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_edited_entry_is_named(owner, change):
    entry = write(owner, 5)[2]
    AuditEntry.objects.filter(pk=entry.pk).update(**change)
    with pytest.raises(CommandError, match=f"broken at entry {entry.pk}: "):
        verify()


def test_an_edited_entry_sealed_anew_is_found_at_the_next(owner):
    entries = write(owner, 5)
    edited = AuditEntry.objects.get(pk=entries[2].pk)
    edited.actor = "somebody.else@example.org"
    edited.hash = audit.seal(edited)
    edited.save()
    with pytest.raises(CommandError, match=f"broken at entry {entries[3].pk}: an entry before it"):
        verify()


@pytest.mark.parametrize("position", [0, 2])
def test_a_removed_entry_is_found_at_the_next(owner, position):
    entries = write(owner, 5)
    AuditEntry.objects.filter(pk=entries[position].pk).delete()
    with pytest.raises(CommandError, match=f"broken at entry {entries[position + 1].pk}: an entry before it"):
        verify()


@pytest.mark.parametrize("kept", [4, 2, 0])
def test_a_removed_tail_is_found(owner, kept):
    entries = write(owner, 5)
    AuditEntry.objects.filter(pk__in=[entry.pk for entry in entries[kept:]]).delete()
    last = entries[kept - 1].pk if kept else 0
    with pytest.raises(CommandError, match=f"broken at entry {last}: entries after it are missing"):
        verify()


def test_a_removed_tail_is_found_after_new_entries_too(owner):
    entries = write(owner, 3)
    entries[2].delete()
    [new] = write(owner)
    with pytest.raises(CommandError, match=f"broken at entry {new.pk}: an entry before it"):
        verify()


@pytest.mark.parametrize("how", ["deleted", "emptied"])
def test_a_removed_head_is_found(owner, how):
    write(owner, 2)
    AuditHead.objects.all().delete() if how == "deleted" else AuditHead.objects.update(hash="")
    with pytest.raises(CommandError, match="which entry is the newest"):
        verify()


def test_details_come_back_as_they_were_sealed(owner):
    when = dt.datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=dt.UTC)
    detail = {"cost": Decimal("10.50"), "at": when, "share": 1e22, "small": 0.1, "text": "ñ “x” \U0001f600", "no": None}
    write(owner, 2, **detail)
    assert audit.verify().broken is None
    assert AuditEntry.objects.first().detail["cost"] == "10.50"


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_nobody_writes_nothing(owner, nobody):
    with pytest.raises(audit.AnonymousWrite):
        audit.record(by=nobody, action="person.edited", about=owner)
    assert AuditEntry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_entry_needs_the_transaction_of_its_action(owner):
    with pytest.raises(transaction.TransactionManagementError):
        audit.record(by=owner, action="person.edited", about=owner)
    assert AuditEntry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_action_that_failed_leaves_no_entry(owner):
    with transaction.atomic():
        audit.record(by=owner, action="person.edited", about=owner)
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == 0
    write(owner)
    assert audit.verify().broken is None


def test_the_portal_signs_what_it_does_by_itself(owner):
    with transaction.atomic():
        entry = audit.record(by=None, automatic=True, action="person.created", about=owner)
    assert (entry.actor, entry.actor_id) == ("DR Portal", None)


def test_writing_costs_the_same_however_long_the_trail_is(owner):
    write(owner, 2)
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        audit.record(by=owner, action="person.edited", about=owner)
    assert len(queries) == 3


def test_what_happened_to_an_object_newest_first(owner, manager):
    write(owner, 2)
    write(manager)
    found = AuditEntry.objects.about("user", [owner.pk, "no such"])
    assert [entry.detail["number"] for entry in found] == [1, 0]
    assert list(AuditEntry.objects.about("system", [owner.pk])) == []
    assert list(AuditEntry.objects.about("user", [])) == []


def test_an_entry_speaks_to_people(owner):
    entry = AuditEntry(action="person.created", object_label="Anna <b>", actor="x@example.org", detail={})
    assert entry.sentence == "Added Anna <b>."
    entry.action = "thing.done_unheard_of"
    assert entry.sentence == "Thing done unheard of."


def test_other_apps_register_their_sentences(monkeypatch):
    monkeypatch.setattr(audit_words, "_SENTENCES", dict(audit_words._SENTENCES))
    audit_words.register({"test.moved": "Moved from {before} to {after} {missing}."})
    entry = AuditEntry(action="test.moved", detail={"before": "{actor}", "after": 4})
    assert entry.sentence == "Moved from {actor} to 4 …."
    audit_words.register({"test.moved": "Moved from {before} to {after} {missing}."})
    with pytest.raises(audit_words.SentenceTaken):
        audit_words.register({"test.moved": "Something else."})


def test_each_sentence_can_be_said_in_each_language():
    for language in ("en", "es"):
        with translation.override(language):
            for action in audit_words.registered():
                assert audit_words.sentence_of(action, {})


def test_days_are_said_as_the_reader_writes_them():
    from accounts.audit_words import register, sentence_of

    register({"test.days": "Until {day}, not {other}."})
    said = sentence_of("test.days", {"day": "2026-12-06", "other": "2026-13-40"})
    assert said == "Until 6 December 2026, not 2026-13-40."

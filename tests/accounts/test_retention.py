"""What is deleted when: after as many days as the setting says, in groups, each with its entry of the trail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.utils import timezone

from accounts import tasks
from accounts.models import AuditEntry
from accounts.services.keeping import retention
from assessments.models import Asking
from drportal.celery import app
from policies.models import PolicySimulation, PolicyVersion
from scenarios.models import Scenario, ScenarioForecast
from systems.models import ImportBatch, ImportRow, ImportRun

pytestmark = pytest.mark.django_db


def days_ago(days: float):
    return timezone.now() - timedelta(days=days)


def batch(by, *, age: float, applied: bool, text: str = "name\nTill\n") -> ImportBatch:
    row = ImportBatch.objects.create(person=by, file_name="list.csv", text=text, mapping=["name"], sha256="ab")
    ImportRow.objects.create(batch=row, position=0, outcome="created")
    ImportBatch.objects.filter(pk=row.pk).update(
        created_at=days_ago(age), applied_at=days_ago(age) if applied else None
    )
    return row


def asking(by, *, age: float | None) -> Asking:
    row = Asking.objects.create(asked_by=by, due_on=timezone.localdate(), state="pending" if age is None else "done")
    Asking.objects.filter(pk=row.pk).update(ended_at=age and days_ago(age))
    return row


def simulation(by, *, age: float) -> PolicySimulation:
    draft, _ = PolicyVersion.objects.get_or_create(version="draft-1", defaults={"document": {}})
    row = PolicySimulation.objects.create(policy=draft, revision=1, against="x", asked_by=by, state="done")
    PolicySimulation.objects.filter(pk=row.pk).update(ended_at=days_ago(age))
    return row


def forecast(by, *, age: float) -> ScenarioForecast:
    lost, _ = Scenario.objects.get_or_create(name="Madrid is lost")
    row = ScenarioForecast.objects.create(scenario=lost, revision=1, teams=1, asked_by=by, state="done")
    ScenarioForecast.objects.filter(pk=row.pk).update(ended_at=days_ago(age))
    return row


def test_it_is_scheduled_and_every_rule_has_its_setting():
    assert "accounts.retain" in {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert {rule.name for rule in retention.rules()} == {
        "previews", "rows of imports", "messages in chats", "imported files", "simulations", "forecasts", "askings",
        "check-ins", "tokens",
        "answers to programs", "calls of webhooks",
    }  # fmt: skip
    assert all(isinstance(getattr(configured, rule.setting), int) for rule in retention.rules())


def test_what_is_older_goes_and_what_is_younger_or_at_work_stays(architect, settings):
    settings.KEEP_WORK_DAYS, settings.KEEP_PREVIEWS_DAYS, settings.KEEP_IMPORTED_FILES_DAYS = 90, 30, 365
    for age in (89, 91):
        asking(architect, age=age)
        simulation(architect, age=age)
        forecast(architect, age=age)
    asking(architect, age=None)
    left = [batch(architect, age=age, applied=False) for age in (29, 31, 31)]
    ImportRun.objects.create(batch=left[2], kind="look", language="en")  # somebody has it compared just now
    applied = [batch(architect, age=age, applied=True) for age in (89, 91, 366)]
    tasks.retain()
    assert [Asking.objects.count(), PolicySimulation.objects.count(), ScenarioForecast.objects.count()] == [2, 1, 1]
    assert set(ImportBatch.objects.filter(applied_at=None)) == {left[0], left[2]}
    assert list(ImportRow.objects.values_list("batch", flat=True).order_by("batch")) == [
        left[0].pk, left[2].pk, applied[0].pk,
    ]  # fmt: skip
    assert [ImportBatch.objects.get(pk=row.pk).text == "" for row in applied] == [False, False, True]
    assert ImportBatch.objects.get(pk=applied[2].pk).sha256 == "ab"
    entries = AuditEntry.objects.filter(action=retention.ACTION)
    told = {entry.detail["rule"]: entry.detail["rows"] for entry in entries}
    assert told == {
        "askings": 1,
        "simulations": 1,
        "forecasts": 1,
        "previews": 1,
        "rows of imports": 2,
        "imported files": 1,
    }
    assert "Deleted what was kept for 90 days (askings): 1 entries." in {entry.sentence for entry in entries}
    tasks.retain()
    assert entries.count() == 6
    call_command("audit_verify")


def test_zero_days_keep_it_for_good(architect, settings):
    settings.KEEP_WORK_DAYS = settings.KEEP_PREVIEWS_DAYS = settings.KEEP_IMPORTED_FILES_DAYS = 0
    asking(architect, age=10_000)
    batch(architect, age=10_000, applied=True)
    tasks.retain()
    assert Asking.objects.count() == ImportRow.objects.count() == 1
    assert not AuditEntry.objects.filter(action=retention.ACTION).exists()


def test_it_goes_in_groups_each_with_its_entry(architect, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(retention, "GROUP", 3)
    for _ in range(7):
        asking(architect, age=100)
    tasks.retain()
    entries = AuditEntry.objects.filter(action=retention.ACTION).order_by("pk")
    assert [entry.detail["rows"] for entry in entries] == [3, 3, 1]
    assert not Asking.objects.exists()


def test_an_interrupted_task_has_done_what_its_entries_say(architect, monkeypatch):
    monkeypatch.setattr(retention, "GROUP", 2)
    for _ in range(5):
        asking(architect, age=100)
    record, told = retention.audit.record, []

    def failing(**said):
        told.append(said)
        if len(told) == 2:
            raise KeyboardInterrupt
        return record(**said)

    monkeypatch.setattr(retention.audit, "record", failing)
    with pytest.raises(KeyboardInterrupt):
        tasks.retain()
    assert Asking.objects.count() == 3
    assert AuditEntry.objects.filter(action=retention.ACTION).count() == 1

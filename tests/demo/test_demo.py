"""The demonstration company: believable, complete, loaded once."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEntry, User
from accounts.permissions import Role
from accounts.services.audit import verify
from assessments.models import Assessment, Decision
from notifications.models import OutgoingMail
from systems.models import BusinessUnit, Dependency, Finding, Profile, System

pytestmark = pytest.mark.django_db

# Strategy, live copy, history interval in seconds and tier of the systems that the method names.
EXPECTED = {
    "payments": ("multi_site", "synchronous", 300, 4),
    "online-store": ("warm_standby", "asynchronous", 300, 3),
    "bank-ledger": ("warm_standby", "asynchronous", 300, 3),
    "reporting": ("backup_restore", "none", 86400, 1),
    "blog": ("backup_restore", "none", 86400, 1),
    "archive": ("backup_restore", "none", 604800, 1),
    "order-intake": ("pilot_light", "asynchronous", 300, 2),
    "api-gateway": ("backup_restore", "none", None, 1),
}


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    call_command("demo", verbosity=0)


def everything() -> dict[str, int]:
    models = (System, User, Assessment, Decision, Dependency, Finding, OutgoingMail)
    return {model.__name__: model.objects.count() for model in models}


def test_it_is_loaded_once(demo):
    before = everything()
    call_command("demo", verbosity=0)
    assert everything() == before


def test_it_needs_demo_mode(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")
    assert not User.objects.exists()


def test_about_forty_systems_in_six_units(demo):
    assert 38 <= System.objects.in_use().count() <= 45
    assert BusinessUnit.objects.count() == 6
    assert all(user.email.endswith("@example.org") for user in User.objects.all())
    assert {role for role in Role.values if User.objects.with_role(role).exists()} == set(Role.values)


def test_answers_are_in_every_state(demo):
    assert set(Profile.objects.values_list("answer_state", flat=True)) == set(Profile.AnswerState.values)


def test_the_method_s_examples_come_out_as_written(demo):
    columns = ("strategy", "live_copy", "history_interval_seconds", "cost_tier")
    profiles = Profile.objects.filter(system__key__in=EXPECTED).values_list("system__key", *columns)
    assert {key: tuple(got) for key, *got in profiles} == EXPECTED


def test_everything_is_derived_and_nothing_approved_is_blocked(demo):
    assert not Profile.objects.exclude(last_error="").exists()
    assert not Profile.objects.filter(stale_since__isnull=False).exists()
    assert Finding.objects.open().filter(severity="blocks").exists()
    approved = Profile.objects.filter(answer_state="approved")
    assert approved.count() >= 20
    assert not approved.filter(blocks__gt=0).exists()


def test_no_mail_is_owed_about_approvals_long_past(demo):
    assert not OutgoingMail.objects.filter(kind="approved", state="pending").exists()
    assert OutgoingMail.objects.filter(kind="returned", state="pending").count() == 2


def test_its_audit_trail_holds(demo):
    assert verify().broken is None


def test_its_dates_fit_together(demo):
    """Asked, then answered, then decided; and the history tells it in that order."""
    for each in Assessment.objects.all():
        assert each.created_at <= (each.submitted_at or each.saved_at or each.created_at)
        assert each.due_on is None or each.created_at.date() < each.due_on
        for decision in each.decisions.all():
            assert each.created_at < each.submitted_at < decision.at
    entries = list(AuditEntry.objects.order_by("pk").values_list("at", flat=True))
    assert entries == sorted(entries)
    assert AuditEntry.objects.filter(action="assessment.approved").latest("at").at == max(
        Decision.objects.filter(outcome="approved").values_list("at", flat=True)
    )


def test_a_regulator_wants_a_copy_farther_away_than_it_lies(demo):
    finding = Finding.objects.open().get(system__key="cold-chain", code="regulator-breached")
    assert finding.read == {"demanded": "other_provider", "site": "other_region"}
    assert [dict(each.change)["today.history_site"] for each in finding.ways_out()[:1]] == ["other_provider"]
    assert not Finding.objects.open().filter(system__key="bank-ledger", code="regulator-breached").exists()

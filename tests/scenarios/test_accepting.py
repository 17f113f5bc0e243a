"""Accepting a scenario: with a reason where systems are late, and what was accepted stays in sight."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from scenarios.models import Scenario, ScenarioAcceptance

pytestmark = pytest.mark.django_db
REASON = "Madrid has its own generator; we bear it for a day."
ACCEPT, AGAIN = "Accept this scenario", "Accept it again"


@pytest.fixture
def client(sign_in, architect):
    return sign_in(architect)


def page(client, scenario: Scenario, query: str = "") -> str:
    return " ".join(client.get(reverse("scenarios:scenario", args=[scenario.pk]) + query).content.decode().split())


def accept(client, scenario: Scenario, **typed: str):
    """What a browser sends that has just shown the page."""
    shown = page(client, scenario)
    seen = re.search(r'name="seen" value="(\w+)"', shown)
    values = {"seen": seen[1] if seen else "", "reason": REASON} | typed
    return client.post(reverse("scenarios:accept", args=[scenario.pk]), values, follow=True)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def in_time(scenario: Scenario) -> None:
    """Nothing is late any more: as many teams as systems, and no link in the way."""
    Scenario.objects.filter(pk=scenario.pk).update(teams=10, throughput={}, declared_after_seconds=0)


def test_with_a_reason_what_is_late_is_accepted_and_said(client, scenario, architect):
    assert "Nobody has accepted it yet." in page(client, scenario)
    said = text(accept(client, scenario))
    assert f"Accepted by {architect.get_full_name()} on" in said
    assert "systems were back after their RTO then." in said or "system was back after its RTO then." in said
    assert REASON in said
    assert "Other systems are late now" not in said
    assert AGAIN not in said
    kept = ScenarioAcceptance.objects.get()
    assert (kept.by, kept.reason, bool(kept.late_rto)) == (architect, REASON, True)
    entry = AuditEntry.objects.about("scenario", [scenario.pk]).first()
    assert (entry.action, entry.detail["reason"]) == ("scenario.lateness_accepted", REASON)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
def test_what_is_late_is_not_accepted_without_a_reason(client, scenario, reason):
    response = accept(client, scenario, reason=reason)
    assert response.status_code == 422
    assert 'role="alert"' in text(response)
    assert not ScenarioAcceptance.objects.exists()


def test_where_all_is_in_time_no_reason_is_asked_for(client, scenario):
    in_time(scenario)
    said = text(accept(client, scenario, reason=""))
    assert "Every system with an objective is back in time." in said
    assert "Accepted by" in said
    assert "after its RTO then" not in said
    assert "after their RTO then" not in said
    assert ScenarioAcceptance.objects.get().late_rto == []
    assert AuditEntry.objects.about("scenario", [scenario.pk]).first().action == "scenario.accepted"


def test_when_other_systems_are_late_the_acceptance_is_of_something_else(client, scenario):
    accept(client, scenario)
    in_time(scenario)
    said = page(client, scenario)
    assert "Other systems are late now than those that were accepted." in said
    assert AGAIN in said
    said = text(accept(client, scenario, reason=""))
    assert "Other systems are late now than those that were accepted." not in said
    assert ScenarioAcceptance.objects.count() == 2


def test_nobody_accepts_what_they_did_not_see(client, scenario):
    response = accept(client, scenario, seen="0123456789abcdef")
    assert response.status_code == 409
    said = text(response)
    assert "Other systems are late than those that you saw." in said
    assert REASON in said
    assert not ScenarioAcceptance.objects.exists()
    seen = re.search(r'name="seen" value="(\w+)"', said)[1]
    assert "Accepted by" in text(accept(client, scenario, seen=seen))


def test_what_is_only_tried_is_not_accepted(client, scenario):
    assert ACCEPT not in page(client, scenario, "?teams=10")
    assert ACCEPT in page(client, scenario)


def test_who_only_reads_sees_who_accepted_it_and_no_form(client, scenario, sign_in, manager):
    assert ACCEPT not in page(sign_in(manager), scenario)
    accept(client, scenario)
    assert REASON in page(sign_in(manager), scenario)
    assert sign_in(manager).post(reverse("scenarios:accept", args=[scenario.pk])).status_code == 403


def test_what_is_not_worked_out_is_not_accepted(client, scenario, monkeypatch):
    monkeypatch.setattr("scenarios.services.predicting.MOST_FALLING", 3)
    response = accept(client, scenario)
    assert response.status_code == 409
    assert "What comes of it takes a while" in text(response)
    assert not ScenarioAcceptance.objects.exists()


def test_the_acceptance_stays_when_the_person_is_gone(client, scenario):
    accept(client, scenario)
    ScenarioAcceptance.objects.update(by=None)
    assert "Accepted by – on" in page(client, scenario)

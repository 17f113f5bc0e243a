"""Every kind of change that a way out makes: an own answer is changed by a button, other things are said in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from assessments.models import Assessment
from assessments.services.justifications import is_own_answer
from assessments.services.offers import token_of
from derivation.services.deriving import derive
from questionnaires.models import Questionnaire
from questionnaires.services import measures
from questionnaires.services.loading import STANDARD, checksum_of, current, written
from recovery.durations import DAY, HOUR
from systems.models import Finding, Protection, System
from systems.services.staleness import mark_stale
from tests.panels.rounds import round_of
from tests.questionnaires.versions import version_2

pytestmark = pytest.mark.django_db
CODE = "rto-exceeds-mtd"
OWN = {
    "rto": 2 * HOUR,
    "rpo": HOUR,
    "mtd": 2 * DAY,
    "peak_mtd": 4 * HOUR,
    "expendable_entries": 0,
    "never_lose": False,
    "data_rto": 3 * DAY,
    "minimum_service": 0.25,
    "loss_per_lost_hour": 250.0,
}
NOT_OWN: list[dict[str, Any]] = [
    {"restore_mib_per_s": 400.0},
    {"today.history": "snapshot", "today.interval": HOUR},
    {"system": "other", "rto": HOUR},
    {"running_cost": 5.0},
    {"minimum_service": 0.3},
]


def offering(change: dict[str, Any]) -> Finding:
    """The finding with that way out in the place of its own."""
    finding = Finding.objects.open().get(code=CODE)
    own = next(offer for offer in finding.offers if offer["change"])
    Finding.objects.filter(pk=finding.pk).update(offers=[{**own, "change": change}])
    finding.refresh_from_db()
    return finding


def button(client, finding: Finding, change: dict[str, Any]) -> bool:
    """Whether the page of the system has the way out as a button."""
    page = client.get(reverse("assessments:decision_fragment", args=["shop"])).content.decode()
    return f'value="{token_of(finding.code, change)}"' in page


def take(client, finding: Finding, change: dict[str, Any]) -> str:
    round_ = Assessment.objects.under_way().first()
    form = {"offer": token_of(finding.code, change), "version": round_.version if round_ else ""}
    address = reverse("assessments:accept_offer", args=["shop", finding.pk])
    return client.post(address, form, follow=True).content.decode()


def value_of(answers: dict[str, Any], name: str) -> Any:
    reading = measures.measure(Assessment.objects.latest("pk").questionnaire.document, answers)
    return getattr(reading, name) if name in {"rto", "rpo", "data_rto"} else reading.facts[name]


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("state", ["submitted", "returned", "approved"])
def test_an_own_answer_is_changed_as_the_button_says(sign_in, owner, blocked, name, state):
    Assessment.objects.update(state=state)
    change = {name: OWN[name]}
    finding, client = offering(change), sign_in(owner)
    assert button(client, finding, change)
    assert "Your answers are changed" in take(client, finding, change)
    round_ = Assessment.objects.latest("pk")
    assert value_of(round_.answers, name) == OWN[name]
    if state == "submitted":
        assert value_of(round_.submitted, name) == OWN[name]


@pytest.mark.parametrize("change", NOT_OWN, ids=lambda change: next(iter(change)))
@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_what_nobody_answers_is_said_in_words_and_changes_no_answer(sign_in, owner, blocked, change, state):
    Assessment.objects.update(state=state)
    finding, client = offering(change), sign_in(owner)
    assert not button(client, finding, change)
    assert "no longer offered" in take(client, finding, change)
    round_ = Assessment.objects.get()
    assert (round_.answers, round_.submitted) == (blocked.answers, blocked.submitted)


def test_where_a_system_was_never_asked_about_the_catalogue_offers_no_button(sign_in, owner, blocked):
    Assessment.objects.all().delete()
    change = {"restore_mib_per_s": 400.0}
    assert not button(sign_in(owner), offering(change), change)
    own = {"data_rto": DAY}
    assert button(sign_in(owner), offering(own), own)


def test_of_two_changes_one_is_not_made_without_the_other():
    assert is_own_answer({"rto": HOUR, "data_rto": DAY})
    assert not is_own_answer({"data_rto": DAY, "restore_mib_per_s": 400.0})
    assert not is_own_answer({})


@pytest.fixture
def older(blocked) -> Assessment:
    """A round that was begun with version 2, which did not ask about destroyed data."""
    raw = version_2(written(STANDARD))
    checksum = checksum_of(raw)
    version = Questionnaire.objects.create(
        slug="standard", version=2, title="Older", document={**raw, "checksum": checksum}, checksum=checksum,
        published_at="2026-01-01T00:00:00Z",
    )  # fmt: skip
    Assessment.objects.update(questionnaire=version)
    return blocked


def test_a_round_of_version_2_has_no_such_answer_to_change(sign_in, owner, older):
    change = {"data_rto": DAY}
    finding, client = offering(change), sign_in(owner)
    assert not button(client, finding, change)
    assert "no longer offered" in take(client, finding, change)
    assert Assessment.objects.get().answers == older.answers


def test_after_version_2_was_approved_the_new_round_has(sign_in, owner, older):
    Assessment.objects.update(state="approved")
    change = {"data_rto": DAY}
    finding, client = offering(change), sign_in(owner)
    assert button(client, finding, change)
    assert "Your answers are changed" in take(client, finding, change)
    begun = Assessment.objects.latest("pk")
    assert begun.questionnaire == current()
    assert value_of(begun.answers, "data_rto") == DAY


def test_a_longer_time_for_destroyed_data_ends_its_contradiction(sign_in, owner, shop):
    """From the finding that the method makes to the answer, and the finding is gone."""
    System.objects.filter(pk=shop.pk).update(data_size_gib=5000)
    Protection.objects.create(
        system=shop, strategy="pilot_light", history="snapshot", interval_seconds=HOUR, restore_mib_per_s=100
    )
    round_of(shop, rto=4 * HOUR, rpo=DAY, mtd=DAY)
    mark_stale([shop.pk])
    derive([shop.pk])
    finding, client = Finding.objects.open().get(code="data-restore-exceeds-rto"), sign_in(owner)
    change = next(offer["change"] for offer in finding.offers if "data_rto" in offer["change"])
    catalogue = next(offer["change"] for offer in finding.offers if "restore_mib_per_s" in offer["change"])
    assert button(client, finding, change)
    assert not button(client, finding, catalogue)
    assert "Your answers are changed" in take(client, finding, change)
    round_ = Assessment.objects.get()
    assert round_.answers["data_rto"]["value"] == change["data_rto"]
    assert value_of(round_.answers, "rto") == 4 * HOUR
    derive([shop.pk])
    assert not Finding.objects.open().filter(code="data-restore-exceeds-rto").exists()

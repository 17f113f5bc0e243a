"""Every kind of way out that an owner can take: what the page shows is what changes, and taken back it is as before."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from assessments.models import Assessment, TakenOffer
from assessments.presenters.offers import may_take
from assessments.services.offers import token_of
from questionnaires.document.parsing import parsed
from questionnaires.fields.impact import ratings_by_horizon
from questionnaires.presenters.differences import touched
from questionnaires.services import changes, loading
from recovery.durations import DAY, HOUR
from recovery.results import Offer
from systems.models import Finding
from tests.recovery.contradiction_table import ROWS
from tests.recovery.offers.test_offers_of_rules import MORE

pytestmark = pytest.mark.django_db
CODE = "rto-exceeds-mtd"
BEFORE = {
    "impact": {
        "money": {HOUR: "moderate", 4 * HOUR: "intolerable"},
        "safety": {4 * HOUR: "minor", DAY: "severe"},
    },
    "wrt": HOUR,
    "unattended": 12 * HOUR,
    "minimum_service": 0.5,
    "loss_per_hour": 12.5,
}


def every_kind() -> dict[str, Offer]:
    """One offer for each finding and each set of answers that it changes, of all in the tables of the method."""
    scenes = [*((row.code, row.fires[0]) for row in ROWS), *((code, scene) for code, scene, _ in MORE)]
    return {
        f"{code}: {offer.label.code} {' '.join(sorted(offer.change))}": offer
        for code, scene in scenes
        for offer in scene.finding(code).offers
    }


KINDS = every_kind()


@pytest.fixture
def owned(blocked) -> Assessment:
    """The round, with enough answers that most ways out have something to change."""
    answers = changes.apply(loading.current().document, blocked.submitted, BEFORE)
    stamped = {key: {**answer, "by": 4711, "at": "2026-01-01T00:00:00+00:00"} for key, answer in answers.items()}
    Assessment.objects.update(answers=stamped, submitted=stamped)
    blocked.refresh_from_db()
    return blocked


SAFE = {str(at): ratings for at, ratings in ratings_by_horizon({str(4 * HOUR): "minor", str(DAY): "severe"}).items()}


def about_this_system(offer: Offer) -> Offer:
    """The tables are about other systems: a grid says of safety what this one's owner has said."""
    if "impact" not in offer.change:
        return offer
    return replace(offer, change={**offer.change, "impact": {**offer.change["impact"], "safety": SAFE}})


def offering(offer: Offer) -> Finding:
    """The finding with that way out in the place of its own, as JSON keeps it."""
    finding = Finding.objects.open().get(code=CODE)
    Finding.objects.filter(pk=finding.pk).update(offers=[json.loads(json.dumps(asdict(offer)))])
    finding.refresh_from_db()
    return finding


def way(page: str, token: str) -> str:
    """The form of the page that takes this way out."""
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    return next((form for form in forms if f'value="{token}"' in form), "")


def shown(form: str) -> list[str]:
    """Each answer that it would change, as the page says it."""
    lines = re.findall(r"<li>(.*?)</li>", form, re.DOTALL)
    return [
        " ".join(unescape(re.sub(r"<span class=\"visually-hidden\">.*?</span>|<[^>]+>", " ", each)).split())
        for each in lines
    ]


def as_shown(round_: Assessment, before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    said = touched(round_.questionnaire.document, before, now, "en")
    sides = [(each.question, each.before or ("left open",), each.now or ("left open",)) for each in said]
    return [f"{question} {' , '.join(old)} → {' , '.join(new)}" for question, old, new in sides]


def bare(text: str) -> str:
    return " ".join(text.replace(" ,", ",").split())


@pytest.mark.parametrize("state", ["submitted", "returned"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_shown_is_what_changes_and_taken_back_it_is_as_before(kind, state, sign_in, owner, owned):
    offer = about_this_system(KINDS[kind])
    Assessment.objects.update(state=state)
    finding, client = offering(offer), sign_in(owner)
    token = token_of(CODE, json.loads(json.dumps(dict(offer.change))), offer.action)
    form = way(client.get(reverse("assessments:decision_fragment", args=["shop"])).content.decode(), token)
    if not may_take(parsed(owned.questionnaire.document), offer):
        assert form == ""
        return
    reason = "It was so last year."
    sent = {"offer": token, "version": owned.version, f"reason-{token}": reason}
    client.post(reverse("assessments:accept_offer", args=["shop", finding.pk]), sent)
    taken = TakenOffer.objects.get()
    after = Assessment.objects.get()
    changed = [bare(each) for each in as_shown(after, owned.answers, after.answers)]
    without_reason = [each.replace(f", {reason}", "") for each in changed]
    assert without_reason == [bare(each) for each in shown(form)] or not offer.change
    assert {key for key in after.answers if after.answers[key] != owned.answers.get(key)} == set(taken.now)
    assert after.answers.get("impact", {}).get("value", {}).get("safety") == owned.answers["impact"]["value"]["safety"]
    assert after.submitted == (after.answers if state == "submitted" else owned.submitted)
    entry = AuditEntry.objects.get(action="offer.taken")
    assert all(bare(each) in bare(entry.sentence) for each in changed)
    client.post(reverse("assessments:undo", args=[taken.pk]))
    restored = Assessment.objects.get()
    assert restored.answers == owned.answers
    assert restored.submitted == owned.submitted
    assert AuditEntry.objects.filter(action="offer.undone", actor=owner.email).count() == 1


def test_there_is_an_offer_of_every_rule_that_owners_can_take():
    own = {
        kind.partition(":")[0] for kind, offer in KINDS.items() if may_take(parsed(loading.current().document), offer)
    }
    assert own >= {
        "rto-exceeds-mtd", "mtd-after-intolerable", "impact-shrinks", "zero-asked", "cost-exceeds-budget",
        "override-without-reason", "no-time-to-catch-up", "peak-looser", "never-lose-but-expendable",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["mtd-after-intolerable: offer.milder-impact impact"])
def test_an_offer_of_an_older_portal_does_not_touch_peoples_safety_either(kind, sign_in, owner, owned):
    offer = KINDS[kind]
    finding, client = offering(offer), sign_in(owner)
    token = token_of(CODE, json.loads(json.dumps(dict(offer.change))))
    sent = {"offer": token, "version": owned.version}
    page = client.post(reverse("assessments:accept_offer", args=["shop", finding.pk]), sent, follow=True)
    assert "no longer offered" in page.content.decode()
    assert Assessment.objects.get().answers == owned.answers

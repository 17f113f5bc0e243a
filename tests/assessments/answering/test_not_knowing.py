"""Who does not know is helped: by what similar systems say, in numbers without names; and asked back, not overruled."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from assessments.mail_kinds import CONTRADICTIONS
from assessments.models import Decision
from assessments.services.reminding import reminders
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from notifications.services.composing import message_for
from recovery.durations import DAY, HOUR
from recovery.facts import State
from systems.models import Finding, Profile, System
from tests.assessments.answering.conftest import ANSWERS, address, place
from tests.assessments.review.conftest import form_of
from tests.factories import BusinessUnitFactory, PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(assessment):
    unit = BusinessUnitFactory()
    System.objects.filter(pk=assessment.system_id).update(business_unit=unit)
    return unit


def approved(hours: int, **given) -> System:
    system = SystemFactory(**given)
    round_of(system, state="approved", by=PersonFactory(), mtd=hours * HOUR, rto=HOUR, rpo=HOUR)
    return system


def test_three_similar_systems_say_from_when_to_when_and_no_name(answering, assessment, unit):
    for hours in (4, 6, 8):
        approved(hours, business_unit=unit, name=f"Vault of secrets {hours}")
    page = answering.get(address(assessment, "harm")).content.decode()
    assert "3 similar systems said 4 hours to 8 hours." in page
    assert "Vault" not in page


@pytest.mark.parametrize("other", ["another unit", "retired", "not approved", "another type"])
def test_of_fewer_than_three_nothing_is_said(other, answering, assessment, unit):
    for hours in (4, 6):
        approved(hours, business_unit=unit)
    third = approved(8, business_unit=BusinessUnitFactory() if other == "another unit" else unit)
    if other == "retired":
        System.objects.filter(pk=third.pk).update(status=System.Status.RETIRED)
    if other == "not approved":
        third.assessments.update(state="submitted")
    if other == "another type":
        System.objects.filter(pk=third.pk).update(type=System.Type.BUSINESS_SERVICE)
    assert "similar systems" not in answering.get(address(assessment, "harm")).content.decode()


@pytest.mark.parametrize(
    ("topic", "typed"),
    [
        ("harm", {"what_stops": "Tills", "what_stops-unknown": "unknown"}),
        ("harm", {"impact-money-moderate": "3600", "impact-unknown": "unknown"}),
        ("promises", {"loss_per_hour": "2000", "loss_per_hour-unknown": "unknown"}),
        ("promises", {"loss_per_hour": "much", "loss_per_hour-unknown": "unknown"}),
    ],
)
def test_not_knowing_beside_an_answer_is_asked_back(topic, typed, answering, assessment, send):
    answer = send(answering, assessment, topic, typed)
    assert answer.status_code == 422
    assert "ticked “I don&#x27;t know” as well" in answer.content.decode()
    assessment.refresh_from_db()
    assert assessment.answers == {}


NOT_KNOWN = {**ANSWERS["objectives"], "rto": "unknown"}


@pytest.fixture
def unknowing(answering, answered, send):
    """All is answered, but how soon it has to be back."""
    System.objects.filter(pk=answered.system_id).update(running_cost=60_000)
    send(answering, answered, "objectives", NOT_KNOWN)
    answered.refresh_from_db()
    return answered


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).replace("\u00a0", " ").split())


def test_what_is_not_known_is_an_open_point_on_the_page_to_check_and_blocks_nothing(answering, unknowing):
    page = answering.get(place(unknowing, "check")).content.decode()
    assert "One thing is not known yet" in page
    assert "Open point Not known yet: how soon it has to be back" in text_of(page)
    assert "The other answers suggest: 4 hours." in page
    for word in ("does not fit together yet", "Blocks approval", "stands in the way of approval", "fit together."):
        assert word not in page


def test_the_line_of_the_panel_counts_nothing_to_look_at_and_no_blocker(answering, unknowing):
    panel = answering.post(place(unknowing, "consequence"), {"topic": "objectives", **NOT_KNOWN}).content.decode()
    assert not re.search(r"\d to look at", panel)  # a way out may bring some more, which it says
    assert 'class="badge open"' in panel
    assert 'class="badge blocks"' not in panel


@pytest.mark.parametrize("language", ["en", "es"])
def test_beside_not_knowing_stands_what_the_neighbours_would_mean(language, answering, unknowing, owner):
    owner.language = language
    owner.save()
    sentence = {
        "en": "Stricter, 1 hour: Pilot light, 15,000 € a year ($$). Looser, 8 hours: Backup and restore, 6,000",
        "es": "Más estricto, 1 hora: Luz piloto, 15 000 € al año ($$). Más holgado, 8 horas: ",
    }[language]
    page = answering.get(address(unknowing, "objectives")).content.decode()
    assert sentence in text_of(page)
    panel = answering.post(place(unknowing, "consequence"), {"topic": "objectives", **NOT_KNOWN}).content.decode()
    assert sentence in text_of(panel.split('<span hx-swap-oob="innerHTML:#id_rto-neighbours">')[1])
    assert sentence in text_of(answering.get(place(unknowing, "check")).content.decode())


def test_without_a_suggestion_the_strictest_and_the_loosest_choice_say_it(answering, assessment):
    System.objects.filter(pk=assessment.system_id).update(running_cost=60_000)
    page = text_of(answering.get(address(assessment, "objectives")).content.decode())
    said = "The strictest choice, no interruption: Multi-site, from "
    assert said in page
    assert "The loosest, 7 days: Backup and restore, from 6,000 € a year ($)." in page


def test_the_suggestion_is_taken_with_one_tap_from_there(answering, unknowing):
    page = answering.get(place(unknowing, "check")).content.decode()
    token = re.search(r'name="offer" value="(\w+)"', page.split('id="objective-unknown"')[1])[1]
    sent = {"offer": token, "version": unknowing.version, "finding": "objective-unknown"}
    answering.post(place(unknowing, "take_offer"), sent)
    unknowing.refresh_from_db()
    assert unknowing.answers["rto"]["value"]["seconds"] == 4 * HOUR


@pytest.fixture
def sent(owner, assessment):
    """In review: nothing contradicts, one number is not known."""
    system = assessment.system
    assessment.delete()
    round_ = round_of(system, rto=State.UNKNOWN, rpo=DAY, mtd=DAY)
    derive([system.pk])
    return round_


def test_nobody_is_mailed_about_a_contradiction(sent, owner):
    assert Finding.objects.open().filter(code="objective-unknown", severity="blocks").exists()
    assert Profile.objects.get(pk=sent.system_id).blocks == 0
    reminders.remind()
    assert not OutgoingMail.objects.filter(kind=CONTRADICTIONS).exists()


def test_a_real_contradiction_beside_it_is_mailed_without_it(owner, assessment):
    system = assessment.system
    assessment.delete()
    round_of(system, rto=State.UNKNOWN, rpo=DAY, mtd=DAY, peak_mtd=2 * DAY)
    derive([system.pk])
    codes = set(Finding.objects.open().filter(system=system).values_list("code", flat=True))
    assert {"objective-unknown", "peak-looser"} <= codes
    reminders.remind()
    subject, body = mail_of(OutgoingMail.objects.get(kind=CONTRADICTIONS))
    assert "peak season" in body
    assert "A colleague may know" not in body + subject


def mail_of(outgoing: OutgoingMail) -> tuple[str, str]:
    message = message_for(outgoing)
    return str(message.subject), str(message.body)


def test_the_architect_sees_the_open_point_with_its_help(sign_in, architect, sent):
    page = sign_in(architect).get(reverse("assessments:decision_fragment", args=["payments"])).content.decode()
    assert "Not known yet: how soon it has to be back" in page
    assert "Approval opens once it is known." in page
    assert "contradiction blocks approval" not in page
    assert 'name="question" value="rto"' in page
    whole = sign_in(architect).get(reverse("systems:detail", args=["payments"])).content.decode()
    assert "Open point" in whole
    assert "Blocks approval" not in whole
    assert "an objective is not known yet" in sign_in(architect).get(reverse("assessments:to_do")).content.decode()


def test_the_architects_help_goes_to_the_owner_in_the_owners_language(sign_in, architect, owner, sent):
    owner.language = "es"
    owner.save()
    page = sign_in(architect).get(reverse("assessments:decision_fragment", args=["payments"])).content.decode()
    form = page.split('id="help"')[1].split("</form>")[0]
    comment = unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", form, re.DOTALL)[1])
    assert comment.startswith("Aún no se sabe: en cuánto tiempo tiene que volver.")
    values = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    sign_in(architect).post(reverse("assessments:return_", args=[sent.public_id]), {**values, "comment": comment})
    decision = Decision.objects.get()
    assert (decision.outcome, decision.question, decision.comment) == ("returned", "rto", comment.replace("\r", ""))


def test_it_cannot_be_approved_before_somebody_says_it(sign_in, architect, sent):
    answer = sign_in(architect).post(reverse("assessments:approve", args=[sent.public_id]), form_of(sent), follow=True)
    assert "Approval opens once it is known." in answer.content.decode()
    sent.refresh_from_db()
    assert sent.state == "submitted"

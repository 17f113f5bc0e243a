"""A question of the company's own, once published: answered, checked, reviewed, asked again, read by no rule."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment
from derivation.services import deriving
from questionnaires.services import measures
from tests.assessments.answering.conftest import ANSWERS
from tests.factories import SystemFactory
from tests.questionnaires.drafting.conftest import KEY, NEW, current

pytestmark = pytest.mark.django_db

SAID = "Mary <b>Jones</b> & 0171"


@pytest.fixture
def system(owner):
    return SystemFactory(key="payments", owner=owner)


@pytest.fixture
def assessment(system, owner, own, send, publish):
    shift = {"name": "shift", "kind": "choice", "wording-en": "Which shift?", "when": "keeps_data=yes"}
    send("add", "objectives", **NEW | shift | {"row": ["c0", "c1"], "c0-en": "Early", "c1-en": "Late"})
    publish()
    return Assessment.objects.create(system=system, questionnaire=current(), respondent=owner)


@pytest.fixture
def answering(owner, sign_in, assessment):
    """The owner, who has answered everything."""
    client = sign_in(owner)
    own = {"harm": {KEY: SAID}, "objectives": {"own_shift": "late"}}
    for topic, values in ANSWERS.items():
        assessment.refresh_from_db()
        client.post(page_of(assessment, topic), {"version": assessment.version, **values, **own.get(topic, {})})
    assessment.refresh_from_db()
    return client


def page_of(assessment, topic):
    return reverse("assessments:topic", args=[assessment.public_id, topic])


def test_it_is_answered_and_checked_like_any_other(answering, assessment):
    assert assessment.answers[KEY]["value"] == SAID
    assert assessment.answers["own_shift"]["value"] == "late"
    check = answering.get(reverse("assessments:check", args=[assessment.public_id])).content.decode()
    assert "Who can be called at night?" in check
    assert "Mary &lt;b&gt;Jones&lt;/b&gt; &amp; 0171" in check
    assert "<p>Late</p>" in check


def test_no_rule_reads_it(answering, assessment):
    document = assessment.questionnaire.document
    without = {key: answer for key, answer in assessment.answers.items() if not key.startswith("own_")}
    assert measures.measure(document, assessment.answers) == measures.measure(document, without)


def test_it_stands_in_the_review_and_in_what_was_signed(answering, assessment, system, architect, sign_in):
    answering.post(reverse("assessments:submit", args=[assessment.public_id]), {"version": assessment.version})
    deriving.derive([system.pk])
    page = sign_in(architect).get(reverse("systems:detail", args=[system.key])).content.decode()
    fragment = sign_in(architect).get(reverse("assessments:decision_fragment", args=[system.key])).content.decode()
    assert "Mary &lt;b&gt;Jones&lt;/b&gt;" in page + fragment
    assert "Which shift?" in page + fragment


def test_it_stands_in_every_summary_as_text(answering, assessment, system, manager, sign_in):
    Assessment.objects.filter(pk=assessment.pk).update(state="submitted", submitted=assessment.answers | FORMULA)
    client = sign_in(manager)
    page = client.get(f"/systems/{system.key}/summary/").content.decode()
    assert "Who can be called at night?" in page
    assert "=1+1 Mary &lt;b&gt;Jones&lt;/b&gt;" in page
    told = json.loads(b"".join(client.get(f"/systems/{system.key}/summary.json")))["told"]
    own = {each["key"]: each for each in told if each["own"]}
    assert own[KEY]["answer"] == ["=1+1 Mary <b>Jones</b>"]
    assert own["own_shift"]["question"] == "Which shift?"
    assert {"what_stops", "peak"} <= {each["key"] for each in told}
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"/systems/{system.key}/summary.xlsx"))))
    cells = {cell.value: cell.data_type for row in book["What the owner said besides"] for cell in row}
    assert cells["=1+1 Mary <b>Jones</b>"] == "s"
    assert b"".join(client.get(f"/systems/{system.key}/summary.pdf")).startswith(b"%PDF")
    markdown = b"".join(client.get(f"/systems/{system.key}/summary.md")).decode()
    assert "Who can be called at night?" in markdown
    assert "<b>Jones" not in markdown


FORMULA = {KEY: {"state": "answered", "value": "=1+1 Mary <b>Jones</b>"}}


def test_the_next_round_asks_whether_it_is_still_so(answering, assessment, system, editing):
    Assessment.objects.filter(pk=assessment.pk).update(
        state="approved", submitted=assessment.answers, submitted_at=timezone.now()
    )
    editing.post(reverse("assessments:invite", args=[system.key]))
    again = Assessment.objects.get(system=system, state="open")
    page = answering.get(page_of(again, "harm")).content.decode()
    assert f'name="{KEY}-still"' in page
    assert "Mary &lt;b&gt;Jones" in page


def test_it_is_saved_as_it_is_typed_and_refused_like_any_other(answering, assessment):
    where = reverse("assessments:autosave", args=[assessment.public_id, "harm"])
    assert answering.post(where, {"version": assessment.version, KEY: "Another"}).json()["unread"] == 0
    assessment.refresh_from_db()
    assert assessment.answers[KEY]["value"] == "Another"
    refused = answering.post(page_of(assessment, "harm"), {"version": assessment.version, KEY: "x" * 2001})
    assert refused.status_code == 422
    odd = answering.post(page_of(assessment, "objectives"), {"version": assessment.version, "own_shift": "never"})
    assert "Please choose one of the answers below." in odd.content.decode()


def test_a_round_that_began_before_is_not_asked_it(editing, owner, sign_in, own, publish):
    system = SystemFactory(owner=owner)
    before = Assessment.objects.create(system=system, questionnaire=current(), respondent=owner)
    publish()
    page = sign_in(owner).get(page_of(before, "harm")).content.decode()
    assert "Who can be called at night?" not in page
    posted = sign_in(owner).post(page_of(before, "harm"), {"version": 0, KEY: "Mary", "what_stops": "The tills."})
    assert posted.status_code == 302
    before.refresh_from_db()
    assert set(before.answers) == {"what_stops"}

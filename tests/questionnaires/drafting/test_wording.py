"""Wording a question or a page: what will do, what will not and why, and that nothing typed is lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from questionnaires.models import Questionnaire
from questionnaires.services import loading
from questionnaires.services.drafting.own import question_in
from tests.factories import PersonFactory
from tests.questionnaires.drafting.conftest import NEW, address, fields_of, question

pytestmark = pytest.mark.django_db


def test_a_form_sent_untouched_changes_nothing(send, draft):
    before = draft.document
    for topic in before["topics"]:
        assert send("topic", topic["key"]).status_code == 302
        for each in topic["questions"]:
            assert send("question", each["key"]).status_code == 302, each["key"]
    draft.refresh_from_db()
    assert (draft.document, draft.revision) == (before, 1)


def test_every_text_of_a_question_can_be_worded(send, draft):
    typed = {
        "wording-en": "Steadily or suddenly?", "wording-es": "¿Poco a poco o de golpe?",
        "help-en": "Think of a bad day.", "choices-10-label-es": "Despacio",
    }  # fmt: skip
    assert send("question", "reduced_service", **typed).status_code == 302
    saved = question(draft, "reduced_service")
    assert saved["wording"] == {"en": "Steadily or suddenly?", "es": "¿Poco a poco o de golpe?"}
    assert saved["help"] == {"en": "Think of a bad day."}
    assert saved["choices"][0] == {"value": "10", "label": {"en": "A tenth", "es": "Despacio"}}
    entry = AuditEntry.objects.get(action="questionnaire.question_saved")
    assert entry.detail["before"]["wording"]["en"].startswith("How much of normal")
    assert entry.detail["after"]["wording"]["en"] == "Steadily or suddenly?"
    send("question", "reduced_service", **{"help-en": ""})
    assert "help" not in question(draft, "reduced_service")
    assert send("question", "rebuild_from", **{"variants-0-wording-en": "And the load?"}).status_code == 302
    assert question(draft, "rebuild_from")["variants"][0]["wording"]["en"] == "And the load?"
    assert send("topic", "harm", **{"lead-en": "Imagine it."}).status_code == 302


def test_what_the_method_reads_cannot_be_changed(send, draft):
    forged = {
        "kind": "whole",
        "name": "x",
        "when": "peak=yes",
        "row": ["c0"],
        "c0-en": "No",
        "key": "own_x",
        "type": "text",
    }
    send("question", "mtd", **forged, **{"measure": "rto", "wording-en": "When is it too late?"})
    original = next(q for t in draft.document["topics"] for q in t["questions"] if q["key"] == "mtd")
    saved = question(draft, "mtd")
    assert {**saved, "wording": ""} == {**original, "wording": ""}


REFUSED = [
    ("wording-en", "", "Write this in English"),
    ("wording-en", "   ", "Write this in English"),
    ("wording-en", "x" * 301, "at most 300 characters"),
    ("why-es", "x" * 1001, "at most 1000 characters"),
    ("help-es", "Solo aquí", "none in English"),
    ("example-en", "a\x00b", "Null characters are not allowed"),
    ("choices-25-label-en", "", "Write this in English"),
    ("choices-25-label-en", "x" * 151, "at most 150 characters"),
]


@pytest.mark.parametrize(("field", "typed", "said"), REFUSED)
def test_what_will_not_do_is_said_beside_the_field(send, draft, field, typed, said):
    response = send("question", "reduced_service", **{"why-en": "kept as typed", field: typed})
    page = response.content.decode()
    about = field if field != "help-es" else "help-en"
    assert response.status_code == 422
    assert f'href="#id_{about}"' in page
    beside = page.split(f'id="id_{about}"')[1].split("</fieldset>")[0]
    assert said in beside
    if field != "why-en":
        assert "kept as typed" in page
    draft.refresh_from_db()
    assert draft.revision == 1


def test_missing_spanish_is_a_warning_and_spanish_readers_see_english(editing, send, draft, publish, owner, sign_in):
    assert send("question", "mtd", **{"wording-en": "When is it too late?", "wording-es": ""}).status_code == 302
    page = editing.get(address("draft", draft)).content.decode()
    assert "No Spanish yet" in page
    assert "When is it too late?: The question" in page
    assert "When is it too late?: The question" in editing.get(address("publish", draft)).content.decode()
    publish()
    spanish = editing.get(address("preview", draft), {"in": "es"}).content.decode()
    assert '<html lang="es"' in spanish
    assert "When is it too late?" in spanish
    assert "¿Cuándo sería insoportable" not in spanish


def test_an_english_text_that_left_its_spanish_behind_is_named(editing, send, draft):
    send("question", "mtd", **{"wording-en": "When is it too late?"})
    page = editing.get(address("draft", draft)).content.decode()
    assert "Spanish as before" in page
    send("question", "mtd", **{"wording-es": "¿Cuándo es tarde?"})
    assert "Spanish as before" not in editing.get(address("draft", draft)).content.decode()


def test_hostile_text_stays_text(editing, send, draft, own, publish):
    hostile = '<script>alert("1")</script>'
    send("question", "mtd", **{"wording-en": hostile, "why-es": hostile})
    send("question", own, **{"wording-en": hostile, "example-en": hostile})
    send("topic", "harm", **{"title-en": hostile})
    for name, place in (
        ("draft", []), ("publish", []), ("preview", []), ("question", ["mtd"]), ("topic", ["harm"]), ("add", ["harm"]),
        ("question_remove", [own]),
    ):  # fmt: skip
        assert "<script>alert" not in editing.get(address(name, draft, *place)).content.decode(), name
    publish(note=hostile)
    for name in ("version", "changes", "preview"):
        assert "<script>alert" not in editing.get(address(name, draft)).content.decode(), name
    assert "<script>alert" not in editing.get(reverse("questionnaires:questionnaire")).content.decode()


def test_two_at_the_same_question_lose_nothing(editing, send, draft):
    where = address("question", draft, "mtd")
    mine = fields_of(editing.get(where)) | {"wording-en": "Mine?", "why-en": "My reason."}
    send("question", "mtd", **{"wording-en": "Theirs?"})
    refused = editing.post(where, mine)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Somebody else changed this meanwhile" in page
    differing = page.split("<tbody>")[1].split("</tbody>")[0]
    for text in ("Theirs?", "Mine?", "My reason."):
        assert text in differing
    assert question(draft, "mtd")["wording"]["en"] == "Theirs?"
    again = fields_of(refused)
    assert (again["wording-en"], again["why-en"]) == ("Mine?", "My reason.")
    assert editing.post(where, again).status_code == 302
    assert question(draft, "mtd")["wording"]["en"] == "Mine?"


def test_who_works_on_another_question_is_in_nobodys_way(editing, send, draft):
    where = address("question", draft, "mtd")
    mine = fields_of(editing.get(where)) | {"wording-en": "Mine?"}
    send("question", "peak", **{"wording-en": "Theirs?"})
    assert editing.post(where, mine).status_code == 302
    assert question(draft, "mtd")["wording"]["en"] == "Mine?"
    assert question(draft, "peak")["wording"]["en"] == "Theirs?"


def test_two_at_the_same_page_lose_nothing(editing, send, draft):
    where = address("topic", draft, "harm")
    mine = fields_of(editing.get(where)) | {"title-en": "Mine"}
    send("topic", "harm", **{"title-en": "Theirs"})
    refused = editing.post(where, mine)
    assert refused.status_code == 409
    assert "Theirs" in refused.content.decode()
    assert editing.post(where, fields_of(refused)).status_code == 302
    draft.refresh_from_db()
    assert draft.document["topics"][0]["title"]["en"] == "Mine"


def test_what_was_typed_into_a_draft_that_is_gone_is_kept_in_a_new_one(editing, draft):
    where = address("question", draft, "mtd")
    mine = fields_of(editing.get(where)) | {"wording-en": "Mine?"}
    draft.delete()
    assert editing.get(where).status_code == 404
    response = editing.post(where, mine, follow=True)
    assert "kept here, in a new draft" in response.content.decode()
    assert question(Questionnaire.objects.drafts().get(), "mtd")["wording"]["en"] == "Mine?"


def test_a_published_version_never_changes(editing, send, draft, own, publish):
    where = address("question", draft, "mtd")
    mine = fields_of(editing.get(where)) | {"wording-en": "Mine?"}
    version = publish()
    before = version.document
    editing.post(where, mine)
    editing.post(address("question_remove", version, own))
    editing.post(address("move", version), {"do": "question:mtd:up"})
    editing.post(address("remove", version))
    version.refresh_from_db()
    assert version.document == before
    assert loading.current() == version


def test_what_is_not_there_is_not_found(editing, draft):
    for name, place in (
        ("question", ["nothing"]),
        ("question", ["own_nothing"]),
        ("topic", ["nothing"]),
        ("add", ["nothing"]),
    ):
        assert editing.get(address(name, draft, *place)).status_code == 404
    assert editing.post(address("add", draft, "nothing"), NEW).status_code == 404
    assert editing.post(address("question", draft, "nothing"), NEW).status_code == 404


def test_another_architect_may_go_on_with_a_draft(sign_in, send, draft):
    colleague = sign_in(PersonFactory(roles=["architect"]))
    assert send("question", "mtd", client=colleague, **{"wording-en": "Together?"}).status_code == 302
    assert question(draft, "mtd")["wording"]["en"] == "Together?"


def test_a_text_in_a_language_that_is_not_spoken_here_stays(editing, send, draft):
    question_in(draft.document, "mtd")["wording"]["de"] = "Ab wann wäre es unerträglich?"
    draft.save(update_fields=["document"])
    assert send("question", "mtd", **{"wording-en": "When is it too late?"}).status_code == 302
    draft.refresh_from_db()
    wording = question_in(draft.document, "mtd")["wording"]
    assert (wording["en"], wording["de"]) == ("When is it too late?", "Ab wann wäre es unerträglich?")

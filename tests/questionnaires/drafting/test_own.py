"""Questions of the company's own: what they can be, that they hold together, and how they go again."""

from __future__ import annotations

import pytest

from accounts.models import AuditEntry
from questionnaires.models import Questionnaire
from questionnaires.services.drafting.own import MOST_OWN, key_of
from tests.questionnaires.drafting.conftest import KEY, NEW, address, fields_of, keys_on, question

pytestmark = pytest.mark.django_db

CHOICE = {
    **NEW, "kind": "choice", "row": ["c0", "c1"], "c0-en": "Somebody of ours", "c0-es": "Alguien de casa",
    "c1-en": "The service desk",
}  # fmt: skip


def test_it_stands_at_the_end_of_its_page(send, own, draft):
    assert keys_on(draft, "harm")[-1] == own
    assert question(draft, own) == {
        "key": own, "type": "text", "seconds": 30,
        "wording": {"en": "Who can be called at night?", "es": "¿A quién se puede llamar de noche?"},
        "why": {"en": "So that nobody has to search.", "es": "Para que nadie tenga que buscar."},
        "example": {"en": "The service desk.", "es": "La mesa de ayuda."},
    }  # fmt: skip
    assert AuditEntry.objects.get(action="questionnaire.question_added").detail["question"] == own


@pytest.mark.parametrize("kind", ["text", "yes_no", "whole"])
def test_kinds_without_answers_to_choose_from(send, draft, kind):
    assert send("add", "promises", **NEW | {"kind": kind}).status_code == 302
    assert question(draft, KEY)["type"] == kind
    assert "choices" not in question(draft, KEY)


def test_answers_to_choose_from(send, draft):
    assert send("add", "harm", **CHOICE).status_code == 302
    assert question(draft, KEY)["choices"] == [
        {"value": "somebody_of_ours", "label": {"en": "Somebody of ours", "es": "Alguien de casa"}},
        {"value": "the_service_desk", "label": {"en": "The service desk"}},
    ]


def test_an_answer_keeps_its_value_when_it_is_worded_differently(send, draft):
    send("add", "harm", **CHOICE)
    changed = {"row": ["c1", "c0", "c2"], "c0-en": "A colleague", "c2-en": "Somebody of ours"}
    assert send("question", KEY, **changed).status_code == 302
    values = {each["label"]["en"]: each["value"] for each in question(draft, KEY)["choices"]}
    assert values == {
        "The service desk": "the_service_desk",
        "A colleague": "somebody_of_ours",
        "Somebody of ours": "somebody_of_ours_2",
    }


@pytest.mark.parametrize("label", ["Unknown", "Other", "Accept"])
def test_an_answer_is_never_stored_as_something_else(send, draft, label):
    assert send("add", "harm", **CHOICE | {"c1-en": label}).status_code == 302
    assert question(draft, KEY)["choices"][1]["value"] == f"{label.lower()}_2"


def test_rows_are_added_moved_and_removed_and_nothing_is_saved(editing, draft):
    where = address("add", draft, "harm")
    more = editing.post(where, {**CHOICE, "do": "add"})
    assert more.status_code == 200
    assert fields_of(more)["row"] == ["c0", "c1", "c2"]
    swapped = editing.post(where, {**CHOICE, "do": "up:c1"})
    assert fields_of(swapped)["row"] == ["c1", "c0"]
    assert fields_of(swapped)["c0-es"] == "Alguien de casa"
    assert fields_of(swapped)["wording-en"] == NEW["wording-en"]
    assert fields_of(editing.post(where, {**CHOICE, "do": "remove:c0"}))["row"] == ["c1"]
    full = editing.post(where, {**CHOICE, "row": [f"c{n}" for n in range(40)], "do": "add"})
    assert len(fields_of(full)["row"]) == 12
    draft.refresh_from_db()
    assert draft.revision == 1


REFUSED = [
    ({"kind": ""}, "kind", "This field is required"),
    ({"kind": "objective"}, "kind", "Select a valid choice"),
    ({"kind": "duration"}, "kind", "Select a valid choice"),
    ({"wording-en": ""}, "wording-en", "Write this in English"),
    ({"why-en": "", "why-es": ""}, "why-en", "Write this in English"),
    ({"name": "!!!", "wording-en": "??"}, "name", "plain letters"),
    ({"name": "", "wording-en": "夜は？"}, "name", "plain letters"),
    ({"name": "x" * 61}, "name", "at most 60 characters"),
    ({"when": "peak=yes"}, "when", "Select a valid choice"),
    ({"when": "reduced_service=perhaps"}, "when", "Select a valid choice"),
    ({"when": "own_night_contact=yes"}, "when", "Select a valid choice"),
    (CHOICE | {"c1-en": "somebody of OURS"}, "c1-en", "This answer is there already"),
    (CHOICE | {"c1-en": "", "c1-es": "La mesa"}, "c1-en", "none in English"),
    (CHOICE | {"c1-en": "x" * 151}, "c1-en", "at most 150 characters"),
]


@pytest.mark.parametrize(("typed", "field", "said"), REFUSED)
def test_what_will_not_do_is_said_beside_the_field(send, draft, typed, field, said):
    response = send("add", "harm", **NEW | typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert f'href="#id_{field}"' in page
    assert said in page.split(f'id="id_{field}"')[1].split("</fieldset>")[0]
    draft.refresh_from_db()
    assert draft.revision == 1


@pytest.mark.parametrize("rows", [{"row": []}, {"row": ["c0"], "c1-en": ""}, {"c1-en": " "}])
def test_a_choice_needs_two_answers(send, rows):
    response = send("add", "harm", **CHOICE | rows)
    assert response.status_code == 422
    assert "Write at least two answers to choose from." in response.content.decode()


def test_two_questions_are_not_called_the_same(send, own, draft):
    response = send("add", "data", **NEW)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_name"' in page
    assert "Another question is called so already" in page
    assert send("add", "data", **NEW | {"name": "another contact"}).status_code == 302


def test_too_many_are_refused(send, draft):
    for number in range(MOST_OWN):
        draft.document["topics"][0]["questions"].append({**question_of(number)})
    draft.save()
    response = send("add", "harm", **NEW)
    assert response.status_code == 422
    assert "a lot to answer" in response.content.decode()


def question_of(number: int) -> dict:
    texts = {name: {"en": f"{name} {number}"} for name in ("wording", "why", "example")}
    return {"key": f"own_{number}", "type": "text", **texts}


def test_it_can_hang_on_an_answer_given_before_it(editing, send, draft):
    assert send("add", "meanwhile", **NEW | {"when": "reduced_service=25"}).status_code == 302
    assert question(draft, KEY)["asked_when"] == [{"question": "reduced_service", "is": ["25"]}]
    page = editing.get(address("draft", draft)).content.decode()
    assert "is answered with “A quarter”" in page
    assert send("question", KEY, when="").status_code == 302
    assert "asked_when" not in question(draft, KEY)


def test_what_others_hang_on_is_not_removed(editing, send, draft):
    send("add", "harm", **NEW | {"kind": "yes_no"})
    send("add", "harm", **NEW | {"name": "number", "wording-en": "Which number?", "when": f"{KEY}=yes"})
    refused = editing.post(address("question_remove", draft, KEY))
    assert refused.status_code == 409
    assert "Which number?" in refused.content.decode()
    assert question(draft, KEY)
    editing.post(address("question_remove", draft, "own_number"))
    assert editing.post(address("question_remove", draft, KEY)).status_code == 302
    assert question(draft, KEY) is None
    assert AuditEntry.objects.filter(action="questionnaire.question_removed").count() == 2


def test_an_answer_that_others_hang_on_is_not_taken_away(send, draft):
    send("add", "harm", **CHOICE)
    send("add", "harm", **NEW | {"name": "number", "when": f"{KEY}=the_service_desk"})
    refused = send("question", KEY, row=["c0", "c2"], **{"c2-en": "Nobody"})
    assert refused.status_code == 422
    assert "“the_service_desk” is no answer to “own_night_contact”" in refused.content.decode()
    assert len(question(draft, KEY)["choices"]) == 2


@pytest.mark.parametrize("key", ["mtd", "what_stops", "rto", "nothing"])
def test_the_methods_questions_are_never_removed(editing, draft, key):
    before = draft.document
    assert editing.get(address("question_remove", draft, key)).status_code == 404
    assert editing.post(address("question_remove", draft, key)).status_code == 404
    draft.refresh_from_db()
    assert draft.document == before


def test_removed_twice_is_once(editing, own, draft):
    where = address("question_remove", draft, own)
    assert "Remove the question?" in editing.get(where).content.decode()
    assert "is removed from the draft" in editing.post(where, follow=True).content.decode()
    assert "Nothing was changed" in editing.post(where, follow=True).content.decode()


def test_one_that_was_removed_while_it_was_worded_can_be_put_back(editing, own, draft):
    where = address("question", draft, own)
    mine = fields_of(editing.get(where)) | {"wording-en": "Whom do we call?"}
    editing.post(address("question_remove", draft, own))
    refused = editing.post(where, mine)
    assert refused.status_code == 409
    assert "Somebody else removed this question meanwhile" in refused.content.decode()
    assert question(draft, own) is None
    assert editing.post(where, fields_of(refused)).status_code == 302
    assert question(draft, own)["wording"]["en"] == "Whom do we call?"


def test_one_typed_into_a_draft_that_is_gone_is_kept(editing, own, draft):
    where = address("question", draft, own)
    mine = fields_of(editing.get(where)) | {"wording-en": "Whom do we call?"}
    draft.delete()
    refused = editing.post(where, mine)
    assert refused.status_code == 409
    new = address("question", Questionnaire.objects.drafts().get(), own)
    assert f'action="{new}"' in refused.content.decode()
    assert editing.post(new, fields_of(refused)).status_code == 302
    assert "Whom do we call?" in editing.get(new).content.decode()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Night contact", "own_night_contact"),
        ("  Ñandú & Co. ", "own_nandu_co"),
        ("24/7", "own_24_7"),
        ("…", ""),
        ("long " * 30, "own_long_long_long_long_long_long_long_long"),
    ],
)
def test_a_short_name_makes_a_key(name, key):
    assert key_of(name) == key

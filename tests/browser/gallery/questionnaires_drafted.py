"""The questionnaire: a version of the architects' own, and a draft that words, orders and adds."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from questionnaires.actions import drafts
from questionnaires.actions.publishing import publish
from questionnaires.models import Questionnaire
from questionnaires.services.drafting.own import question_in

CONTACT = {
    "key": "own_night_contact",
    "type": "choice",
    "seconds": 10,
    "wording": {"en": "Who can be called at night?", "es": "¿A quién se puede llamar de noche?"},
    "why": {"en": "So that nobody has to search.", "es": "Para que nadie tenga que buscar."},
    "example": {"en": "The service desk has a list.", "es": "La mesa de ayuda tiene una lista."},
    "choices": [
        {"value": "ours", "label": {"en": "Somebody of ours", "es": "Alguien nuestro"}},
        {"value": "desk", "label": {"en": "The service desk", "es": "La mesa de ayuda"}},
    ],
}
NUMBER = {
    "key": "own_number",
    "type": "text",
    "seconds": 20,
    "asked_when": [{"question": "own_night_contact", "is": ["ours"]}],
    "wording": {"en": "Under which number?"},
    "why": {"en": "The one that is answered at night."},
    "example": {"en": "555-0100, the phone that goes from hand to hand."},
}


def prepare() -> dict[str, Any]:
    architect = User.objects.get(email="architect@example.org")
    first = drafts.begin_draft(by=architect)
    save(first, CONTACT, architect)
    note = "We ask at once who can be called at night"
    publish(draft=first, revision=first.revision, against=first.based_on_id, note=note, by=architect)
    draft = drafts.begin_draft(by=architect)
    save(draft, NUMBER, architect)
    known = question_in(draft.document, "what_stops")
    assert known is not None
    told = {"en": "What stops first on the shop floor, and who notices?", "es": known["wording"]["es"]}
    save(draft, {**known, "wording": told}, architect)
    seen = drafts.mark_of(drafts.order_of(draft.document, "harm"))
    drafts.move_question(draft=draft, key="own_night_contact", way="up", seen=seen, by=architect)
    return {"own_version": first.pk, "questionnaire_draft": draft.pk}


def save(draft: Questionnaire, question: dict[str, Any], by: User) -> None:
    seen = drafts.mark_of(question_in(draft.document, question["key"]))
    drafts.save_question(draft=draft, topic="harm", question=question, seen=seen, by=by)
    draft.refresh_from_db()

"""The form of one topic: what was typed for each question, and what it comes to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from questionnaires.document.structure import Document, Question, Topic
from questionnaires.fields import ReasonWanted, Refused, answered, names, note_of, read_answer, typed
from questionnaires.fields.field_type import UNKNOWN
from questionnaires.services.asking import Answers, is_asked, worded
from questionnaires.services.renewal import confirmed, is_before

KEEP = "-keep"
"""On the page that shows two versions: `<question>-keep` says which one stays."""
STILL = "-still"
"""Beside an answer from an earlier round: `<question>-still` says that it still holds. `then=still` says it of all."""


class AnswerWidget(forms.Widget):
    """Takes all inputs of a question out of what was sent; the templates of the questions draw them."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.names = names(question)

    def value_from_datadict(self, data: Any, files: object, name: str) -> dict[str, list[str]]:
        return {each: data.getlist(each) for each in self.names if each in data}


class AnswerField(forms.Field):
    """A question's answer, with the note of what was understood, as `presentation.forms.saying_back` tells it."""

    note = ""


class TopicForm(forms.Form):
    """One topic's questions. `given` holds, once it is valid, what changes: an answer, or None where it was taken back;
    `notes` what was understood where it was typed in another way than the portal writes it.

    A question that is not asked, given the answers before it, is neither read nor changed. Of those
    `unexplained` the answer is given and counts, although its reason is still wanted.
    """

    def __init__(
        self, data: QueryDict | None, *, document: Document, topic: Topic, answers: Answers, language: str
    ) -> None:
        self.document, self.topic, self.answers, self.language = document, topic, answers, language
        self.given: dict[str, Mapping[str, Any] | None] = {}
        self.unexplained: set[str] = set()
        super().__init__(data)
        self.asked = {question.key: self._field(question) for question in topic.questions}
        self.fields.update(self.asked)

    def _field(self, question: Question) -> AnswerField:
        label = worded(self.document, self.answers, question).wording.say(self.language)
        return AnswerField(label=label, required=False, widget=AnswerWidget(question))

    def typed(self, question: Question) -> Mapping[str, list[str]]:
        """What stands in a question's inputs: as sent, else as stored."""
        if self.is_bound:
            sent: Mapping[str, list[str]] = self[question.key].data
            return sent
        return typed(question, self.answers.get(question.key), self.language)

    @property
    def notes(self) -> dict[str, str]:
        """By question."""
        return {name: field.note for name, field in self.asked.items() if field.note}

    @property
    def refused(self) -> dict[str, str]:
        """What to do about each answer that cannot be read, by question."""
        unread = self.errors.keys() - self.unexplained
        return {name: " ".join(map(str, errors)) for name, errors in self.errors.items() if name in unread}

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.topic, self.answers)

    def answers_now(self) -> dict[str, Mapping[str, Any]]:
        """The stored answers with those of this form."""
        merged = {**self.answers, **self.given}
        return {key: answer for key, answer in merged.items() if answer is not None}

    def clean(self) -> None:
        for question in self.topic.questions:
            kept = self.data.get(f"{question.key}{KEEP}") == "theirs"
            if not kept and is_asked(self.document, self.answers_now(), question):
                self._take(question)
                self._confirm(question)

    def _take(self, question: Question) -> None:
        sent, stored = self.typed(question), self.answers.get(question.key)
        if stored is not None and sent == self._as_sent(question, stored):
            return
        try:
            answer = self._answer_in(question, sent)
            note = "" if answer is None or answer["state"] == UNKNOWN else note_of(question, sent, self.language)
        except Refused as refused:
            self.add_error(question.key, str(refused))
            return
        if note:
            self.asked[question.key].note = note
        if not same(answer, stored):
            self.given[question.key] = answer

    def _answer_in(self, question: Question, sent: Mapping[str, list[str]]) -> dict[str, object] | None:
        """What was typed; where only its reason is wanted, that is said and the answer counts. Raises Refused."""
        try:
            return read_answer(question, sent, self.language)
        except ReasonWanted as wanted:
            self.add_error(question.key, str(wanted))
            self.unexplained.add(question.key)
            return answered(wanted.value)

    def _confirm(self, question: Question) -> None:
        """An earlier answer that holds is given again, now and by this person."""
        stored = self.answers.get(question.key)
        untouched = question.key not in self.given and question.key not in self.errors
        if stored is not None and is_before(stored) and untouched and self.says_still(question):
            self.given[question.key] = confirmed(stored)

    def says_still(self, question: Question) -> bool:
        return self.data.get("then") == "still" or bool(self.data.get(f"{question.key}{STILL}"))

    def _as_sent(self, question: Question, stored: Mapping[str, Any]) -> Mapping[str, list[str]]:
        return typed(question, stored, self.language)


def fingerprint(topic: Topic, answers: Answers) -> str:
    """What is stored for a topic, in short: as long as it stays the same, nobody else was on its page."""
    stored = {question.key: answers.get(question.key) for question in topic.questions}
    return hashlib.sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()[:32]


def same(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Whether two answers say the same, whoever gave them."""
    if one is None or other is None:
        return one is other
    return bool(text_of_answer(one) == text_of_answer(other))


def text_of_answer(answer: Mapping[str, Any]) -> Any:
    """What an answer says. Which key a system's name was found under is no part of it, nor on which of two cards with
    the same value it was chosen."""
    value = answer["value"]
    if isinstance(value, Mapping) and "accepted" in value:
        value = {name: part for name, part in value.items() if name != "accepted"}
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        value = [each["name"] for each in value]
    return answer["state"], value

"""A question as a form: its texts, and for one of the company's own what is answered, when it is asked, its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from presentation.forms.rows import Rows
from presentation.language import language, offered_languages
from questionnaires.document.consistency import INFORMING, NOT_ANSWERED, UNKNOWN
from questionnaires.document.structure import OWN, Document
from questionnaires.forms.texts import TextsForm, text_field, with_one_line_end, without_english, wording
from questionnaires.services.drafting import own
from questionnaires.services.drafting.conditions import answer_in_words, closed_before, tokens_of
from questionnaires.services.drafting.outline import KINDS
from questionnaires.services.drafting.texts import LABEL, Raw, reworded, texts_of_question
from recovery.languages import DEFAULT

ROWS = Rows("c", 12)
FEWEST = 2
TAKEN = {NOT_ANSWERED, UNKNOWN, "other", "accept"}
"""What a condition or a form understands as something else than an answer."""


class OwnForm(TextsForm):
    """What is particular to a question of one's own. Its kind and its name stay once it is there: answers hang on
    them."""

    kind = forms.ChoiceField(label=_("What is answered"), choices=[(kind, KINDS[kind]) for kind in INFORMING])
    name = forms.CharField(
        label=_("Short name"), required=False, max_length=60,
        help_text=_("For files and for the history, like “night contact”. Left empty, it is made of the question."),
    )  # fmt: skip
    when = forms.ChoiceField(
        label=_("Asked"), required=False,
        help_text=_("Always, or only after a certain answer to a question before it."),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, document: Document, key: str, topic: str, **how: Any) -> None:
        super().__init__(data, **how)
        self.document, self.key = document, key
        self.fields["when"].choices = [("", _("always")), *conditions(document, key, topic)]  # type: ignore[attr-defined]
        if key:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["name"].widget = forms.HiddenInput()

    def clean(self) -> None:
        super().clean()
        if self.key:
            return
        made = own.key_of(self.cleaned_data.get("name") or self.cleaned_data.get("wording-en") or "")
        if not made and "wording-en" not in self.errors:
            self.add_error("name", gettext("Write a short name in plain letters, like “night contact”."))
        elif made in self.document.questions:
            self.add_error("name", gettext("Another question is called so already. Choose another short name."))
        self.cleaned_data["key"] = made

    def condition(self) -> Raw | None:
        question, _equals, token = self.cleaned_data["when"].partition("=")
        return {"question": question, "is": [token]} if question else None


def conditions(document: Document, key: str, topic: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Every answer that a question can hang on, under the question that it is given to."""
    for question in closed_before(document, key, topic):
        yield (
            question.wording.say(language()),
            [
                (f"{question.key}={token}", answer_in_words(document, question, token, language()))
                for token in tokens_of(question)
            ],
        )


class OfferedForm(forms.Form):
    """One answer to choose. `value` is how it is stored; it stays when the answer is worded differently."""

    value = forms.RegexField(r"^[a-z0-9_]{1,60}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        for spoken in offered_languages():
            self.fields[spoken] = text_field(spoken, LABEL, required=False)

    def clean(self) -> None:
        fault = without_english(self.cleaned_data)
        if fault and DEFAULT not in self.errors:
            self.add_error(DEFAULT, fault)

    def texts(self) -> list[forms.BoundField]:
        return [self[spoken] for spoken in offered_languages()]

    @property
    def is_written(self) -> bool:
        return bool(self.cleaned_data.get(DEFAULT))


class QuestionEditing:
    """One question of a draft as a form, filled from the draft or from what was sent. `raw` is None for one that is not
    there yet. After a button that moves rows it shows what was typed without judging it."""

    def __init__(self, document: Document, topic: str, raw: Raw | None, data: QueryDict | None = None, *,
                 key: str = "", quiet: bool = False, seen: str = "") -> None:  # fmt: skip
        self.document, self.topic, self.raw, self.key = document, topic, raw, key
        self.own = not key or key.startswith(OWN)
        bound, typed = (None, data.dict()) if quiet and data is not None else (data, {})
        initial = {"seen": seen, **self._initial(), **typed}
        texts = texts_of_question(raw or {}, with_choices=not self.own)
        self.form = (
            OwnForm(bound, document=document, key=key, topic=topic, texts=texts, initial=initial)
            if self.own
            else TextsForm(bound, texts=texts, initial=initial)
        )
        self.rows = list(self._option_forms(data, quiet=quiet)) if self.own else []

    def _initial(self) -> dict[str, Any]:
        if self.raw is None or not self.own:
            return {}
        when = next(iter(self.raw.get("asked_when", ())), None)
        return {"kind": self.raw["type"], "when": f"{when['question']}={when['is'][0]}" if when else ""}

    def _option_forms(self, data: QueryDict | None, *, quiet: bool) -> Iterator[OfferedForm]:
        if data is None:
            for at, choice in enumerate((self.raw or {}).get("choices", ({"label": {}}, {"label": {}}))):
                initial = {"value": choice.get("value", ""), **choice["label"]}
                yield OfferedForm(initial=initial, prefix=f"{ROWS.letter}{at}")
        elif quiet:
            for prefix in ROWS.rearranged(data):
                typed = {name: data.get(f"{prefix}-{name}", "") for name in ("value", *offered_languages())}
                yield OfferedForm(initial=typed, prefix=prefix)
        else:
            yield from (OfferedForm(data, prefix=prefix) for prefix in ROWS.sent(data))

    @property
    def kind(self) -> str:
        return str(self.form["kind"].value() or "") if self.own else ""

    @property
    def offers(self) -> bool:
        """Whether answers to choose from belong to it; for a new one nobody knows yet."""
        return self.own and (not self.key or self.kind in own.CHOOSING)

    @property
    def full(self) -> bool:
        return len(self.rows) >= ROWS.most

    def is_valid(self) -> bool:
        if not all([self.form.is_valid(), *[row.is_valid() for row in self.rows]]):
            return False
        if self.own and self.form.cleaned_data["kind"] in own.CHOOSING:
            self._check_offered()
        return not (self.form.errors or any(row.errors for row in self.rows))

    def _check_offered(self) -> None:
        answers = [row for row in self.rows if row.is_written]
        if len(answers) < FEWEST:
            self.form.add_error(None, gettext("Write at least two answers to choose from."))
        known: set[str] = set()
        for row in answers:
            label = row.cleaned_data[DEFAULT].casefold()
            if label in known:
                row.add_error(DEFAULT, gettext("This answer is there already. Write another, or leave it empty."))
            known.add(label)

    def faults(self) -> Iterator[dict[str, Any]]:
        yield from self.form.faults()
        for at, row in enumerate(self.rows, start=1):
            answer = gettext("Answer %(number)s") % {"number": at}
            for field in row:
                label = f"{answer} ({field.label})" if field.label else answer
                yield from ({"text": error, "label": label, "id": field.id_for_label} for error in field.errors)

    def written(self) -> Raw:
        """What was typed, as the written form has it."""
        if not self.own:
            return reworded(self.raw or {}, self.form.texts, self.form.typed_texts())
        form: OwnForm = self.form  # type: ignore[assignment]
        kind = form.cleaned_data["kind"] if self.raw is None else self.raw["type"]
        key = self.key or form.cleaned_data["key"]
        bare = own.written_question(key, kind, form.condition(), list(self._offered()))
        return reworded(bare, form.texts, form.typed_texts())

    def _offered(self) -> Iterator[Raw]:
        taken = {row.cleaned_data["value"] for row in self.rows if row.is_written} | TAKEN
        for row in self.rows:
            if row.is_written:
                label = wording({spoken: with_one_line_end(row.cleaned_data[spoken]) for spoken in offered_languages()})
                value = row.cleaned_data["value"] or value_of(label[DEFAULT], taken)
                taken.add(value)
                yield {"value": value, "label": label}


def value_of(label: str, taken: set[str]) -> str:
    """How a new answer is stored: from its words, so that another answer never takes the place of one that went."""
    start = own.key_of(label).removeprefix(OWN) or "answer"
    numbered = (f"{start}_{number}" for number in range(2, 100))
    return next(each for each in (start, *numbered) if each not in taken)

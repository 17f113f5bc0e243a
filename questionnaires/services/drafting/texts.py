"""Every text of a question or a topic, by a name that stays: what can be worded differently, compared, and missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from presentation.language import language, language_name, language_title, offered_languages
from questionnaires.document.reader import LONGEST_TEXT
from recovery.languages import DEFAULT

Raw = dict[str, Any]
"""A question, a topic or a whole questionnaire in its written form."""


@dataclass(frozen=True)
class InLanguage:
    """What a text says in one language; where it says nothing yet, `untranslated` names the language."""

    code: str
    title: str
    words: str
    untranslated: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """One text by language. `place` is where it stands: the table that holds it, and its name there."""

    name: str
    what: str | Promise
    wording: Mapping[str, str]
    place: tuple[str | int, ...]
    longest: int = LONGEST_TEXT
    required: bool = True

    def say(self, language: str) -> str:
        return self.wording.get(language, "")

    def is_missing_in(self, language: str) -> bool:
        """Whether readers of the language see it in English, for want of their own."""
        return bool(self.say(DEFAULT)) and not self.say(language)

    def by_language(self) -> Iterator[InLanguage]:
        for code in offered_languages():
            untranslated = (language_name(code),) if self.is_missing_in(code) else ()
            yield InLanguage(code, language_title(code), self.say(code), untranslated)


SHORT, LABEL = 300, 150
OF_QUESTION: tuple[tuple[str, str | Promise, int, bool], ...] = (
    ("wording", _("The question"), SHORT, True),
    ("why", _("Why it is asked"), LONGEST_TEXT, True),
    ("example", _("Example"), LONGEST_TEXT, True),
    ("help", _("How to answer"), LONGEST_TEXT, False),
)
OF_TOPIC: tuple[tuple[str, str | Promise, int, bool], ...] = (
    ("title", _("Title"), LABEL, True),
    ("lead", _("First sentence"), LONGEST_TEXT, True),
)


def say(wording: Mapping[str, str], spoken: str) -> str:
    """A written text in a language; in English where it has none."""
    return wording.get(spoken) or wording[DEFAULT]


def untranslated_in(texts: Iterable[Text]) -> tuple[str, ...]:
    """The languages of the portal in which any of the texts is missing."""
    known = tuple(texts)
    return tuple(language for language in offered_languages() if any(text.is_missing_in(language) for text in known))


def texts_of_topic(topic: Mapping[str, Any]) -> tuple[Text, ...]:
    return tuple(_named(topic, OF_TOPIC))


def texts_of_question(question: Mapping[str, Any], *, with_choices: bool = True) -> tuple[Text, ...]:
    """All that can be worded. What a question of one's own offers is worded where it is added and removed."""
    texts = list(_named(question, OF_QUESTION))
    for part in ("choices", "rows", "levels") if with_choices else ():
        texts += _labels(question, part)
    texts += _steps(question)
    texts += _variants(question)
    return tuple(texts)


def _named(table: Mapping[str, Any], names: tuple[tuple[str, str | Promise, int, bool], ...]) -> Iterator[Text]:
    for name, what, longest, required in names:
        yield Text(name, what, table.get(name) or {}, (name,), longest, required)


def _labels(question: Mapping[str, Any], part: str) -> Iterator[Text]:
    """The labels of what is offered, and the notes beside them where there are any."""
    for at, choice in enumerate(question.get(part, ())):
        answer = say(choice["label"], language())
        name = f"{part}-{choice['value']}"
        yield Text(f"{name}-label", format_lazy(_("Answer “{answer}”"), answer=answer), choice["label"],
                   (part, at, "label"), LABEL)  # fmt: skip
        if "hint" in choice:
            yield Text(f"{name}-hint", format_lazy(_("Note beside “{answer}”"), answer=answer), choice["hint"],
                       (part, at, "hint"), LABEL)  # fmt: skip


def _steps(question: Mapping[str, Any]) -> Iterator[Text]:
    for at, step in enumerate(question.get("steps", ())):
        if isinstance(step, Mapping) and "label" in step:
            what = format_lazy(_("Answer “{answer}”"), answer=say(step["label"], language()))
            yield Text(f"steps-{step['at'].replace(' ', '')}", what, step["label"], ("steps", at, "label"), LABEL)


def _variants(question: Mapping[str, Any]) -> Iterator[Text]:
    for at, variant in enumerate(question.get("variants", ())):
        for name, what, longest, _required in OF_QUESTION:
            if name in variant:
                other = format_lazy(_("In the other case: {what}"), what=what)
                yield Text(f"variants-{at}-{name}", other, variant[name], ("variants", at, name), longest)


def reworded(table: Mapping[str, Any], texts: tuple[Text, ...], typed: Mapping[str, Mapping[str, str]]) -> Raw:
    """The question or topic with other texts: by the name of each, what it says in each language. An empty one goes;
    what stands there in a language that was not typed stays."""
    changed = deepcopy(dict(table))
    for text in texts:
        wording = {language: words.strip() for language, words in {**text.wording, **typed[text.name]}.items()}
        *way, last = text.place
        holder: Any = changed
        for step in way:
            holder = holder[step]
        if wording.get(DEFAULT):
            holder[last] = {language: words for language, words in wording.items() if words}
        else:
            holder.pop(last, None)
    return changed

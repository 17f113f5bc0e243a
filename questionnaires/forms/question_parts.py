"""What the templates of the questions need: texts in one language, options with their state, follow-up questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from presentation.durations import duration_in_words
from presentation.objectives import objective_in_words
from questionnaires.document.consistency import NOT_ANSWERED
from questionnaires.document.structure import Choice, Condition, Question, Step
from questionnaires.fields import type_of
from questionnaires.fields.durations import as_typed
from questionnaires.fields.estimates import CONFIDENCE, PARTS
from questionnaires.fields.field_type import OTHER, UNKNOWN, one, unknown_name
from questionnaires.fields.impact import HORIZONS, input_name, moment_in_words
from questionnaires.fields.objectives import ACCEPT, seconds_in
from questionnaires.forms.answers import TopicForm
from questionnaires.forms.prices import CardPrices, Price, place_of
from questionnaires.presenters.wording import lines
from questionnaires.services import measures
from questionnaires.services.asking import holds, is_asked, parent_on_page, worded
from questionnaires.services.express import EXPRESS, NUMBERS, is_of_express
from questionnaires.services.renewal import is_before

TEMPLATES = {
    "text": "text",
    "systems": "text",
    "whole": "number",
    "money": "number",
    "choice": "options",
    "choices": "options",
    "yes_no": "options",
    "duration": "options",
    "longer": "options",
    "objective": "objective",
    "impact": "impact",
}


HURTS = "moderate"
"""The level of harm that each category asks about first: what is less is a nuisance, what is more is on demand."""


@dataclass(frozen=True)
class Suggestion:
    """What the method suggests for an objective, and why, in sentences."""

    seconds: int
    because: tuple[str, ...]
    in_peak: bool = False
    """Whether the busiest season made it as tight as it is."""
    limit: int | None = None
    """The exact limit, in seconds, of which it is the step at or below."""


@dataclass(frozen=True)
class Option:
    """One card. `hooks` are the classes by which a style sheet opens or closes follow-up questions."""

    value: str
    label: str
    hint: str
    checked: bool
    hooks: str = ""
    price: Price | None = None
    price_place: str = ""
    """The id of the place for its price, on a card that can have one."""


@dataclass(frozen=True)
class Level:
    """From when on a category is hurt so much: one list to choose from."""

    name: str
    label: str
    hint: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Row:
    """One category of the impact grid: from when on it hurts, and, on demand, from when on more or less than that."""

    value: str
    label: str
    hint: str
    hurts: Level
    others: tuple[Level, ...]

    @property
    def opened(self) -> bool:
        """Whether one of the others is chosen."""
        return any(option.value and option.checked for level in self.others for option in level.options)


@dataclass(frozen=True)
class FollowUp:
    """Questions that one answer opens. `shown` says whether they are open while nothing is chosen."""

    slot: int
    condition: Condition
    shown: bool
    parts: tuple[Part, ...]

    def hook(self, token: str) -> str:
        """What choosing an answer does to these questions, where it changes anything."""
        opens = accepts(self.condition, token)
        if opens == self.shown:
            return ""
        return f"{'opens' if opens else 'closes'}-{self.slot}"


@dataclass(frozen=True)
class Part:
    """One question on the page."""

    form: TopicForm
    question: Question
    follow_ups: tuple[FollowUp, ...] = ()
    suggestion: Suggestion | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    above: int | None = None
    """Seconds that the times offered lie above, where the question is about longer ones than the RTO."""
    prices: CardPrices = field(default_factory=dict)
    neighbours: str = ""
    """What the choices beside the suggestion would mean, for who does not know."""

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def note(self) -> str:
        """What was understood of what stands in the form, where that needs to be said."""
        return self.form.notes.get(self.key, "")

    @property
    def field(self) -> BoundField:
        return self.form[self.key]

    @property
    def template(self) -> str:
        return f"questionnaires/questions/{TEMPLATES[self.question.type]}.html"

    @property
    def settled(self) -> str:
        """What was answered on the short way, on the page of its topic: one changes it if one likes."""
        stored = self.form.answers.get(self.key)
        if stored is None or self.form.is_bound or self.form.topic.key in (EXPRESS, NUMBERS) or is_before(stored):
            return ""
        if not is_of_express(self.form.document, self.key):
            return ""
        return "; ".join(lines(self.form.document, self.question, stored, self.form.language))

    @property
    def several(self) -> bool:
        """Whether more than one option may be chosen."""
        return self.question.type == "choices"

    @cached_property
    def typed(self) -> Mapping[str, list[str]]:
        sent = self.form.typed(self.question)
        return {**sent, **self._on_its_card(sent)} if self.question.type == "objective" else sent

    def _on_its_card(self, sent: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
        """A value stands on the suggestion's card when it is the same, else on its own, whichever was chosen then: the
        suggestion may have changed since."""
        chosen = one(sent, self.key)
        if chosen != ACCEPT and not (chosen.isascii() and chosen.isdecimal() and len(chosen) < 13):
            return {}
        seconds = seconds_in(self.question, sent, "suggested") if chosen == ACCEPT else int(chosen)
        if seconds is None or (self.suggestion and self.suggestion.seconds == seconds):
            return {self.key: [ACCEPT]}
        return as_typed(self.question, self.key, seconds, self.form.language)

    @property
    def text(self) -> str:
        return (self.typed.get(self.key) or [""])[-1]

    @property
    def other(self) -> str | None:
        """What stands beside “Other…”; None where nothing can be typed."""
        return one(self.typed, f"{self.key}-{OTHER}") if self.question.steps else None

    @property
    def suggested_sentence(self) -> str:
        """What the other answers allow of this objective."""
        if self.suggestion is None:
            return ""
        time = duration_in_words(self.suggestion.seconds, self.form.language)
        sentence = {
            ("rto", True): gettext("Your answers allow <strong>%(time)s</strong> without it."),
            ("rto", False): gettext("Your answers allow <strong>no interruption</strong>."),
            ("rpo", True): gettext("Your answers allow <strong>%(time)s</strong> of work to be lost."),
            ("rpo", False): gettext("Your answers allow <strong>no work</strong> to be lost."),
        }[self.question.measure, self.suggestion.seconds > 0]
        return mark_safe(sentence % {"time": escape(time)})  # noqa: S308 - the time is escaped

    @property
    def reason(self) -> str:
        return (self.typed.get(f"{self.key}-reason") or [""])[-1]

    @property
    def still(self) -> dict[str, object] | None:
        """For an answer from an earlier round that nobody has confirmed yet: when it was given, and the box's state."""
        stored = self.form.answers.get(self.key)
        if stored is None or not is_before(stored):
            return None
        given_at = datetime.fromisoformat(stored["at"]) if stored.get("at") else None
        return {"given_at": given_at, "checked": self.form.is_bound and self.form.says_still(self.question)}

    @property
    def exact(self) -> dict[str, object]:
        """What stands in the part for being more exact, and whether it is open."""
        shortest, longest, confidence = (one(self.typed, f"{self.key}{part}") for part in PARTS)
        sure = tuple(Option(value, str(label), "", value == confidence) for value, label in CONFIDENCE.items())
        opened = bool(shortest or longest or confidence)
        return {"shortest": shortest, "longest": longest, "sure": sure, "open": opened}

    @property
    def unknown_name(self) -> str:
        return unknown_name(self.question)

    @property
    def unknown(self) -> bool:
        return one(self.typed, self.unknown_name) == UNKNOWN

    @property
    def unknown_label(self) -> str:
        return self.form.document.unknown.say(self.form.language)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        chosen = {value.strip() for value in self.typed.get(self.key) or ()}
        offered = list(self._offered())
        if not type_of(self.question).separate_unknown:
            offered.append((UNKNOWN, self.unknown_label, ""))
        return tuple(
            Option(
                value,
                label,
                hint,
                value in chosen,
                self._hooks(value),
                self.prices.get(value),
                place_of(self.key, value) if value in self.prices else "",
            )
            for value, label, hint in offered
        )

    def _hooks(self, value: str) -> str:
        return " ".join(filter(None, (each.hook(value) for each in self.follow_ups)))

    def _offered(self) -> Iterator[tuple[str, str, str]]:
        language = self.form.language
        if self.question.type == "yes_no":
            yield from (("yes", gettext("Yes"), ""), ("no", gettext("No"), ""))
        for choice in self.question.choices:
            yield choice.value, choice.label.say(language), choice.hint.say(language) if choice.hint else ""
        yield from self._steps(language)

    def _steps(self, language: str) -> Iterator[tuple[str, str, str]]:
        suggested = self.suggestion.seconds if self.suggestion else None
        if suggested is not None:
            yield ACCEPT, self.name_of(suggested), gettext("follows from your answers")
        for step in self.question.steps:
            if step.seconds != suggested and self._is_offered(step):
                yield str(step.seconds), step.label.say(language) if step.label else self.name_of(step.seconds), ""
        if self.question.steps:
            yield OTHER, gettext("Other…"), ""

    def _is_offered(self, step: Step) -> bool:
        """What was chosen before stays on its card, whatever has become of the RTO."""
        return self.above is None or step.seconds > self.above or self.text == str(step.seconds)

    def name_of(self, seconds: int) -> str:
        if self.question.type == "objective":
            said = objective_in_words(self.question.measure, seconds, self.form.language)
            return said[:1].upper() + said[1:]
        return duration_in_words(seconds, self.form.language)

    @cached_property
    def harm_rows(self) -> tuple[Row, ...]:
        return tuple(self._row(row, self.form.language) for row in self.question.rows)

    def _row(self, row: Choice, language: str) -> Row:
        levels = {level.value: self._level(row.value, level, language) for level in self.question.levels}
        hurts = levels.pop(HURTS)
        hint = row.hint.say(language) if row.hint else ""
        return Row(row.value, row.label.say(language), hint, hurts, tuple(levels.values()))

    def _level(self, category: str, level: Any, language: str) -> Level:
        name = input_name(self.question, category, level.value)
        chosen = one(self.typed, name)
        moments = [("", gettext("never")), *((str(at), moment_in_words(at, language)) for at in HORIZONS)]
        options = tuple(Option(value, label, "", value == chosen) for value, label in moments)
        return Level(name, level.label.say(language), level.hint.say(language) if level.hint else "", options)


@dataclass(frozen=True)
class Known:
    """What the method says beside the questions: a suggestion by the name of its objective; by question, prices, and
    for the objectives what the choices beside the suggestion would mean."""

    suggestions: Mapping[str, Suggestion] = field(default_factory=dict)
    prices: Mapping[str, CardPrices] = field(default_factory=dict)
    neighbours: Mapping[str, str] = field(default_factory=dict)


def parts(form: TopicForm, known: Known | None = None) -> tuple[Part, ...]:
    """The questions of a topic that are asked, each with those that hang on its answer."""
    here = {question.key for question in form.topic.questions}
    tops = [question for question in form.topic.questions if parent_on_page(question, here) is None]
    shown = (question for question in tops if is_asked(form.document, form.answers_now(), question))
    return tuple(_part(form, question, here, known or Known()) for question in shown)


def _part(form: TopicForm, question: Question, here: set[str], known: Known) -> Part:
    said = worded(form.document, form.answers_now(), question)
    texts = {
        "label": said.wording.say(form.language),
        "why": said.why.say(form.language),
        "example": said.example.say(form.language),
        "help": said.help.say(form.language) if said.help else "",
    }
    return Part(
        form=form,
        question=question,
        follow_ups=tuple(_follow_ups(form, question, here, known)),
        suggestion=known.suggestions.get(question.measure),
        texts=texts,
        above=_rto_now(form, known.suggestions) if question.type == "longer" else None,
        prices=known.prices.get(question.key, {}),
        neighbours=known.neighbours.get(question.key, ""),
    )


def _rto_now(form: TopicForm, suggestions: Mapping[str, Suggestion]) -> int | None:
    """The RTO as it is answered, else as suggested."""
    given = measures.objective(form.document, form.answers_now(), "rto")
    if isinstance(given, int):
        return given
    return suggestions["rto"].seconds if "rto" in suggestions else None


def _follow_ups(form: TopicForm, question: Question, here: set[str], known: Known) -> Iterator[FollowUp]:
    groups: dict[Condition, list[Part]] = {}
    for other in form.topic.questions:
        condition = parent_on_page(other, here)
        if condition and condition.question == question.key and _open_from_elsewhere(form, other, here):
            groups.setdefault(condition, []).append(_part(form, other, here, known))
    for slot, (condition, members) in enumerate(groups.items(), start=1):
        yield FollowUp(slot, condition, accepts(condition, NOT_ANSWERED), tuple(members))


def _open_from_elsewhere(form: TopicForm, question: Question, here: set[str]) -> bool:
    elsewhere = (condition for condition in question.asked_when if condition.question not in here)
    return all(holds(form.document, form.answers_now(), condition) for condition in elsewhere)


def accepts(condition: Condition, token: str) -> bool:
    return condition.inverted != (token in condition.tokens)

"""What one version of a questionnaire says differently from another, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext

from presentation.language import language_name, offered_languages
from questionnaires.document.parsing import parse
from questionnaires.document.structure import Condition
from questionnaires.services.drafting.conditions import conditions_in_words
from questionnaires.services.drafting.texts import Raw, Text, say, texts_of_question, texts_of_topic
from recovery.languages import DEFAULT

NOT_WORDING = ("type", "measure", "otherwise", "minimum", "maximum", "optional", "asked_when")


@dataclass(frozen=True)
class Reworded:
    """One text that says something else. `label` names it: the question, the text, the language."""

    label: str
    language: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """`behind` are, by language, texts whose English changed while its own stayed: perhaps it should follow."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    reworded: list[Reworded] = field(default_factory=list)
    otherwise: list[str] = field(default_factory=list)
    behind: Mapping[str, list[str]] = field(default_factory=dict)
    keys: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        parts: tuple[Sized, ...] = (self.added, self.removed, self.moved, self.reworded, self.otherwise)
        return sum(len(part) for part in parts)


@dataclass(frozen=True)
class Asked:
    """A question or a topic with where it stands, for comparing."""

    key: str
    raw: Raw
    page: str
    name: str
    texts: tuple[Text, ...]


def compare(before: Raw, after: Raw, language: str) -> Comparison:
    """Everything that differs, in the order of the newer version."""
    old, new = questions_of(before, language), questions_of(after, language)
    old_topics, new_topics = topics_of(before, language), topics_of(after, language)
    both = [key for key in new if key in old]
    added = [key for key in new if key not in old]
    removed = [key for key in old if key not in new]
    moved = list(_moved(old, new))
    pairs = [(old_topics[key], new_topics[key]) for key in new_topics if key in old_topics]
    pairs += [(old[key], new[key]) for key in both]
    reworded = [each for one, other in pairs for each in differing(one, other)]
    otherwise = [key for key in both if asked_otherwise(old[key].raw, new[key].raw)]
    return Comparison(
        added=[_on_page(new[key]) for key in added],
        removed=[_on_page(old[key]) for key in removed],
        moved=[*_topics_moved(old_topics, new_topics), *(said for _key, said in moved)],
        reworded=reworded,
        otherwise=[new[key].name for key in otherwise],
        behind=left_behind_by_language(pairs),
        keys={
            "added": added,
            "removed": removed,
            "moved": [key for key, _said in moved],
            "reworded": [other.key for one, other in pairs if list(differing(one, other))],
        },
    )


def questions_of(raw: Raw, language: str) -> dict[str, Asked]:
    return {
        question["key"]: Asked(
            question["key"], question, say(topic["title"], language), say(question["wording"], language),
            texts_of_question(question),
        )
        for topic in raw["topics"]
        for question in topic["questions"]
    }  # fmt: skip


def topics_of(raw: Raw, language: str) -> dict[str, Asked]:
    return {
        topic["key"]: Asked(
            topic["key"], topic, "", gettext("Page “%(title)s”") % {"title": say(topic["title"], language)},
            texts_of_topic(topic),
        )
        for topic in raw["topics"]
    }  # fmt: skip


def differing(one: Asked, other: Asked) -> Iterator[Reworded]:
    """Each text that differs, in each language; one that only one of the two has stands beside nothing."""
    before, after = ({text.name: text for text in each.texts} for each in (one, other))
    for name in [*after, *(name for name in before if name not in after)]:
        what = (after.get(name) or before[name]).what
        for language in offered_languages():
            was, now = (texts[name].say(language) if name in texts else "" for texts in (before, after))
            if was != now:
                yield Reworded(_label(other.name, what, language), language, was, now)


def differing_question(raw: Raw, one: Raw | None, other: Raw, language: str) -> list[Reworded]:
    """What two wordings of the same question say differently, with when it is asked. None is one that is gone."""
    name = say(other["wording"], language)
    texts = [texts_of_question(each) if each else () for each in (one, other)]
    pair = [Asked(other["key"], each or {}, "", name, said) for each, said in zip((one, other), texts, strict=True)]
    when = [_when(raw, each, language) for each in (one, other)]
    asked = [Reworded(gettext("Asked"), language, *when)] if when[0] != when[1] else []
    return [*differing(*pair), *asked]


def differing_topic(one: Raw, other: Raw, language: str) -> list[Reworded]:
    name = say(other["title"], language)
    return list(differing(*(Asked(other["key"], each, "", name, texts_of_topic(each)) for each in (one, other))))


def _when(raw: Raw, question: Raw | None, language: str) -> str:
    if question is None or "asked_when" not in question:
        return gettext("always")
    document = parse(raw)
    conditions = [Condition(each["question"], tuple(each["is"])) for each in question["asked_when"] if "is" in each]
    known = [condition for condition in conditions if condition.question in document.questions]
    return gettext("when %(condition)s") % {"condition": "; ".join(conditions_in_words(document, known, language))}


def left_behind_by_language(pairs: Sequence[tuple[Asked, Asked]]) -> dict[str, list[str]]:
    found = {
        language: [text for one, other in pairs for text in left_behind(one, other, language)]
        for language in offered_languages()
    }
    return {language: texts for language, texts in found.items() if texts}


def left_behind(one: Asked, other: Asked, language: str) -> Iterator[str]:
    """The texts whose English changed while what they say in another language stayed."""
    before = {text.name: text for text in one.texts}
    for text in other.texts:
        was = before.get(text.name)
        if was and was.say(DEFAULT) != text.say(DEFAULT) and text.say(language) == was.say(language) != "":
            yield f"{other.name}: {text.what}"


def texts_missing_in(raw: Raw, wanted: str, language: str) -> list[str]:
    """What a questionnaire does not say in the wanted language yet, told in another."""
    everything = [*topics_of(raw, language).values(), *questions_of(raw, language).values()]
    return [f"{each.name}: {text.what}" for each in everything for text in each.texts if text.is_missing_in(wanted)]


def asked_otherwise(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether what can be answered, or when it is asked, differs."""
    plain = any(one.get(name) != other.get(name) for name in NOT_WORDING)
    return plain or offered(one) != offered(other)


def offered(question: Mapping[str, Any]) -> list[str]:
    steps = [step if isinstance(step, str) else step["at"] for step in question.get("steps", ())]
    return [*(choice["value"] for choice in question.get("choices", ())), *steps]


def _label(name: str, what: str | Promise, language: str) -> str:
    spoken = gettext("in %(language)s") % {"language": language_name(language)}
    return f"{name}: {what} ({spoken})"


def _on_page(asked: Asked) -> str:
    return gettext("“%(question)s”, on the page “%(page)s”") % {"question": asked.name, "page": asked.page}


def _moved(old: Mapping[str, Asked], new: Mapping[str, Asked]) -> Iterator[tuple[str, str]]:
    pages = {asked.raw["key"]: asked.page for asked in new.values()}
    kept = [key for key in new if key in old]
    for page in dict.fromkeys(pages.values()):
        now = [key for key in kept if new[key].page == page]
        moved = set(displaced([key for key in old if key in now], now))
        for key in (key for key in now if key in moved and not moved & _above(new[key].raw)):
            yield key, _where(new[key].name, [new[each].name for each in now], now.index(key))


def _above(question: Raw) -> set[str]:
    """What a question hangs on: where that moved, this one came along."""
    return {condition["question"] for condition in question.get("asked_when", ())}


def _topics_moved(old: Mapping[str, Asked], new: Mapping[str, Asked]) -> Iterator[str]:
    now = [key for key in new if key in old]
    for key in displaced([key for key in old if key in new], now):
        yield _where(new[key].name, [new[each].name for each in now], now.index(key))


def _where(name: str, names: list[str], at: int) -> str:
    if at == 0:
        return gettext("“%(question)s” comes first now") % {"question": name}
    return gettext("“%(question)s” comes after “%(other)s” now") % {"question": name, "other": names[at - 1]}


def displaced(before: list[str], after: list[str]) -> Iterable[str]:
    """The fewest that have to move for the one order to become the other."""
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {after[block.b + at] for block in same for at in range(block.size)}
    return [key for key in after if key not in stayed]

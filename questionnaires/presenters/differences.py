"""What has changed from one round to the next, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from questionnaires.document.parsing import parsed
from questionnaires.document.structure import Document
from questionnaires.presenters.wording import Said, answers_in_words, lines
from questionnaires.services.asking import Answers, worded

Round = tuple[Document | Mapping[str, Any], Answers]
"""A questionnaire in its version, and the answers to it."""


@dataclass(frozen=True)
class Changed:
    """One answer that says something else now; without lines it was open, or not asked."""

    key: str
    question: str
    before: tuple[str, ...]
    now: tuple[str, ...]


def changed(before: Round, now: Round, language: str) -> tuple[Changed, ...]:
    """Every answer that differs, in the order of the questions. Another wording of the same answer is no change."""
    earlier, later = _by_key(before, language), _by_key(now, language)
    return tuple(_differing(earlier, later, before[1], now[1]))


def touched(
    document: Document | Mapping[str, Any], before: Answers, now: Answers, language: str
) -> tuple[Changed, ...]:
    """Every answer that differs, asked or not, in the order of the questions. Of an answer of several lines only those
    that differ."""
    document = parsed(document)
    return tuple(
        _one_touched(document, key, before, now, language)
        for key in document.questions
        if _bare(before.get(key)) != _bare(now.get(key))
    )


def _one_touched(document: Document, key: str, before: Answers, now: Answers, language: str) -> Changed:
    question = document.questions[key]
    old, new = (lines(document, question, each.get(key), language) for each in (before, now))
    gone, come = (tuple(line for line in a if line not in b) for a, b in ((old, new), (new, old)))
    wording = worded(document, now, question).wording.say(language)
    return Changed(key, wording, gone, come) if gone or come else Changed(key, wording, old, new)


def _by_key(round_: Round, language: str) -> dict[str, Said]:
    document, answers = parsed(round_[0]), round_[1]
    return {each.key: each for topic in answers_in_words(document, answers, language) for each in topic.answers}


def _differing(
    earlier: Mapping[str, Said], later: Mapping[str, Said], before: Answers, now: Answers
) -> Iterator[Changed]:
    for key in [*later, *(key for key in earlier if key not in later)]:
        old, new = earlier.get(key), later.get(key)
        asked_in_both = old is not None and new is not None
        if asked_in_both and _bare(before.get(key)) == _bare(now.get(key)):
            continue
        lines = (old.lines if old else (), new.lines if new else ())
        if lines[0] != lines[1]:
            one = new or old
            yield Changed(key, one.question if one else key, *lines)


def _bare(answer: Mapping[str, Any] | None) -> Any:
    return None if answer is None else (answer["state"], answer["value"])

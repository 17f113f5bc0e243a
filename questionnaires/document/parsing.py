"""From the stored or written form of a questionnaire to a Document, strictly: every fault names its place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from questionnaires.document.consistency import check
from questionnaires.document.reader import Reader
from questionnaires.document.structure import Choice, Condition, Document, Question, Step, Topic, Variant
from recovery.reading import parse_duration

PARTS = {
    "text": (),
    "choice": ("choices",),
    "choices": ("choices",),
    "yes_no": (),
    "duration": ("steps",),
    "longer": ("choices", "steps"),
    "whole": (),
    "money": (),
    "impact": ("rows", "levels"),
    "systems": (),
    "objective": ("steps",),
}
"""The types of questions, and what each has to offer."""

_parsed: dict[str, Document] = {}


def parsed(document: Document | Mapping[str, Any]) -> Document:
    """The document of a questionnaire; one that carries its checksum is parsed once per process.

    Raises DocumentError.
    """
    if isinstance(document, Document):
        return document
    checksum = document.get("checksum")
    if checksum is None:
        return parse(document)
    if checksum not in _parsed:
        _parsed[checksum] = parse({name: part for name, part in document.items() if name != "checksum"})
    return _parsed[checksum]


def parse(raw: Mapping[str, Any]) -> Document:
    """Checks everything and gives the Document. Raises DocumentError at the first fault."""
    reader = Reader(raw, "questionnaire")
    document = Document(
        slug=reader.key("slug"),
        version=reader.whole("version", least=1),
        title=reader.wording("title"),
        unknown=reader.wording("unknown"),
        topics=reader.each("topics", _topic, least=1),
    )
    reader.finish()
    check(document)
    return document


def _topic(raw: Any, place: str) -> Topic:
    reader = Reader(raw, place)
    key = reader.key("key")
    reader.place = f"topic “{key}”"
    conditions = reader.each("asked_when", _condition)
    topic = Topic(
        key=key,
        title=reader.wording("title"),
        lead=reader.wording("lead"),
        questions=reader.each("questions", partial(_question, topic=key, conditions=conditions), least=1),
    )
    reader.finish()
    return topic


def _question(raw: Any, place: str, *, topic: str, conditions: tuple[Condition, ...]) -> Question:
    reader = Reader(raw, place)
    key, kind = reader.key("key"), reader.text("type")
    reader.place = f"question “{key}”"
    if kind not in PARTS:
        raise reader.fault("type", f"“{kind[:60]}” should be one of {', '.join(sorted(PARTS))}")
    question = Question(
        key=key,
        type=kind,
        topic=topic,
        wording=reader.wording("wording"),
        why=reader.wording("why"),
        example=reader.wording("example"),
        help=reader.maybe_wording("help"),
        seconds=reader.whole("seconds", 15, least=1),
        measure=reader.take("measure", str, ""),
        otherwise=reader.maybe_whole("otherwise"),
        asked_when=(*conditions, *reader.each("asked_when", _condition)),
        variants=reader.each("variants", _variant),
        minimum=reader.whole("minimum", 0),
        maximum=reader.whole("maximum", 1_000_000_000_000),
        optional=reader.flag("optional"),
        **_parts(reader, kind),
    )
    reader.finish()
    return question


def _parts(reader: Reader, kind: str) -> dict[str, Any]:
    makers = {"choices": _choice, "rows": _choice, "levels": _choice, "steps": _step}
    return {name: reader.each(name, makers[name], least=1) for name in PARTS[kind]}


def _choice(raw: Any, place: str) -> Choice:
    reader = Reader(raw, place)
    choice = Choice(reader.text("value"), reader.wording("label"), reader.maybe_wording("hint"))
    reader.finish()
    return choice


def _step(raw: Any, place: str) -> Step:
    """Either a duration as people write it, or a table with one (`at`) and a label."""
    reader = Reader({"at": raw} if isinstance(raw, str) else raw, place)
    written, label = reader.text("at"), reader.maybe_wording("label")
    reader.finish()
    try:
        return Step(parse_duration(written), label)
    except ValueError as error:
        raise reader.fault("at", f"“{written[:60]}” is no duration; write “4 h” or “15 min”") from error


def _condition(raw: Any, place: str) -> Condition:
    reader = Reader(raw, place)
    question, inverted = reader.key("question"), "is_not" in reader.raw
    condition = Condition(question, reader.texts("is_not" if inverted else "is"), inverted)
    reader.finish()
    return condition


def _variant(raw: Any, place: str) -> Variant:
    reader = Reader(raw, place)
    variant = Variant(
        when=reader.each("when", _condition, least=1),
        wording=reader.maybe_wording("wording"),
        why=reader.maybe_wording("why"),
        example=reader.maybe_wording("example"),
        help=reader.maybe_wording("help"),
    )
    reader.finish()
    return variant

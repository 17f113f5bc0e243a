"""A questionnaire with a fault is refused with the place of the fault."""

from __future__ import annotations

import pytest

from questionnaires.document.parsing import parse
from questionnaires.document.reader import DocumentError


def change(path: str, value: object):
    """A way to spoil the document: set (or with None remove) what stands at a path."""

    def spoil(raw: dict) -> None:
        *way, last = path.split(".")
        at = raw
        for name in way:
            at = at[int(name)] if isinstance(at, list) else at[name]
        if value is None:
            del at[int(last) if isinstance(at, list) else last]
        elif isinstance(at, list):
            at[int(last)] = value
        else:
            at[last] = value

    return spoil


FAULTS = [
    (change("slug", None), "questionnaire, slug: is missing"),
    (change("version", "1"), "questionnaire, version: should be a int, not a str"),
    (change("version", True), "questionnaire, version: should be a int"),
    (change("version", 0), "should be 1 or more"),
    (change("title.en", None), "questionnaire, title, en: is missing"),
    (change("title.es", "  "), "title, es: should be a text"),
    (change("topics", []), "questionnaire, topics: should have 1 or more"),
    (change("topics", {}), "questionnaire, topics: should be a list"),
    (change("topics.0", "x"), "questionnaire, topics 1: should be a table"),
    (change("topics.0.key", "Harm!"), "should be small letters"),
    (change("topics.0.key", "check"), "topic “check”: is an address of the portal"),
    (change("topics.1.key", "harm"), "topic “harm”: is there twice"),
    (change("topics.0.colour", "red"), "topic “harm”: does not know “colour”"),
    (change("topics.0.questions.0.key", "mtd"), "question “mtd”: is there twice"),
    (change("topics.0.questions.0.why.en", None), "question “what_stops”, why, en: is missing"),
    (change("topics.0.questions.0.example", None), "question “what_stops”, example: is missing"),
    (change("topics.0.questions.0.wording.French", "Quoi ?"), "question “what_stops”, wording: does not know “French”"),
    (change("topics.0.questions.0.wording.en", "x" * 1001), "at most 1000 characters"),
    (change("topics.0.questions.0.type", "poem"), "question “what_stops”, type: “poem” should be one of"),
    (change("topics.0.questions.1.key", "own_impact"), "question “own_impact”: is called “own_…”"),
    (change("topics.0.questions.3.key", "own_mtd"), "question “own_mtd”: is called “own_…”"),
    (change("topics.0.questions.0.measure", "mtd"), "a question of type text cannot measure “mtd”"),
    (
        change("topics.0.questions.3.measure", "love"),
        "question “mtd”: a question of type duration cannot measure “love”",
    ),
    (change("topics.0.questions.3.measure", "wrt"), "measure “wrt”: is fed by two questions"),
    (change("topics.0.questions.3.steps", []), "question “mtd”, steps: should have 1 or more"),
    (change("topics.0.questions.3.steps.0", "soon"), "question “mtd”, steps 1, at: “soon” is no duration"),
    (change("topics.0.questions.3.steps.1", "15 min"), "question “mtd”: offers the same answer twice"),
    (change("topics.0.questions.2.choices.0.value", "unknown"), "offers a value that means something else"),
    (change("topics.0.questions.1.rows.0.value", "weather"), "question “impact”: should have the rows"),
    (change("topics.0.questions.1.levels", []), "question “impact”, levels: should have 1 or more"),
    (change("topics.1.questions.1.asked_when.0.question", "rto"), "“rto”, which is not asked before it"),
    (change("topics.1.questions.1.asked_when.0.question", "nobody"), "“nobody”, which is not asked before it"),
    (change("topics.1.questions.1.asked_when.0.is", ["maybe"]), "“maybe” is no answer to “peak”"),
    (change("topics.1.questions.1.asked_when.0.is", []), "should be a list of short texts"),
    (change("topics.1.questions.1.asked_when.0.is", ["yes", "yes"]), "names something twice"),
    (change("topics.6.questions.1", None), "questionnaire: no question asks for the rpo"),
    (change("topics.4.questions.3.minimum", 200000), "its minimum is above its maximum"),
    (change("topics.0.questions.3.otherwise", 0), "“otherwise” belongs to a duration that has a condition"),
]


@pytest.mark.parametrize(("spoil", "message"), FAULTS, ids=[message for _, message in FAULTS])
def test_a_fault_is_named_with_its_place(raw, spoil, message):
    spoil(raw)
    with pytest.raises(DocumentError) as refused:
        parse(raw)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_standard_one_is_without_fault(raw):
    assert parse(raw).version == raw["version"]

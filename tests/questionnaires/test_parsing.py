"""A questionnaire with a fault is refused with the place of the fault."""

from __future__ import annotations

import pytest

from questionnaires.document.parsing import parse
from questionnaires.document.reader import DocumentError


def change(path: str, value: object):
    """A way to spoil the document: set (or with None remove) what stands at a path of names, keys and numbers."""

    def spoil(raw: dict) -> None:
        *way, last = path.split(".")
        at = raw
        for name in way:
            at = at[place(at, name)]
        if value is None:
            del at[place(at, last)]
        else:
            at[place(at, last)] = value

    return spoil


def place(at: dict | list, name: str) -> str | int:
    """Topics and questions are found by their keys, so that a further one moves none of them away."""
    if not isinstance(at, list):
        return name
    return int(name) if name.isdigit() else next(n for n, each in enumerate(at) if each["key"] == name)


FAULTS = [
    (change("slug", None), "questionnaire, slug: is missing"),
    (change("version", "1"), "questionnaire, version: should be a int, not a str"),
    (change("version", True), "questionnaire, version: should be a int"),
    (change("version", 0), "should be 1 or more"),
    (change("title.en", None), "questionnaire, title, en: is missing"),
    (change("title.es", "  "), "title, es: should be a text"),
    (change("topics", []), "questionnaire, topics: should have 1 or more"),
    (change("topics", {}), "questionnaire, topics: should be a list"),
    (change("topics.harm", "x"), "questionnaire, topics 1: should be a table"),
    (change("topics.harm.key", "Harm!"), "should be small letters"),
    (change("topics.harm.key", "check"), "topic “check”: is an address of the portal"),
    (change("topics.meanwhile.key", "harm"), "topic “harm”: is there twice"),
    (change("topics.harm.colour", "red"), "topic “harm”: does not know “colour”"),
    (change("topics.harm.questions.what_stops.key", "mtd"), "question “mtd”: is there twice"),
    (change("topics.harm.questions.what_stops.why.en", None), "question “what_stops”, why, en: is missing"),
    (change("topics.harm.questions.what_stops.example", None), "question “what_stops”, example: is missing"),
    (
        change("topics.harm.questions.what_stops.wording.French", "Quoi ?"),
        "question “what_stops”, wording: does not know “French”",
    ),
    (change("topics.harm.questions.what_stops.wording.en", "x" * 1001), "at most 1000 characters"),
    (change("topics.harm.questions.what_stops.type", "poem"), "question “what_stops”, type: “poem” should be one of"),
    (change("topics.harm.questions.impact.key", "own_impact"), "question “own_impact”: is called “own_…”"),
    (change("topics.harm.questions.mtd.key", "own_mtd"), "question “own_mtd”: is called “own_…”"),
    (change("topics.harm.questions.what_stops.measure", "mtd"), "a question of type text cannot measure “mtd”"),
    (
        change("topics.harm.questions.mtd.measure", "love"),
        "question “mtd”: a question of type duration cannot measure “love”",
    ),
    (change("topics.harm.questions.mtd.measure", "wrt"), "measure “wrt”: is fed by two questions"),
    (change("topics.harm.questions.mtd.steps", []), "question “mtd”, steps: should have 1 or more"),
    (change("topics.harm.questions.mtd.steps.0", "soon"), "question “mtd”, steps 1, at: “soon” is no duration"),
    (change("topics.harm.questions.mtd.steps.1", "15 min"), "question “mtd”: offers the same answer twice"),
    (
        change("topics.meanwhile.questions.reduced_service.choices.0.value", "unknown"),
        "offers a value that means something else",
    ),
    (change("topics.harm.questions.mtd.optional", True), "only what informs people can be optional"),
    (change("topics.harm.questions.what_stops.optional", "yes"), "should be true or false"),
    (change("topics.harm.questions.impact.rows.0.value", "weather"), "question “impact”: should have the rows"),
    (change("topics.harm.questions.impact.levels", []), "question “impact”, levels: should have 1 or more"),
    (
        change("topics.meanwhile.questions.peak_when.asked_when.0.question", "rto"),
        "“rto”, which is not asked before it",
    ),
    (
        change("topics.meanwhile.questions.peak_when.asked_when.0.question", "nobody"),
        "“nobody”, which is not asked before it",
    ),
    (change("topics.meanwhile.questions.peak_when.asked_when.0.is", ["maybe"]), "“maybe” is no answer to “peak”"),
    (change("topics.meanwhile.questions.peak_when.asked_when.0.is", []), "should be a list of short texts"),
    (change("topics.meanwhile.questions.peak_when.asked_when.0.is", ["yes", "yes"]), "names something twice"),
    (change("topics.objectives.questions.rpo", None), "questionnaire: no question asks for the rpo"),
    (change("topics.loss.questions.people_reentering.minimum", 200000), "its minimum is above its maximum"),
    (
        change("topics.meanwhile.questions.reduced_service.choices.0.value", "few"),
        "question “reduced_service”: its answers should be whole numbers from 0 to 100",
    ),
    (change("topics.meanwhile.questions.reduced_service.choices.0.value", "101"), "whole numbers from 0 to 100"),
    (
        change("topics.copies.questions.regulator_site.choices.1.value", "moon"),
        "question “regulator_site”: its answers should be among same, other_site, other_region, other_provider",
    ),
    (change("topics.objectives.questions.data_rto.choices", []), "“data_rto”, choices: should have 1 or more"),
    (change("topics.objectives.questions.data_rto.type", "duration"), "“data_rto”: does not know “choices”"),
    (change("topics.harm.questions.mtd.otherwise", 0), "“otherwise” belongs to a duration that has a condition"),
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

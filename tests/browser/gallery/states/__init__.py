"""The table of states, by subject."""

from __future__ import annotations

from tests.browser.gallery.states import (
    answering,
    campaigns,
    catalogue,
    deciding,
    faults,
    questionnaire,
    reading,
    scenarios,
    several_people,
    signing_in,
    spanish,
)

SHOTS = (
    *signing_in.SHOTS,
    *catalogue.SHOTS,
    *answering.SHOTS,
    *several_people.SHOTS,
    *deciding.SHOTS,
    *questionnaire.SHOTS,
    *reading.SHOTS,
    *scenarios.SHOTS,
    *campaigns.SHOTS,
    *faults.SHOTS,
    *spanish.SHOTS,
)

"""Would it have been found? Each case is given to the command line, and says what must be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recovery.incidents import Incident, after, incidents
from tests.recovery.incidents.page import answered, findings, page

ROOT = Path(__file__).resolve().parents[3]
CASES = pytest.mark.parametrize("incident", incidents(), ids=lambda each: each.name)


@CASES
def test_what_must_be_said_is_said_the_day_before(incident: Incident):
    said = [each["code"] for each in findings(incident.document, incident.system)]

    assert [code for code in incident.must_say if code not in said] == []


@pytest.mark.parametrize("incident", [each for each in incidents() if each.still_after], ids=lambda each: each.name)
def test_what_a_stronger_strategy_does_not_mend_is_still_said(incident: Incident):
    assert incident.must_say[0] in [each["code"] for each in findings(after(incident), incident.system)]


@pytest.mark.parametrize("incident", [each for each in incidents() if each.scenario], ids=lambda each: each.name)
def test_what_happens_to_all_at_once_is_said(incident: Incident):
    found = answered(incident.scenario or {}, "scenario")

    assert found["late"] > 0
    assert set(incident.must_say_of_scenario) <= {each["code"] for each in found["findings"]}


def test_never_tested_means_the_data_where_only_failing_over_was_tried():
    by_name = {each.name: each for each in incidents()}
    for name in ("gitlab-2017", "atlassian-2022"):
        case = by_name[name]
        said = {each["code"]: each for each in findings(case.document, case.system)}
        assert said["never-tested"]["read"]["kinds"] == ["data_restore"]


def test_the_page_says_what_is_found():
    assert (ROOT / "docs" / "incidents.md").read_text(encoding="utf-8") == page()


def test_the_readme_leads_to_the_page():
    assert "docs/incidents.md" in (ROOT / "README.md").read_text(encoding="utf-8")

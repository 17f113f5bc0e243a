# ruff: noqa: E501 (a row of a table is read in one line)
"""`python -m recovery scenario`: what comes out, and how bad input is refused."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from recovery.__main__ import main

ROOT = Path(__file__).resolve().parents[3]
DATABASE = {
    "key": "db", "site": "Madrid", "copies_at": "vault", "rto": 16200, "rpo": 86400,
    "facts": {"data_size_gib": 100, "restore_mib_per_s": 50, "mtd": 36000, "wrt": 3600, "loss_per_hour": 120},
    "today": {"strategy": "backup_restore"},
}  # fmt: skip
SHOP = {"key": "shop", "site": "Madrid", "rto": 16200, "rpo": "not applicable", "today": {"strategy": "pilot_light"}}
MAIL = {"key": "mail", "site": "Lisbon", "rto": 7200, "today": {"strategy": "multi_site"}}
SCENARIO = {"kind": "site", "lost": {"site": "Madrid"}, "teams": 1, "throughput": {"vault": 60}, "declared_after": 1800}
EXAMPLE = {
    "contract": 2, "systems": [SHOP, MAIL, DATABASE],
    "dependencies": [{"system": "shop", "needs": "db", "kind": "hard"}], "scenario": SCENARIO,
}  # fmt: skip


def run(document, *arguments) -> tuple[int, str, list[str]]:
    text = document if isinstance(document, bytes) else json.dumps(document).encode()
    out, err = io.StringIO(), io.StringIO()
    code = main(io.BytesIO(text), out, err, arguments or ("scenario",))
    return code, out.getvalue(), err.getvalue().splitlines()


def predicted(document):
    code, out, faults = run(document)
    assert (code, faults) == (0, [])
    return json.loads(out)


def test_the_example():
    found = predicted(EXAMPLE)
    findings = found.pop("findings")
    assert found == {
        "contract": 2,
        "systems": [
            {"key": "shop", "back_at": 18248, "late_rto": 2048, "late_mtd": None, "waited_for": {"team": True}, "unknown": False},
            {"key": "db", "back_at": 16448, "late_rto": 248, "late_mtd": 0, "waited_for": None, "unknown": False},
        ],
        "late": 2, "cost_of_lateness": 8.27, "decides": "teams",
        "least_capacity": {"teams": None, "throughput": {"vault": None}}, "order": ["db", "shop"], "bound": 18248,
    }  # fmt: skip
    assert [each["code"] for each in findings] == ["together-exceeds-rto"]


def test_the_command_itself():
    done = subprocess.run(
        [sys.executable, "-m", "recovery", "scenario"], input=json.dumps(EXAMPLE).encode(), capture_output=True,
        cwd=ROOT, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == predicted(EXAMPLE)


def test_lost_by_key_and_contract_one():
    found = predicted(EXAMPLE | {"contract": 1, "scenario": SCENARIO | {"lost": ["shop"], "declared_after": None}})
    assert [each["key"] for each in found["systems"]] == ["shop"]


def test_waits_by_kind():
    waits = {"a": {"team": True}, "b": {"throughput": "vault"}}
    two = [DATABASE | {"key": key} for key in "ab"]
    one_team = predicted({"contract": 2, "systems": two, "scenario": SCENARIO})
    two_teams = predicted({"contract": 2, "systems": two, "scenario": SCENARIO | {"teams": 2}})
    assert waits["a"] in [each["waited_for"] for each in one_team["systems"]]
    assert waits["b"] in [each["waited_for"] for each in two_teams["systems"]]


def test_data_of_its_own_time():
    found = predicted(
        EXAMPLE
        | {"systems": [DATABASE | {"data_rto": 90000}], "dependencies": [], "scenario": SCENARIO | {"kind": "data"}}
    )
    assert found["systems"][0]["late_rto"] == 0


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"kind": "fire"}, 'scenario: kind: "fire" is not one of site, data, supplier'),
        ({"kind": None}, "scenario: kind: null is not one of"),
        ({"teams": 0}, "scenario: teams: 0 is not a whole number between 1 and 100000"),
        ({"teams": True}, "scenario: teams: true is not"),
        ({"teams": None}, "scenario: teams: null is not"),
        ({"throughput": []}, "scenario: throughput: a list is not an object"),
        ({"throughput": {"vault": 0}}, "scenario: throughput.vault: 0 is not a number above 0, in MiB/s"),
        ({"throughput": {"v\n": "x"}}, "scenario: throughput.'v\\n': \"x\" is not"),
        ({"declared_after": -1}, "scenario: declared_after: -1 is not a whole number of seconds"),
        ({"lost": None}, "scenario: lost: null is not a list of system keys, nor an object that names a site"),
        ({"lost": ["nowhere", 7]}, 'scenario: lost: "nowhere" is not the key of a system that is listed'),
        ({"lost": {"site": "Paris"}}, 'scenario: lost.site: "Paris" is not the site of a system that is listed'),
        ({"lost": {"region": "x"}}, 'scenario: lost: "region" is not known'),
        ({"budget": 3}, 'scenario: "budget" is not known (value 3)'),
    ],
)
def test_a_scenario_that_cannot_be(change, fault):
    code, out, faults = run(EXAMPLE | {"scenario": SCENARIO | change})
    assert (code, out) == (2, "")
    assert any(line.startswith(fault) for line in faults), faults


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ({"contract": 2, "systems": []}, "document: scenario is missing"),
        (EXAMPLE | {"scenario": 3}, "scenario: 3 is not an object"),
        (EXAMPLE | {"contract": 3}, "document: contract: 3 is not"),
        (EXAMPLE | {"systems": [MAIL | {"site": 5}]}, "system mail.site: 5 is not a text"),
        (EXAMPLE | {"systems": [MAIL | {"data_rto": "soon"}]}, 'system mail.data_rto: "soon" is not'),
        (EXAMPLE | {"systems": [7]}, "systems[0]: 7 is not an object"),
        (EXAMPLE | {"systems": [MAIL | {"rto": -1}]}, "system mail: rto: -1 is not"),
        (b"{", "document: not JSON"),
        (b"[]", "document: a list is not an object"),
    ],
)
def test_a_document_that_cannot_be_read(document, fault):
    code, out, faults = run(document)
    assert (code, out) == (2, "")
    assert any(line.startswith(fault) for line in faults), faults


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (b"[]", "document: a list is not an object"),
        (b"null", "document: null is not an object"),
        (EXAMPLE | {"scenario": 3}, "scenario: 3 is not an object"),
        (EXAMPLE | {"scenario": []}, "scenario: a list is not an object"),
        (EXAMPLE | {"scenario": None}, "document: scenario is missing"),
        (EXAMPLE | {"scenario": SCENARIO | {"throughput": 3}}, "scenario: throughput: 3 is not an object"),
    ],
)
def test_what_is_no_object_is_one_fault(document, fault):
    assert run(document) == (2, "", [fault])


def test_every_fault_has_a_line():
    assert len(run(EXAMPLE | {"scenario": {"kind": "x", "lost": 1, "teams": -1}})[2]) == 3


def test_a_word_that_is_no_command():
    assert run(EXAMPLE, "scenarios") == (2, "", ["usage: python -m recovery [scenario] < document.json"])
    assert run({"contract": 1, "systems": [MAIL]}, "scenario", "twice")[0] == 2

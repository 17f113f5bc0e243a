# ruff: noqa: E501 (a row of a table is read in one line)
"""What documents may just hold and just not, in a policy and in the contract, and what a refusal says."""

import io
import json

import pytest

from recovery.__main__ import main
from recovery.document import document
from recovery.durations import LONGEST
from recovery.policy import Policy, PolicyError
from tests.recovery.test_document import PAGE

ROW = {"key": "cold", "doing_time": 60, "share": 0.1, "tier": 1}


@pytest.mark.parametrize(
    ("field", "held", "refused"),
    [
        ("owner_systems", [1, 1000], [0, 1001, 1.0, True]),
        ("tighter_steps", [1], [0]),
        ("headroom", [1, 1.0, 0.001], [0, 1.001]),
        ("owner_share", [1], [0]),
        ("harm_factor", [1, 1.0], [0.99]),
        ("disruptions_per_year", [0, 1e15], [-0.1, 1.1e15, float("inf"), True]),
        ("health_check_failures", [1, 1000], [0, 1001]),
        ("finish_time", [0, LONGEST], [-1, LONGEST + 1]),
        ("archive_interval", [1, LONGEST], [0, LONGEST + 1]),
        ("continuous_retention_max", [1, LONGEST], [0, LONGEST + 1]),
        ("drill_age", [1, LONGEST], [0, LONGEST + 1]),
        ("detection_time", [0, LONGEST], [-1, LONGEST + 1, False]),
        ("version", ["x", "x" * 200, " " * 300 + "x"], ["", "  ", "x" * 201, None]),
        ("snapshot_intervals", [[1], [3600, 60]], [[], [0], [3600, "60"], 60]),
    ],
)
def test_a_field_of_a_policy(field, held, refused):
    for value in held:
        found = getattr(Policy.from_document({field: value}), field)
        assert (list(found) if isinstance(found, tuple) else found) == value
    for value in refused:
        with pytest.raises(PolicyError) as caught:
            Policy.from_document({field: value})
        assert len(caught.value.faults) == 1
        assert caught.value.faults[0].startswith(f"policy {field}: ")
        assert caught.value.faults[0].endswith(" will not do")


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ([], ["policy: must be an object, not a list"]),
        ({"colour": "red"}, ['policy "colour" is not known: "red" will not do']),
        ({"strategies": {}}, ["policy strategies: must be a list of at least one row, not an object"]),
        ({"strategies": []}, ["policy strategies: must be a list of at least one row, not a list"]),
        ({"strategies": [1]}, ["policy strategies[0]: must be an object, not 1"]),
        ({"strategies": [ROW, ROW]}, ['policy strategies: "cold" is listed twice']),
        ({"strategies": [ROW, ROW | {"key": "hot", "tier": 5}]}, ["policy strategies[1] tier: 5 will not do"]),
        ({"strategies": [ROW | {"x": 1}]}, ['policy strategies[0] "x" is not known: 1 will not do']),
        ({"strategies": [{"key": "cold", "share": 1, "tier": 1}]}, ["policy strategies[0] doing_time: missing"]),
        ({"strategies": [ROW | {"copies": ["x"]}]}, ['policy strategies: cold carries the live copy "x", which has no row under copies']),
        ({"copies": [{"key": "x", "best_point": 1, "share": 0, "tier": 1}]}, [f"policy copies: the default strategies need {name}" for name in ("asynchronous", "synchronous")]),
        ({"copies": [{"key": "x"}]}, [f"policy copies[0] {name}: missing" for name in ("best_point", "share", "tier")]),
        ({"strategies": [{}]}, [f"policy strategies[0] {name}: missing" for name in ROW]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_policy(given, faults):
    with pytest.raises(PolicyError) as caught:
        Policy.from_document(given)
    assert list(caught.value.faults) == faults
    assert str(caught.value) == "; ".join(faults)


def test_a_row_holds_what_it_is_given():
    rows = [
        ROW | {"share": 0, "tier": 4, "doing_time": 0, "person": True, "standby_capacity": 1},
        ROW | {"key": "hot", "names": {"en": "Hot"}},
    ]
    policy = Policy.from_document({"strategies": rows})
    assert [(row.key, row.share, row.tier, row.doing_time, row.person) for row in policy.strategies] == [
        ("cold", 0, 4, 0, True), ("hot", 0.1, 1, 60, False),
    ]  # fmt: skip
    assert policy.named == {"hot": {"en": "Hot"}}
    assert Policy.from_document(policy.to_document()) == policy
    assert "names" not in policy.to_document()["strategies"][0]


def faults_of(document) -> list[str]:
    out, err = io.StringIO(), io.StringIO()
    text = document if isinstance(document, bytes) else json.dumps(document).encode()
    assert main(io.BytesIO(text), out, err) == 2
    return err.getvalue().splitlines()


def one(**members):
    return {"contract": 1, "systems": [{"key": "shop", **members}]}


CENTURY = "a whole number of seconds between 0 and a century"


@pytest.mark.parametrize(
    ("document", "faults"),
    [
        ({"contract": 1}, ["document: systems is missing"]),
        ({"systems": []}, ["document: contract: null is not the number 2, or 1"]),
        (b"{,}", ["document: not JSON: Expecting property name enclosed in double quotes (line 1, column 2)"]),
        (b'{"a": "\xff"}', ["document: byte 7 is not UTF-8"]),
        (one(rto="soon"), [f'system shop: rto: "soon" is not {CENTURY}, nor one of unset, unknown']),
        (one(rpo="soon"), [f'system shop: rpo: "soon" is not {CENTURY}, nor one of unset, unknown, not applicable']),
        (one(facts={"mtd": -1}), [f"system shop: facts.mtd: -1 is not {CENTURY}"]),
        (one(facts={"running_cost": -1}), ["system shop: facts.running_cost: -1 is not a number between 0 and 1000000000000000"]),
        (one(facts={"never_lose": 0}), ["system shop: facts.never_lose: 0 is not true or false"]),
        (one(facts={"owner": []}), ["system shop: facts.owner: a list is not a text"]),
        (one(facts={"workaround_needs": [1]}), ["system shop: facts.workaround_needs: a list is not a list of system keys"]),
        (one(facts={"workaround_needs": ["x"]}), ['system shop: facts.workaround_needs: "x" is not the key of a system that is listed']),
        (one(facts={"impact": []}), ["system shop: facts.impact: a list is not an object of categories"]),
        (one(today={"history": "tape"}), ['system shop: today.history: "tape" is not one of none, snapshot, continuous']),
        (one(review={"owner_active": 1}), ["system shop: review.owner_active: 1 is not true or false"]),
        (one(colour=1), ['system shop: "colour" is not known (value 1)']),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_document(document, faults):
    assert faults_of(document) == faults


@pytest.mark.parametrize(
    ("digits", "told"),
    [
        (20, "9" * 20),
        (21, "9" * 21),
        (40, "9" * 40),
        (41, "9" * 30 + "? (41 digits)"),
    ],
)
def test_a_long_number_is_told_short(digits, told):
    text = b'{"contract": 1, "systems": [{"key": "shop", "rto": %s}]}' % (b"9" * digits)
    assert faults_of(text)[0].startswith(f"system shop: rto: {told} is not ")


@pytest.mark.parametrize(("letters", "told"), [(78, "x" * 78 + '"'), (79, "x" * 76 + "...")])
def test_a_long_text_is_told_short(letters, told):
    assert faults_of(one(rto="x" * letters))[0].startswith(f'system shop: rto: "{told} is not ')


def test_the_century_is_within():
    text = json.dumps(one(rto=LONGEST, rpo=0, facts={"mtd": LONGEST, "running_cost": 0})).encode()
    assert main(io.BytesIO(text), io.StringIO(), io.StringIO()) == 0


def test_the_answer_names_every_part():
    out = io.StringIO()
    document = {
        "contract": 1,
        "systems": [{"key": "shop", "rto": 14400, "rpo": 3600, "facts": {"mtd": 18000, "rebuild_window": 7200}}],
    }
    assert main(io.BytesIO(json.dumps(document).encode()), out, io.StringIO()) == 0
    shop = json.loads(out.getvalue())["systems"][0]
    assert (shop["key"], shop["yearly_cost"], shop["earliest_recovery"]) == ("shop", None, 14400)
    suggested = shop["suggested"]
    assert {name: suggested[name] for name in ("mtd", "rto", "rpo")} == {"mtd": 18000, "rto": 14400, "rpo": 7200}
    assert "80 % of 5 hours, to leave room for a bad day, is 4 hours." in suggested["because"]
    assert [set(each) for each in shop["options"]] == [{"strategy", "live_copy", "fits", "because"}] * 7
    first = shop["options"][0]
    assert (first["strategy"], first["fits"]) == ("backup_restore", True)
    assert shop["neighbours"] == {
        "rto_looser": {"rto": 28800, "strategy": "backup_restore", "cost_tier": 1},
        "rto_tighter": {"rto": 7200, "strategy": "pilot_light", "cost_tier": 2},
        "rpo_looser": {"rpo": 7200, "strategy": "backup_restore", "cost_tier": 1},
        "rpo_tighter": {"rpo": 1800, "strategy": "backup_restore", "cost_tier": 1},
    }


def test_the_page_on_the_method_is_what_the_code_tells():
    assert document() == PAGE.read_text(encoding="utf-8")

# ruff: noqa: E501 (a row of a table is read in one line)
"""The derive contract from outside: what comes out, and how bad input is refused."""

import gc
import io
import json
import runpy
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from recovery.__main__ import main
from recovery.contract.answering import answer
from recovery.contract.reading import read_document
from recovery.facts import Dependency
from recovery.parallel import available, do_part, in_parts, inherit

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = {
    "contract": 1,
    "policy": {"shortest_snapshot": 3600, "headroom": 0.8},
    "systems": [
        {
            "key": "payments", "rto": 300, "rpo": 0,
            "facts": {"mtd": 3600, "wrt": 600, "entries_per_hour": 4000, "impact": {"money": {"3600": "intolerable", "900": None}}},
            "today": {
                "strategy": "warm_standby", "live_copy": "asynchronous", "live_lag": 5, "history": "snapshot",
                "interval": 86400, "retention": 604800, "copy_elsewhere": True, "immutable": False,
            },
            "drill": {"age": 5184000, "rta": 900, "rpa": 5},
            "supplier": {"rto": 14400},
            "respondents": [{"rto": 300, "rpo": 0}, {"rto": 14400, "rpo": 3600}],
            "review": {"approved_age": 40000000, "owner_active": True, "override_reason": ""},
        },
        {"key": "web-shop", "rto": 900, "facts": {"workaround_needs": ["payments"], "owner": "Ann", "wrt": None}, "today": None},
    ],
    "dependencies": [{"system": "web-shop", "needs": "payments", "kind": "hard"}],
}  # fmt: skip


def run(text: bytes) -> tuple[int, str, list[str]]:
    out, err = io.StringIO(), io.StringIO()
    code = main(io.BytesIO(text), out, err)
    return code, out.getvalue(), err.getvalue().splitlines()


def refused(document) -> list[str]:
    code, out, faults = run(document if isinstance(document, bytes) else json.dumps(document).encode())
    assert (code, out) == (2, "")
    assert faults
    return faults


def with_system(**members):
    return {"contract": 1, "systems": [{"key": "shop", **members}]}


def test_the_example():
    code, out, faults = run(json.dumps(EXAMPLE).encode())
    assert (code, faults) == (0, [])
    found = json.loads(out)
    assert (found["contract"], found["policy_version"]) == (2, "2026.2")
    payments, shop = found["systems"]
    assert list(payments) == [
        "key", "suggested", "strategy", "live_copy", "recovery_time", "data_recovery_time", "today_data_recovery_time",
        "objective_for_data", "history", "archive", "cost_tier", "yearly_cost", "worst_loss", "today_worst_loss",
        "options", "neighbours", "required_rto", "earliest_recovery", "wave", "findings",
    ]  # fmt: skip
    assert payments["suggested"]["rto"] == 1800
    assert (payments["strategy"], payments["live_copy"], payments["cost_tier"]) == ("multi_site", "synchronous", 4)
    assert payments["history"] == {"kind": "continuous", "interval": 300, "retention": 3024000, "then": None}
    assert (payments["recovery_time"], payments["data_recovery_time"], payments["archive"]) == (0, 3600, None)
    assert (payments["today_data_recovery_time"], payments["objective_for_data"]) == (3600, {"rto": 300, "rpo": 0})
    assert payments["worst_loss"] == {"disaster": 0, "corruption": 300}
    assert payments["neighbours"]["rto_looser"] == {"rto": 900, "strategy": "warm_standby", "cost_tier": 3}
    assert payments["neighbours"]["rpo_tighter"] is None
    assert (payments["required_rto"], payments["wave"], shop["wave"]) == (900, 1, 2)
    codes = [finding["code"] for finding in payments["findings"]]
    assert codes == [
        "rto-tighter-than-harm", "zero-asked", "worst-loss-exceeds-rpo", "data-restore-exceeds-rto",
        "strategy-misses-objective", "drill-missed-objective", "supplier-slower", "respondents-disagree", "stale",
    ]  # fmt: skip
    assert all(set(finding) == {"code", "severity", "message", "read", "offers"} for finding in payments["findings"])
    offer = payments["findings"][1]["offers"][0]
    assert offer == {
        "change": {"rpo": 60}, "label": "Lose at most 1 minute of work", "strategy": "multi_site",
        "cost_tier": 4, "resolves": ["zero-asked"], "raises": [],
    }  # fmt: skip


SECOND = {
    "contract": 2,
    "systems": [
        {
            "key": "ledger", "type": "data_store", "rto": 3600, "rpo": 0, "data_rto": 86400, "data_rpo": 3600,
            "site": "Madrid", "copies_at": "Lisboa",
            "facts": {"minimum_service": 0.5, "loss_per_lost_hour": 10, "legal_retention": 315360000, "discovery_time": 7776000},
            "today": {
                "live_copy": "synchronous", "live_site": "other_site", "history": "none", "history_site": "same",
                "isolated": True, "immutable": True, "archive_retention": 315360000,
            },
            "exercises": [
                {"kind": "failover", "age": 9, "rta": 1}, {"kind": "failover", "age": 3, "rta": 3}, {"kind": "failover", "rta": 2},
                {"kind": "data_restore", "age": 9, "changed_since": True}, {"kind": "table_top"},
            ],
        },
        {"key": "service", "type": "business_service", "rto": 7200, "rpo": "not applicable"},
    ],
    "dependencies": [{"system": "service", "needs": "ledger", "kind": "hard"}],
}  # fmt: skip


def test_a_document_of_contract_2():
    code, out, faults = run(json.dumps(SECOND).encode())
    assert (code, faults) == (0, [])
    ledger, service = json.loads(out)["systems"]
    assert ledger["objective_for_data"] == {"rto": 86400, "rpo": 3600}
    assert ledger["history"]["then"] == {"interval": 86400, "retention": 7776000 + 604800}
    assert ledger["archive"] == {"interval": 2592000, "retention": 315360000}
    assert [each["code"] for each in ledger["findings"]] == [
        "zero-asked", "replication-without-history", "worst-loss-exceeds-rpo", "never-tested",
    ]  # fmt: skip
    assert (service["objective_for_data"], service["earliest_recovery"]) == (None, 3)


def read(**members):
    (system,) = read_document(json.dumps(with_system(**members) | {"contract": 2}).encode()).systems
    return system


@pytest.mark.parametrize("kind", ["hard", "soft", "shares_transactions"])
def test_a_dependency_is_of_the_kind_that_is_said(kind):
    edge = {"system": "service", "needs": "ledger", "kind": kind}
    found = read_document(json.dumps(SECOND | {"dependencies": [edge]}).encode())
    assert found.dependencies == (Dependency("service", "ledger", kind),)


def test_exercises_come_in_any_order_and_the_last_of_each_kind_counts():
    given = SECOND["systems"][0]["exercises"]
    found = {each.kind: each for each in read(exercises=given).exercises}
    assert (found["failover"].age, found["failover"].rta, found["data_restore"].changed_since) == (3, 3, True)
    backwards = {each.kind: each for each in read(exercises=given[::-1]).exercises}
    assert backwards == found
    assert read(exercises=None).exercises == ()


def test_a_drill_of_contract_1_was_of_both_kinds():
    drill = read(drill={"age": 5, "rta": 7, "rpa": 9}).exercises
    assert [(each.kind, each.age, each.rta, each.rpa) for each in drill] == [
        ("failover", 5, 7, 9), ("data_restore", 5, 7, 9),
    ]  # fmt: skip
    later = read(drill={"age": 5, "rta": 7}, exercises=[{"kind": "failover", "age": 1, "rta": 2}])
    assert {each.kind: each.rta for each in later.exercises} == {"failover": 2, "data_restore": 7}


@pytest.mark.parametrize(("elsewhere", "site"), [(True, "other_site"), (False, "same"), (None, None)])
def test_a_copy_elsewhere_of_contract_1_is_the_history(elsewhere, site):
    today = read(today={"copy_elsewhere": elsewhere, "live_copy": "synchronous"}).today
    assert (today.history_site, today.live_site) == (site, None)


@pytest.mark.unmutated
def test_the_command_itself_needs_neither_django_nor_celery():
    script = (
        "import sys, runpy\n"
        "sys.argv = ['recovery']\n"
        "try: runpy.run_module('recovery', run_name='__main__')\n"
        "except SystemExit as done: code = done.code\n"
        "assert not {'django', 'celery'} & set(sys.modules)\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=b'{"contract": 1, "systems": []}',
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["systems"] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe{}", "byte 0 is not UTF-8"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"contract":' * 100_000, "nested too deep"),
        (b"[]", "document: a list is not an object"),
        (b"null", "document: null is not an object"),
        (b'{"contract": 1, "contract": 1, "systems": []}', 'document: "contract" is given twice'),
        (b'{"contract": true, "systems": []}', "contract: true is not the number 2, or 1"),
        (b'{"contract": 3, "systems": []}', "contract: 3 is not the number 2, or 1"),
        (b'{"contract": 1}', "systems is missing"),
        (b'{"contract": 1, "systems": {}}', "systems: an object is not a list"),
        (b'{"contract": 1, "systems": [], "extra": 3}', '"extra" is not known (value 3)'),
        (b'{"contract": 1, "systems": [1]}', "systems[0]: 1 is not an object"),
        (b'{"contract": 1, "systems": [{"rto": 1}]}', "systems[0]: key: null is not a text"),
        (b'{"contract": 1, "systems": [{"key": 7}]}', "systems[0]: key: 7 is not a text"),
        (b'{"contract": 1, "systems": [{"key": ""}]}', 'systems[0]: key: "" is not a text'),
        (b'{"contract": 1, "systems": [{"key": "a"}, {"key": "a"}]}', "system a: key: a is given twice"),
    ],
)
def test_a_document_that_cannot_be_read(text, fault):
    assert any(fault in line for line in refused(text))


@pytest.mark.parametrize(
    ("members", "fault"),
    [
        ({"rto": -1}, "system shop: rto: -1 is not"),
        ({"rto": True}, "system shop: rto: true is not"),
        ({"rto": 1.5}, "system shop: rto: 1.5 is not"),
        ({"rto": "60"}, 'system shop: rto: "60" is not'),
        ({"rto": "not applicable"}, 'system shop: rto: "not applicable" is not'),
        ({"rto": 10**30}, "system shop: rto: 1" + "0" * 30 + " is not"),
        ({"rpo": float("nan")}, "system shop: rpo: NaN is not"),
        ({"rpo": float("-inf")}, "system shop: rpo: -Infinity is not"),
        ({"colour": "red"}, 'system shop: "colour" is not known (value "red")'),
        ({"facts": []}, "system shop: facts: a list is not an object"),
        ({"facts": {"mtdd": 1}}, 'system shop: facts: "mtdd" is not known (value 1)'),
        ({"facts": {"mtd": -5}}, "system shop: facts.mtd: -5 is not"),
        ({"facts": {"mtd": 10**12}}, "system shop: facts.mtd: 1000000000000 is not"),
        ({"facts": {"loss_per_hour": float("inf")}}, "system shop: facts.loss_per_hour: Infinity is not"),
        ({"facts": {"running_cost": "x" * 200}}, "..."),
        ({"facts": {"never_lose": 1}}, "system shop: facts.never_lose: 1 is not true or false"),
        ({"facts": {"owner": 1}}, "system shop: facts.owner: 1 is not a text"),
        ({"facts": {"workaround_needs": "shop"}}, "facts.workaround_needs"),
        ({"facts": {"workaround_needs": ["nowhere"]}}, 'facts.workaround_needs: "nowhere" is not the key'),
        ({"facts": {"impact": {"fame": {}}}}, 'facts.impact: "fame" is not known'),
        ({"facts": {"impact": {"money": 1}}}, "facts.impact.money: 1 is not an object"),
        ({"facts": {"impact": {"money": {"1h": "none"}}}}, 'facts.impact.money: "1h" is not a horizon'),
        ({"facts": {"impact": {"money": {"9999999999": "none"}}}}, "is not a horizon"),
        ({"facts": {"impact": {"money": {"3600": "bad"}}}}, 'facts.impact.money.3600: "bad" is not one of'),
        ({"today": {"strategy": "prayer"}}, 'system shop: today.strategy: "prayer" is not one of backup_restore'),
        ({"today": {"history": {}}}, "system shop: today.history: an object is not one of"),
        ({"drill": {"age": "old"}}, 'system shop: drill.age: "old" is not'),
        ({"exercises": {}}, "system shop: exercises: an object is not a list"),
        ({"exercises": [1]}, "system shop: exercises[0]: 1 is not an object"),
        ({"exercises": [{"age": 1}]}, "system shop: exercises[0].kind: null is not one of failover, data_restore, table_top"),
        ({"exercises": [{"kind": "fire"}]}, 'system shop: exercises[0].kind: "fire" is not one of'),
        ({"exercises": [{"kind": "failover", "rta": -1}]}, "system shop: exercises[0].rta: -1 is not"),
        ({"type": "toaster"}, 'system shop.type: "toaster" is not one of application, infrastructure'),
        ({"data_rto": "unset"}, 'system shop.data_rto: "unset" is not'),
        ({"data_rpo": -1}, "system shop.data_rpo: -1 is not"),
        ({"site": 7}, "system shop.site: 7 is not a text"),
        ({"facts": {"minimum_service": 1.1}}, "facts.minimum_service: 1.1 is not a share"),
        ({"facts": {"loss_per_lost_hour": -1}}, "facts.loss_per_lost_hour: -1 is not"),
        ({"facts": {"regulator_site": "moon"}}, 'facts.regulator_site: "moon" is not one of same, other_site'),
        ({"facts": {"regulator_site": True}}, "facts.regulator_site: true is not one of same"),
        ({"today": {"live_site": "moon"}}, 'today.live_site: "moon" is not one of same, other_site'),
        ({"today": {"isolated": 1}}, "today.isolated: 1 is not true or false"),
        ({"today": {"copy_elsewhere": True, "history_site": "same"}}, "system shop: today: copy_elsewhere says the same as"),
        ({"supplier": {"mtd": 1}}, 'system shop: supplier: "mtd" is not known'),
        ({"respondents": {}}, "system shop: respondents: an object is not a list"),
        ({"respondents": [{"rto": "soon", "mtd": 1}]}, 'system shop: respondents[0]: rto: "soon" is not'),
        ({"review": {"owner_active": "yes"}}, 'system shop: review.owner_active: "yes" is not'),
    ],
)  # fmt: skip
def test_a_fact_that_cannot_be(members, fault):
    assert any(fault in line for line in refused(with_system(**members)))


@pytest.mark.parametrize(
    ("edge", "fault"),
    [
        ({"system": "shop", "needs": "nowhere", "kind": "hard"}, 'dependencies[0] of system shop: needs: "nowhere" is not the key'),
        ({"system": "sho\np", "needs": "shop", "kind": "hard"}, "dependencies[0] of system 'sho\\np': system:"),
        ({"system": 1, "needs": ["shop"], "kind": "hard"}, "dependencies[0] of system ?: system: 1 is not the key"),
        ({"system": "shop", "needs": "shop", "kind": "firm"}, 'kind: "firm" is not one of hard, soft, shares_transactions'),
        ({"system": "shop", "needs": "shop"}, "kind: null is not one of"),
        ({"system": "shop", "needs": "shop", "kind": "hard", "why": 1}, '"why" is not known (value 1)'),
        (7, "dependencies[0]: 7 is not an object"),
    ],
)  # fmt: skip
def test_a_dependency_that_cannot_be(edge, fault):
    assert any(fault in line for line in refused(with_system() | {"dependencies": [edge]}))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        *((given, f"document: {said} is not an object") for given, said in [
            (b"[]", "a list"), (b"null", "null"), (b"7", "7"), (b'"systems"', '"systems"')
        ]),
        ({"contract": 2, "systems": [7]}, "systems[0]: 7 is not an object"),
        ({"contract": 2, "systems": [None]}, "systems[0]: null is not an object"),
        ({"contract": 2, "systems": [{}]}, "systems[0]: key: null is not a text"),
        (with_system(exercises=[7]), "system shop: exercises[0]: 7 is not an object"),
        (with_system(exercises=[None]), "system shop: exercises[0].kind: null is not one of failover, data_restore, table_top"),
        (with_system(respondents=[7]), "system shop: respondents[0]: 7 is not an object"),
        (with_system() | {"dependencies": [7]}, "dependencies[0]: 7 is not an object"),
        (with_system() | {"dependencies": [None]}, "dependencies[0]: null is not an object"),
        (with_system() | {"policy": 7}, "policy: 7 is not an object"),
    ],
)  # fmt: skip
def test_what_is_no_object_is_one_fault(text, fault):
    assert refused(text) == [fault]


def test_an_amount_too_large_to_reckon_with_is_told_the_largest():
    assert refused(with_system(facts={"running_cost": 1e16})) == [
        "system shop: facts.running_cost: 1e+16 is not a number between 0 and 1000000000000000"
    ]


def test_every_fault_has_a_line_of_its_own():
    faults = refused(
        with_system(rto=-1, rpo="\n\u2028", facts={"mtd": [], "x\ny": 1}) | {"policy": {"headroom": 2, "sp\need": 1}}
    )
    assert len(faults) == 6
    assert refused(b'{"contract": 1, "systems": [{"key": "a", "facts": {"mtd": 1, "mtd": 2}}]}') == [
        'system a: facts: "mtd" is given twice'
    ]


def test_a_policy_that_cannot_be():
    assert refused({"contract": 1, "systems": [], "policy": {"harm_factor": 0.5}}) == [
        "policy harm_factor: 0.5 will not do"
    ]


def test_a_policy_row_of_ones_own():
    rows = [{"key": "hot_standby", "best_time": 60, "best_point": 0, "share": 0.9, "tier": 3}]
    document = with_system(rto=60, rpo=5, today={"strategy": "hot_standby"}) | {
        "policy": {"strategies": rows, "version": "x"}
    }
    found = json.loads(run(json.dumps(document).encode())[1])
    assert (found["policy_version"], found["systems"][0]["strategy"]) == ("x", "hot_standby")


def test_keys_of_any_script_come_back_whole():
    keys = ["búho", "\ud83e", "a\nb", "日本"]
    document = {"contract": 1, "systems": [{"key": key} for key in keys]}
    code, out, _ = run(json.dumps(document).encode())
    assert (code, [each["key"] for each in json.loads(out)["systems"]]) == (0, keys)


def test_a_byte_order_mark_does_no_harm():
    assert run(b'\xef\xbb\xbf{"contract": 1, "systems": []}')[0] == 0


def test_parts_come_in_order_however_many_processes_share_them():
    count = 5000
    alone = list(in_parts(lambda part: f"{part.start} ", count, workers=1))
    assert list(in_parts(lambda part: f"{part.start} ", count, workers=2)) == alone
    assert available() >= 1


@pytest.mark.unmutated
def test_a_large_catalogue_is_answered_as_one_document():
    systems = [{"key": f"s{at}", "rto": 3600, "rpo": 60} for at in range(2100)]
    document = read_document(json.dumps({"contract": 1, "systems": systems}).encode())
    found = json.loads("".join(answer(document)))
    assert [each["key"] for each in found["systems"]] == [each["key"] for each in systems]


def test_a_number_with_more_digits_than_any_quantity_has():
    text = b'{"contract": 1, "systems": [{"key": "shop", "facts": {"mtd": %b}}]}' % (b"9" * 5001)
    assert any("system shop: facts.mtd: 999" in line and "(5001 digits)" in line for line in refused(text))


def test_objectives_may_be_states():
    systems = [{"key": "a", "rto": "unset", "rpo": "not applicable"}, {"key": "b", "rto": "unknown", "rpo": None}]
    found = json.loads(run(json.dumps({"contract": 1, "systems": systems}).encode())[1])["systems"]
    assert [each["findings"][0]["code"] for each in found] == ["objective-unset", "objective-unset"]
    assert found[1]["findings"][1]["code"] == "objective-unknown"


def test_run_as_a_module(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b'{"contract": 1, "systems": []}')))
    monkeypatch.setattr(sys, "argv", ["recovery"])
    monkeypatch.delitem(sys.modules, "recovery.__main__")
    try:
        with pytest.raises(SystemExit) as done:
            runpy.run_module("recovery", run_name="__main__")
    finally:
        gc.enable()
    assert done.value.code == 0
    assert json.loads(capsys.readouterr().out)["systems"] == []


def test_what_a_process_of_its_own_does():
    inherit(lambda part: f"{part.start}-{part.stop}")
    assert do_part(range(3, 7)) == "3-7"
    assert available(methods=("spawn",)) == 1


@pytest.mark.parametrize(
    ("methods", "mine", "all_there_are", "worth_it"),
    [
        (["fork"], {0, 2, 5}, 8, 3),
        (["spawn", "fork"], None, 8, 8),
        (["fork"], None, None, 1),
        (["spawn"], {0, 1}, 8, 1),
    ],
)
def test_as_many_processes_are_worth_starting_as_may_run(monkeypatch, methods, mine, all_there_are, worth_it):
    """A container may be given fewer processors than the machine has; some systems do not say."""
    if mine is None:
        monkeypatch.delattr("os.sched_getaffinity", raising=False)
    else:
        monkeypatch.setattr("os.sched_getaffinity", lambda process: mine, raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: all_there_are)
    assert available(methods) == worth_it

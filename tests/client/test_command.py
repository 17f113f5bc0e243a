"""The command against a portal that answers over HTTP: what it prints, where secrets come from, how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from checkins.actions.addresses import renew_address
from checkins.models import CheckIn
from scenarios.models import Scenario
from systems.models import System
from tests.factories import SystemFactory

pytestmark = pytest.mark.django_db(transaction=True)
SOURCE = settings.BASE_DIR / "client" / "src"


def test_a_list_is_a_table_or_json(run):
    shown = run("systems", "list")
    assert (shown.end, shown.err) == (0, "")
    lines = shown.out.splitlines()
    assert lines[0].split() == ["KEY", "NAME", "STATUS", "UNIT", "OWNER"]
    assert lines[1].startswith("payments  Payment platform  live")
    assert lines[1].endswith("payments.owner@example.org")
    found = json.loads(run("systems", "list", "--format", "json").out)
    assert [each["key"] for each in found] == ["payments", "ledger"]
    assert [each["key"] for each in json.loads(run("systems", "list", "--q", "led", "--format", "json").out)] == [
        "ledger"
    ]


def test_a_list_goes_on_to_its_end(run):
    for number in range(101):
        SystemFactory(key=f"more-{number}")
    assert len(json.loads(run("systems", "list", "--format", "json").out)) == 103


def test_one_system_its_plan_and_profile(run):
    assert "site                       Berlin" in run("systems", "show", "payments").out
    assert json.loads(run("systems", "show", "payments", "--format", "json").out)["site"] == "Berlin"
    profile = run("profile", "payments").out
    assert "rto                        8 h" in profile
    plan = json.loads(run("plan", "payments", "--format", "json").out)
    assert plan["objectives"]["rto"] == {"state": "value", "seconds": 28_800}
    assert "because" in run("plan", "payments").out


def test_contradictions_of_one_and_of_all_and_the_number_that_a_pipeline_waits_for(run):
    one, every = (json.loads(run("findings", *key, "--format", "json").out) for key in (["payments"], []))
    assert one == every
    assert {each["system"] for each in one} == {"payments"}
    assert {"blocks"} <= {each["severity"] for each in one}
    assert run("findings", "payments", "--fail-on", "blocks").end == 10
    System.objects.get(key="ledger").findings.all().delete()
    assert run("findings", "ledger", "--fail-on", "warns").end == 0


def test_scenarios(run):
    assert run("scenarios", "list").out.split() == ["NUMBER", "NAME", "KIND", "LOST", "TEAMS"]
    values = {"name": "Berlin lost", "kind": "site", "lost_by": "site", "lost_name": "Berlin", "teams": 1}
    scenario = Scenario.objects.create(**values)
    assert json.loads(run("scenarios", "show", str(scenario.pk), "--format", "json").out)["lost_name"] == "Berlin"
    predicted = run("scenarios", "predict", str(scenario.pk)).out.splitlines()
    assert predicted[0].split() == ["KEY", "NAME", "BACK", "AFTER", "ASKED", "LATE"]
    assert predicted[1].startswith("payments")


def test_writing_creates_once_with_the_same_key(run):
    said = ("systems", "add", "--name", "Till", "--owner", "ann@example.org", "--add-people", "--tag", "shop")
    first = run(*said, "--idempotency-key", "cmdb-4711", "--format", "json")
    again = run(*said, "--idempotency-key", "cmdb-4711", "--format", "json")
    assert (first.end, again.end, first.out) == (0, 0, again.out)
    till = System.objects.get(key="till")
    assert (till.owner.email, till.tags) == ("ann@example.org", "shop")
    assert run("exercised", "till", "--kind", "data_restore", "--on", "2026-03-01", "--took", "5400").end == 0
    assert till.exercises.get().rta_seconds == 5400
    assert run("systems", "retire", "till").end == 0
    till.refresh_from_db()
    assert till.status == "retired"


@pytest.mark.parametrize(
    ("words", "end", "line"),
    [
        (("systems", "show", "nothing"), 5, "drportal: 404 Not Found: There is nothing here that you may know of."),
        (("systems", "add", "--name", "X", "--owner", "nobody"), 1, "drportal: 422 Unprocessable"),
        (("systems", "list", "--findings", "some"), 1, "drportal: 422 Unprocessable"),
        (("systems", "show", "../me"), 5, "drportal: 404"),
    ],
)
def test_a_problem_is_one_plain_line(run, words, end, line):
    ran = run(*words)
    assert (ran.end, ran.out) == (end, "")
    assert ran.err.startswith(line)
    assert ran.err.count("\n") == 1


def test_wrong_words_end_with_two(run):
    assert run("systems", "lost").end == run("frobnicate").end == run("findings", "x", "--fail-on", "joy").end == 2


def test_nobody_there_ends_with_three(run, monkeypatch):
    monkeypatch.setattr("drportal_client.asking.pause", lambda number: 0)
    ran = run("me", DRPORTAL_URL="http://127.0.0.1:9")
    assert (ran.end, ran.err.count("\n")) == (3, 1)
    assert ran.err.startswith("drportal: 127.0.0.1 cannot be reached")


@pytest.mark.parametrize("token", ["drp_wrong", "drp_" + "x" * 43])
def test_a_token_that_is_over_ends_with_four(run, token):
    ran = run("me", DRPORTAL_TOKEN=token)
    assert ran.end == 4
    assert ran.err.startswith("drportal: 401 Unauthorized: No token, or one that is over.")
    assert token not in ran.err


@pytest.mark.parametrize("token", ["drp_ü", "two words", "drp_x\r\nX: y"])
def test_what_is_no_token_is_not_sent(run, token):
    ran = run("me", DRPORTAL_TOKEN=token)
    assert (ran.end, ran.err) == (2, "drportal: DRPORTAL_TOKEN holds no token: it is one word that begins with drp_\n")


def test_the_token_may_stand_in_a_file_that_nobody_else_reads(run, secret, tmp_path):
    file = tmp_path / "token"
    file.write_text(f"{secret}\n")
    file.chmod(0o600)
    assert run("me", DRPORTAL_TOKEN=None, DRPORTAL_TOKEN_FILE=str(file)).end == 0
    file.chmod(0o640)
    ran = run("me", DRPORTAL_TOKEN=None, DRPORTAL_TOKEN_FILE=str(file))
    assert (ran.end, ran.err) == (2, f"drportal: {file} can be read by others: chmod 600 {file}\n")
    assert run("me", DRPORTAL_TOKEN=None, DRPORTAL_TOKEN_FILE=str(tmp_path)).end == 2
    home = tmp_path / "config" / "drportal"
    home.mkdir(parents=True)
    assert run("me", DRPORTAL_TOKEN=None, XDG_CONFIG_HOME=str(home.parent)).end == 2
    file.chmod(0o600)
    file.rename(home / "token")
    assert run("me", DRPORTAL_TOKEN=None, XDG_CONFIG_HOME=str(home.parent)).end == 0


@pytest.mark.parametrize("address", ["http://dr.example.org", "ftp://x", "dr.example.org", "", "https://[", "http://"])
def test_a_token_goes_nowhere_else(run, address):
    ran = run("me", DRPORTAL_URL=address)
    assert (ran.end, ran.err.count("\n")) == (2, 1)


def test_checking_in(run, architect, live_server, tmp_path, monkeypatch):
    system = System.objects.get(key="payments")
    address = f"{live_server.url}/check-in/{renew_address(system=system, by=architect)}"
    said = ("--newest", "2026-01-02T03:04:05Z", "--kind", "restore", "--duration", "20 min")
    assert run("check-in", address, *said, DRPORTAL_TOKEN=None, DRPORTAL_URL=None).out == "OK\n"
    came = CheckIn.objects.get()
    assert (came.kind, came.duration_seconds, came.newest_at.year) == ("restore", 1200, 2026)
    assert run("check-in", "--result", "1", DRPORTAL_CHECK_IN=address).end == 0
    file = tmp_path / "address"
    file.write_text(address)
    file.chmod(0o644)
    assert run("check-in", f"@{file}").end == 2
    file.chmod(0o600)
    assert run("check-in", f"@{file}").end == 0
    assert CheckIn.objects.filter(good=False).count() == 1
    ran = run("check-in", address, "--kind", "dance")
    assert (ran.end, ran.err.count("\n")) == (1, 1)
    assert ran.err.startswith("drportal: 400 This check-in cannot be taken: kind: found")
    assert run("check-in", f"{address}x").end == 5
    assert run("check-in").end == 2


def test_what_a_tool_prints_goes_on_as_it_is(architect, live_server):
    system = SystemFactory(key="till")
    address = f"{live_server.url}/check-in/{renew_address(system=system, by=architect)}"
    printed = json.dumps(
        [{"time": "2026-01-02T03:04:05Z", "id": "a" * 64}, {"time": "2026-01-03T03:04:05Z", "id": "b"}]
    )
    ran = shell("check-in", "--from", "restic", text=printed, DRPORTAL_CHECK_IN=address)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "OK 2\n", "")
    assert CheckIn.objects.filter(system=system, tool="restic").count() == 2


def test_names_do_not_reach_the_terminal_as_orders(run):
    System.objects.filter(key="ledger").update(name="Red \x1b[31m\n\r\x07 and wide 長い")
    out = run("systems", "list").out
    assert "\x1b" not in out
    assert len(out.splitlines()) == 3
    assert json.loads(run("systems", "list", "--format", "json").out)[1]["name"].startswith("Red \x1b")


def test_it_needs_neither_django_nor_the_portal():
    code = "import drportal_client.command, sys; print(sorted({n.split('.')[0] for n in sys.modules}))"
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(SOURCE)!r}); {code}"]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "httpx" in loaded
    assert "django" not in loaded
    assert "'api'" not in loaded


def test_whoever_has_seen_enough_ends_it_quietly(live_server, company, secret):
    env = environment(DRPORTAL_URL=live_server.url, DRPORTAL_TOKEN=secret)
    line = f'"{sys.executable}" -m drportal_client.command systems list | true; echo "${{PIPESTATUS[0]}}"'
    ran = subprocess.run(["bash", "-c", line], env=env, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.stdout, ran.stderr) == ("0\n", "")


def shell(*words: str, text: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "drportal_client.command", *words]
    return subprocess.run(
        command, input=text, env=environment(**env), capture_output=True, text=True, timeout=60, check=False
    )


def environment(**more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(Path.home()), "PYTHONPATH": str(SOURCE), **more}

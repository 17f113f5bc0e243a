"""Objectives and alarms for Prometheus: taken by its own tool, tried by it, and about figures that there are."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from checkins.actions.addresses import renew_address, revoke_address
from checkins.models import Measured
from exports.services.records import SystemRecord
from exports.writers import alert_rules
from operations.services import figures
from systems.models import BusinessUnit, System
from tests.factories import SystemFactory

LIST = "/systems/export.rules"
DAY = 86_400
needs_promtool = pytest.mark.skipif(not shutil.which("promtool"), reason="promtool is not installed")


def promtool(folder: Path, *words: str) -> None:
    run = subprocess.run(["promtool", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def written(*records: SystemRecord) -> str:
    return b"".join(alert_rules.stream(records)).decode()


def rules_of(text: str, group: str) -> list[dict[str, Any]]:
    groups = {each["name"]: each["rules"] for each in yaml.safe_load(text)["groups"]}
    return groups.get(group, [])


@pytest.fixture
def hostile() -> SystemRecord:
    name = 'Say "{{ $labels.x }}" \\ \x1b\n: [é] \U0001f600'
    return SystemRecord(System(key="odd-1", name=name), rto=0, rpo=90, copy_age=DAY)


@pytest.mark.django_db
def test_a_list_is_taken_with_its_filter(payments, manager, fetch):
    SystemFactory(key="unanswered")
    response, content = fetch(manager, f"{LIST}?q=pay")
    assert response["Content-Disposition"].endswith('.rules.yml"')
    found = rules_of(content.decode(), "drportal-objectives")
    labels = {each["record"]: each["labels"] for each in found}
    assert labels[alert_rules.OBJECTIVES]["rto"] == "5 min"
    assert {each["system"] for each in labels.values()} == {"payments"}
    rto = next(each for each in found if each["record"] == alert_rules.RTO)
    assert rto["expr"] == "vector(300)"
    everything = fetch(manager, LIST)[1].decode()
    assert "unanswered" not in everything


@pytest.mark.django_db
def test_owners_take_theirs_and_nobody_elses(payments, stranger, fetch):
    assert "payments" not in fetch(stranger, LIST)[1].decode()


@pytest.mark.django_db
@needs_promtool
def test_prometheus_takes_it(tmp_path, hostile):
    unit = BusinessUnit(name="Sales: [EMEA]")
    plain = SystemRecord(System(key="shop", name="Shop", business_unit=unit), rto=3600, rpo=None, approved=True)
    (tmp_path / "all.yml").write_text(written(hostile, plain))
    (tmp_path / "none.yml").write_text(written())
    promtool(tmp_path, "check", "rules", "all.yml", "none.yml")
    labels = [each["labels"] for each in rules_of(written(hostile, plain), "drportal-objectives")]
    assert labels[0]["name"] == 'Say "{{ $labels.x }}" \\ : [é] \U0001f600'
    assert labels[-1] == {"system": "shop"}
    assert [each["plan"] for each in labels if "plan" in each] == ["draft", "approved"]


@pytest.mark.django_db
@needs_promtool
def test_the_alarms_ring_when_they_should_and_not_before(tmp_path):
    """A copy each day is enough; at noon of the second day it is late. Two web servers tell of the same copies."""
    record = SystemRecord(System(key="shop", name="Shop"), rpo=DAY, copy_age=DAY)
    (tmp_path / "rules.yml").write_text(written(record))
    never = f'{alert_rules.AWAITED}{{system="till",instance="a"}}'
    till = SystemRecord(System(key="till", name="Till"), rpo=3600, copy_age=3600)
    (tmp_path / "rules.yml").write_text(written(record, till))
    series = [{"series": f'{alert_rules.NEWEST}{{system="shop",instance="{web}"}}', "values": "0x600"} for web in "ab"]
    series += [
        {"series": f'{alert_rules.AWAITED}{{system="shop",instance="a"}}', "values": "0x600"},
        {"series": never, "values": "0x600"},
        {"series": f'{alert_rules.RESTORED}{{system="shop",instance="a"}}', "values": f"-{365 * DAY}x600"},
        {"series": 'drportal_info{instance="a",release="1"}', "values": "1x300"},
    ]
    ages = {"DrCopyOverdue": "shop", "DrCopyNeverSeen": "till", "DrRestoreTestOverdue": "shop"}
    expected = [
        {"eval_time": "23h", "alertname": name, "exp_alerts": []} for name in ("DrCopyOverdue", "DrCopyNeverSeen")
    ]
    expected += [{"eval_time": "23h", "alertname": "DrFiguresMissing", "exp_alerts": []}]
    expected += [ringing(name, system) for name, system in ages.items()]
    test = {
        "rule_files": ["rules.yml"], "evaluation_interval": "5m",
        "tests": [{"interval": "5m", "input_series": series, "alert_rule_test": expected}],
    }  # fmt: skip
    (tmp_path / "test.yml").write_text(yaml.safe_dump(test))
    promtool(tmp_path, "test", "rules", "test.yml")


def ringing(name: str, system: str) -> dict[str, Any]:
    """At half past midnight of the second day."""
    summary = {
        "DrCopyOverdue": "The newest copy of shop is 1d 0h 30m 0s old: more than may be lost.",
        "DrCopyNeverSeen": "No copy of till has checked in for 1d 0h 30m 0s.",
        "DrRestoreTestOverdue": "The last restore of shop that succeeded was 366d 0h 30m 0s ago.",
    }[name]
    severity = "page" if name == "DrCopyOverdue" else "ticket"
    alert = {
        "exp_labels": {"severity": severity, "system": system},
        "exp_annotations": {"summary": summary, "portal": f"http://localhost:8000/systems/{system}/"},
    }
    return {"eval_time": "24h30m", "alertname": name, "exp_alerts": [alert]}


@pytest.mark.django_db
def test_they_are_about_figures_that_there_are(architect):
    system, retired, revoked = (SystemFactory(key=key) for key in ("shop", "retired", "revoked"))
    for each in (system, retired, revoked):
        renew_address(system=each, by=architect)
        moment = timezone.now() - timedelta(hours=2)
        Measured.objects.create(system=each, newest_copy_at=moment, restored_at=moment)
    System.objects.filter(key="retired").update(status="retired")
    revoke_address(system=revoked, by=architect)
    text = figures.as_text().decode()
    there = set(re.findall(r"^(drportal_\w+)", text, re.MULTILINE))
    asked = {name for rule in alert_rules.alarms(1) for name in re.findall(r"drportal_\w+", rule["expr"])}
    assert asked <= there
    assert set(re.findall(r'\{system="([\w-]+)"\}', text)) == {"shop"}
    [newest] = re.findall(rf'^{alert_rules.NEWEST}\{{system="shop"\}} (\S+)', text, re.MULTILINE)
    assert float(newest) == pytest.approx(moment.timestamp(), abs=1)


@pytest.mark.django_db
@given(name=st.text(max_size=60), unit=st.text(max_size=30))
def test_any_name_comes_back_on_one_line(name, unit):
    record = SystemRecord(System(key="x", name=name, business_unit=BusinessUnit(name=unit)), rto=1)
    labels = rules_of(written(record), "drportal-objectives")[0]["labels"]
    seen = "".join(each if each.isprintable() else " " for each in name)
    assert labels["name"] == " ".join(seen.split())

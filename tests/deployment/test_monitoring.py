"""Alarms and dashboard: loaded by Prometheus' own tool, about figures that there are, explained to the operator."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from operations.services import figures, request_times

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
ALERTS = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text())["groups"][0]["rules"]
BOARD = json.loads((DEPLOY / "grafana" / "drportal.json").read_text())
EXPRESSIONS = [
    *(alert["expr"] for alert in ALERTS),
    *(target["expr"] for panel in BOARD["panels"] for target in panel["targets"]),
]


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool is not installed")
@pytest.mark.parametrize(
    "command",
    [
        ("check", "rules", "alerts.yml"),
        ("test", "rules", "alerts_test.yml"),
        ("check", "config", "--syntax-only", "scrape.yml"),
    ],
)
def test_prometheus_takes_them(command):
    run = subprocess.run(["promtool", *command], cwd=DEPLOY / "prometheus", capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.django_db
def test_they_are_about_figures_that_there_are(client):
    client.get("/sign-in/")
    from operations.tasks import beat

    beat.apply(args=[0.0])
    there = set(re.findall(r"^(drportal_\w+)", figures.as_text().decode(), re.MULTILINE))
    asked = {name for expression in EXPRESSIONS for name in re.findall(r"drportal_\w+", expression)}
    assert asked <= there
    assert request_times.SECONDS[-4] == 1.0  # the alarm on slow pages needs a bound at its second


@pytest.mark.parametrize("alert", [alert["alert"] for alert in ALERTS])
def test_each_alarm_is_explained_and_tried(alert):
    assert f"| `{alert}` |" in (ROOT / "docs" / "operator.md").read_text()
    assert f"alertname: {alert}" in (DEPLOY / "prometheus" / "alerts_test.yml").read_text()

"""Objectives as recording rules of Prometheus, and alarms on copies that are older than they allow.

The alarms compare what check-ins told the portal (`/metrics`) with what the rules record; so a copy that is late is an
alarm where the company looks, beside the contradiction in the portal. In English, as the tools are that take it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings

from exports.services.records import SystemRecord
from exports.writers.plan_as_code.plan import in_units, one_line
from policies.services.in_force import current

HEAD = """\
# Objectives of DR Portal as recording rules, and alarms on what its check-ins tell. Check it: promtool check rules FILE
# It needs the figures of the portal at /metrics. Take it anew when plans change: `plan` says which are approved.
groups:
"""
EVERY = "2m"
"""Well below the five minutes after which Prometheus takes a value for gone."""
LEAST_PATIENCE = 86_400
"""Seconds: nobody sets up a job in five minutes."""
RTO, RPO, LIMIT = "drportal:system_rto:seconds", "drportal:system_rpo:seconds", "drportal:system_copy_age:limit_seconds"
OBJECTIVES = "drportal:system_objectives:info"
NEWEST, AWAITED = "drportal_copy_newest_timestamp_seconds", "drportal_copy_awaited_timestamp_seconds"
RESTORED = "drportal_restore_proven_timestamp_seconds"


def stream(records: Iterable[SystemRecord]) -> Iterator[bytes]:
    """The rules as YAML, system by system. One without an objective is left out; without any, the alarms are alone."""
    yield HEAD.encode()
    head = f"  - name: drportal-objectives\n    interval: {EVERY}\n    rules:\n"
    for record in records:
        rules = "".join(map(item, recorded(record)))
        if rules:
            yield (head + rules).encode("utf-8", "replace")
            head = ""
    yield "".join(["  - name: drportal-copies\n    rules:\n", *map(item, alarms(current().drill_age))]).encode()


def recorded(record: SystemRecord) -> Iterator[dict[str, Any]]:
    """What Prometheus records of a system: its objectives as labels, and each number by itself."""
    key = {"system": record.system.key}
    if record.rto is not None or record.rpo is not None:
        unit = record.system.business_unit
        labels = {
            **key, "name": one_line(record.system.name), "unit": one_line(unit.name) if unit else "",
            "strategy": record.strategy, "rto": in_units(record.rto), "rpo": in_units(record.rpo),
            "plan": "approved" if record.approved else "draft",
        }  # fmt: skip
        yield {"record": OBJECTIVES, "expr": "vector(1)", "labels": labels}
    for name, seconds in ((RTO, record.rto), (RPO, record.rpo), (LIMIT, record.copy_age)):
        if seconds is not None:
            yield {"record": name, "expr": f"vector({seconds})", "labels": key}


def alarms(drill_age: int) -> Iterator[dict[str, Any]]:
    """On every system that is recorded. Several web servers tell of one copy: the newest counts. `drill_age` in
    seconds: so old the last restore that succeeded may be."""
    newest, limit = of_each(NEWEST), of_each(LIMIT)
    patience = f"clamp_min({limit}, {LEAST_PATIENCE})"
    yield alarm(
        "DrCopyOverdue", f"time() - {newest} > on (system) {limit}", "page",
        "The newest copy of {{ $labels.system }} is {{ $value | humanizeDuration }} old: more than may be lost.",
    )  # fmt: skip
    yield alarm(
        "DrCopyNeverSeen", f"(time() - {of_each(AWAITED)} > on (system) {patience}) unless on (system) {newest}",
        "ticket", "No copy of {{ $labels.system }} has checked in for {{ $value | humanizeDuration }}.",
    )  # fmt: skip
    yield alarm(
        "DrRestoreTestOverdue", f"(time() - {of_each(RESTORED)} > {drill_age}) and on (system) {limit}", "ticket",
        "The last restore of {{ $labels.system }} that succeeded was {{ $value | humanizeDuration }} ago.",
    )  # fmt: skip
    yield {
        "alert": "DrFiguresMissing", "expr": "absent(drportal_info)", "for": "15m", "labels": {"severity": "page"},
        "annotations": {"summary": "The figures of DR Portal are missing: no late copy would be noticed."},
    }  # fmt: skip


def of_each(figure: str) -> str:
    return f"max by (system) ({figure})"


def alarm(name: str, expression: str, severity: str, summary: str) -> dict[str, Any]:
    page = f"{settings.PUBLIC_URL.rstrip('/')}/systems/{{{{ $labels.system }}}}/"
    return {
        "alert": name, "expr": expression, "for": "5m", "labels": {"severity": severity},
        "annotations": {"summary": summary, "portal": page},
    }  # fmt: skip


def item(rule: dict[str, Any]) -> str:
    """A rule of a group as YAML, in which JSON is known: quoted texts are never taken for anything else."""
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in rule.items())
    return "      - " + "\n        ".join(lines) + "\n"

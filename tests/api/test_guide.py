"""What the guide shows is run as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from typing import Any

import pytest
from django.conf import settings

from api.services.signing import new_signing_secret, signature
from calendars.actions import renew_address
from systems.models import System
from tests.api.bearing import bearer, service_program
from tests.factories import ProtectionFactory, SystemFactory

GUIDE = settings.BASE_DIR / "docs" / "api.md"


@pytest.mark.django_db(transaction=True)
def test_its_examples_work(live_server, architect, administrator, tmp_path):
    ProtectionFactory(system=SystemFactory(key="payments"))
    for _ in range(2):
        SystemFactory()
    secret = bearer(architect)[1]["Authorization"].removeprefix("Bearer ")
    text = GUIDE.read_text(encoding="utf-8")
    blocks = re.findall(r"```(sh|python)\n(.*?)```", text, re.DOTALL)
    shell = "".join(block for kind, block in blocks if kind == "sh")
    python, receiver = (block for kind, block in blocks if kind == "python")
    shell = shell.replace("https://dr.example.org", live_server.url).replace("drp_your-secret", secret)
    shell = shell.replace("your-secret.ics", f"{renew_address(by=architect, everything=True)}.ics")
    provider = service_program("administrator", administrator).shown["Authorization"].removeprefix("Bearer ")
    shell = shell.replace("drp_its-secret", provider)
    environment = {"PATH": "/usr/bin:/bin"}
    ran = subprocess.run(
        ["sh", "-eu"], input=shell, capture_output=True, text=True, env=environment, timeout=120, check=False,
        cwd=tmp_path,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.count('"key": "payments"') == 3
    assert f'"members": [{{"value": "{architect.pk}"' in ran.stdout
    assert ran.stdout.endswith("304\n")
    assert (tmp_path / "due.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert "DrCopyOverdue" in (tmp_path / "drportal.rules.yml").read_text()
    assert "kind: Component" in (tmp_path / "catalog-info.yaml").read_text()
    assert (tmp_path / "payments-techdocs.zip").read_bytes().startswith(b"PK")
    assert (tmp_path / "payments.pdf").read_bytes().startswith(b"%PDF")
    till = System.objects.get(key="till")
    assert (till.status, till.site, till.tags, till.owner.email) == ("retired", "Berlin", "shop", "ann@example.org")
    assert (till.protection.interval_seconds, till.exercises.get().rta_seconds) == (86_400, 5_400)
    assert till.needs.get().needs.key == "payments"
    environment = {"PORTAL": live_server.url, "TOKEN": secret}
    ran = subprocess.run(
        [sys.executable, "-c", python], capture_output=True, text=True, env=environment, timeout=60, check=False
    )
    assert (ran.stdout, ran.stderr) == ("3\n", "")
    known: dict[str, Any] = {}
    exec(receiver, known)  # noqa: S102
    body, at, secret = b'{"type": "plan.approved"}', int(time.time()), new_signing_secret()
    shown = {"webhook-id": "msg_1", "webhook-timestamp": str(at)}
    shown["webhook-signature"] = signature(secret, number="msg_1", at=at, body=body)
    assert known["is_genuine"](shown, body, secret)
    assert not known["is_genuine"](shown, body + b" ", secret)

"""What the guide of the client shows is run as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from checkins.actions.addresses import renew_address
from checkins.models import CheckIn
from systems.models import System

GUIDE = settings.BASE_DIR / "docs" / "client.md"
SOURCE = settings.BASE_DIR / "client" / "src"


@pytest.fixture
def installed(tmp_path) -> Path:
    """The command on the path, as an installed package has it."""
    script = tmp_path / "bin" / "drportal"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{SOURCE}" exec "{sys.executable}" -m drportal_client.command "$@"\n')
    script.chmod(0o755)
    return script.parent


@pytest.mark.django_db(transaction=True)
def test_its_examples_work(live_server, company, secret, architect, installed, tmp_path):
    token = renew_address(system=System.objects.get(key="payments"), by=architect)
    blocks = re.findall(r"```(sh|python)\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    shell = "".join(block for kind, block in blocks if kind == "sh").replace(
        "check-in/your-secret", f"check-in/{token}"
    )
    shell = shell.replace("https://dr.example.org", live_server.url).replace("drp_your-secret", secret)
    env = {"PATH": f"{installed}:/usr/bin:/bin", "HOME": str(tmp_path)}
    ran = subprocess.run(
        ["sh", "-eu"], input=shell, capture_output=True, text=True, env=env, timeout=240, check=False, cwd=tmp_path
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert System.objects.get(key="till").status == "retired"
    assert CheckIn.objects.filter(kind="restore", duration_seconds=1200).exists()
    [library] = [block for kind, block in blocks if kind == "python"]
    env = {"DRPORTAL_URL": live_server.url, "DRPORTAL_TOKEN": secret, "PYTHONPATH": str(SOURCE)}
    ran = subprocess.run([sys.executable, "-c", library], capture_output=True, text=True, env=env, check=False)
    assert (ran.stdout, ran.stderr) == ("['payments']\n", "")
    assert System.objects.get(key="payments").site == "Madrid"

"""What the guide shows is run as it stands there, with tools that print what they print."""

from __future__ import annotations

import json
import re
import stat
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from checkins.actions.addresses import renew_address
from checkins.models import CheckIn
from tests.checkins import test_readers as printed
from tests.factories import SystemFactory

GUIDE = settings.BASE_DIR / "docs" / "check-ins.md"
PRINTS = {
    "restic": printed.RESTIC,
    "pgbackrest": printed.PGBACKREST,
    "velero": printed.VELERO,
    "aws": printed.AWS_COPIES,
}


@pytest.fixture
def tools(tmp_path) -> Path:
    for name, document in PRINTS.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
        script = tmp_path / name
        script.write_text(f'#!/bin/sh\ncat "{tmp_path}/{name}.json"\n', encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return tmp_path


@pytest.mark.django_db(transaction=True)
def test_its_examples_work(live_server, tools, architect):
    token = renew_address(system=SystemFactory(), by=architect)
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 5
    text = "".join(blocks).replace("https://dr.example.org/check-in/your-secret", f"{live_server.url}/check-in/{token}")
    env = {"PATH": f"{tools}:/usr/bin:/bin", "ARN": "arn:aws:rds:eu-central-1:111122223333:db:payments"}
    ran = subprocess.run(["sh", "-eu"], input=text, capture_output=True, text=True, env=env, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.split("\n") == [*["OK"] * 5, *["OK 2"] * 5, ""]
    # What two tools say of one moment is one copy.
    kinds = list(CheckIn.objects.values_list("kind", flat=True))
    assert (kinds.count("restore"), len(kinds)) == (2, 10)


@pytest.mark.django_db
def test_the_page_shows_what_works(sign_in, architect):
    system = SystemFactory()
    page = sign_in(architect).post(f"/systems/{system.key}/check-ins/renew/").content.decode()
    url = re.search(r"http://localhost:8000(/check-in/[\w-]+)", page)[1]
    assert sign_in(architect).get(url).content == b"OK\n"

"""What the engineer's guide shows is run as it stands there, and the files that it names are those that are written."""

from __future__ import annotations

import re
import shlex

import pytest
from django.conf import settings
from django.core.management import call_command

from derivation.services.deriving import derive
from exports.writers.plan_as_code.files import files
from recovery.durations import DAY, HOUR
from tests.exports.plan_as_code.plans import every_plan
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

GUIDE = (settings.BASE_DIR / "docs" / "plan-as-code.md").read_text(encoding="utf-8")


@pytest.mark.django_db
def test_its_commands_write_the_plans(tmp_path, monkeypatch, capsys):
    PersonFactory(email="you@company.example", roles=["architect"])
    for key in ("shop", "mill"):
        system = SystemFactory(key=key, name=key.title())
        round_of(system, rto=4 * HOUR, rpo=DAY)
        derive([system.pk])
    monkeypatch.chdir(tmp_path)
    [block] = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    for line in block.splitlines():
        program, command, *arguments = shlex.split(line)
        assert program == "manage.py"
        call_command(command, *arguments)
    assert capsys.readouterr().out.splitlines() == ["2 plans in plans", "1 plans in plans-of-the-shop"]
    written = {str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*.md")}
    assert written == {"plans/shop/README.md", "plans/mill/README.md", "plans-of-the-shop/shop/README.md"}


def test_it_names_every_file():
    possible = {file.name for plan in every_plan() for file in files(plan)} - {"terraform/versions.tf"}
    named = set(re.findall(r"`((?:cloudformation|terraform|kubernetes)/[\w.]+|README\.md)`", GUIDE))
    assert named == possible

"""The tools that check the code: from where they come, and that nothing of them gets into the portal."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = json.loads((ROOT / "package.json").read_text())
LOCKED = json.loads((ROOT / "package-lock.json").read_text())["packages"]
REGISTRY = "https://registry.npmjs.org/"
MAKEFILE = (ROOT / "Makefile").read_text()


def test_node_brings_tools_only():
    assert PACKAGE["private"] is True
    assert "dependencies" not in PACKAGE
    assert PACKAGE["devDependencies"] == LOCKED[""]["devDependencies"]


def test_every_tool_of_node_is_locked_by_its_content_and_comes_from_the_public_registry():
    tools = {name: entry for name, entry in LOCKED.items() if name}
    assert tools
    assert [name for name, entry in tools.items() if not entry["integrity"].startswith("sha512-")] == []
    elsewhere = [
        entry["resolved"] for entry in tools.values() if not entry.get("resolved", REGISTRY).startswith(REGISTRY)
    ]
    assert elsewhere == []


def test_a_commit_is_checked_by_the_commands_of_make_lint():
    hooks = re.findall(r"^ +entry: (.+)$", (ROOT / ".pre-commit-config.yaml").read_text(), re.MULTILINE)
    assert {hook.removeprefix("env ") for hook in hooks} == {*commands_of("lint"), "make lint-static"}


def test_other_people_s_changes_are_checked_by_the_same_script():
    steps = re.findall(r"^ +- run: (.+)$", (ROOT / ".github" / "workflows" / "ci.yml").read_text(), re.MULTILINE)
    assert steps[-1] == ".ci/run"
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_every_place_names_the_same_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    locked = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    assert [each["version"] for each in locked if each["name"] == "drportal"] == [version]
    assert (
        re.findall(r"^## \[(\d[\d.]*)\] - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[0]
        == version
    )


def commands_of(target: str) -> list[str]:
    """The commands of a target, with the Makefile's own values put in."""
    values = dict(re.findall(r"^(VENV|PACKAGES) := (.+)$", MAKEFILE, re.MULTILINE))
    rule = re.search(rf"^{target}:.*\n((?:\t.+\n)+)", MAKEFILE, re.MULTILINE)
    assert rule
    lines = [line.removeprefix("\t@") for line in rule[1].splitlines()]
    return [re.sub(r"\$\((\w+)\)", lambda found: values[found[1]], line) for line in lines]

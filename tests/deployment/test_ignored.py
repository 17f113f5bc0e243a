"""What stays out of the repository stays out of the image: `.dockerignore` against `.gitignore`, by their rules."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRETS = (".env", ".env.production", "drportal.sqlite3", "drportal.sqlite3-wal", "var/secret-key", "systems/.env")


def rules(name: str) -> list[str]:
    lines = (line.strip() for line in (ROOT / name).read_text().splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def examples() -> list[str]:
    """Paths for each rule of git: at the root, deeper, and what lies inside when it is a folder."""
    names = [rule.strip("/").replace("*", "some") for rule in rules(".gitignore")]
    return [
        f"{above}{name}{below}" for name in names for above in ("", "systems/", "a/b/") for below in ("", "/c/d.txt")
    ]


@pytest.fixture(scope="module")
def ignored_by_git(tmp_path_factory) -> list[str]:
    """As git itself says, in a repository that has nothing but the rules."""
    folder = tmp_path_factory.mktemp("repository")
    shutil.copy(ROOT / ".gitignore", folder)
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    found: list[str] = []
    for path in (*examples(), *SECRETS):  # each by itself: one path may be a file here and a folder there
        asked = subprocess.run(
            ["git", "-c", "core.excludesFile=", "check-ignore", "--quiet", path], cwd=folder, check=False
        )
        found += [path] if asked.returncode == 0 else []
    return found


def ignored_by_docker(path: str) -> bool:
    """The last rule that fits decides; one that fits a folder fits all inside. Every rule begins at the root."""
    parts, ignored = path.split("/"), False
    for rule in rules(".dockerignore"):
        wanted = re.compile(pattern_of(rule.removeprefix("!").strip("/")))
        if any(wanted.fullmatch("/".join(parts[:depth])) for depth in range(1, len(parts) + 1)):
            ignored = not rule.startswith("!")
    return ignored


def pattern_of(rule: str) -> str:
    """As a regular expression: `*` and `?` stay within a name, `**` spans folders, also none."""
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(signs.get(part, re.escape(part)) for part in re.split(r"(\*\*/|\*\*|\*|\?)", rule))


IN_THE_IMAGE = {"pyproject.toml", "uv.lock", "manage.py", "LICENSE", "templates", "static", "locale"}
LIES_ABOUT = (
    "id_rsa", "backup.sql", "portal.dump", "secrets.toml", "systems.csv", "notes/passwords.txt", ".git/config",
    "var/demo/x", "docker-compose.override.yml", ".aws/credentials", "data/list.csv", "tests/x.py", "docs/x.md",
    ".npmrc", "Makefile",
)  # fmt: skip


def rooms() -> set[str]:
    return {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}


def test_only_what_is_named_goes_into_the_image():
    """The other way round would forget what nobody thought of."""
    assert rules(".dockerignore")[0] == "*"
    assert {rule[1:] for rule in rules(".dockerignore") if rule.startswith("!")} == IN_THE_IMAGE | rooms()
    assert [path for path in LIES_ABOUT if not ignored_by_docker(path)] == []


def test_the_rules_of_docker_are_read_as_docker_reads_them():
    assert re.fullmatch(pattern_of("**/*.pyc"), "a/b/x.pyc")
    assert re.fullmatch(pattern_of("**/.env"), ".env")
    assert not re.fullmatch(pattern_of("*.pyc"), "a/x.pyc")
    assert ignored_by_docker("tests/deployment/test_ignored.py")
    assert not ignored_by_docker("manage.py")


def test_what_git_ignores_is_not_sent_to_docker(ignored_by_git):
    assert set(SECRETS) <= set(ignored_by_git)
    assert len(ignored_by_git) > 2 * len(rules(".gitignore"))
    assert [path for path in ignored_by_git if not ignored_by_docker(path)] == []


def test_what_the_image_needs_is_sent_to_docker():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    needed = [path for path in listed.stdout.splitlines() if path.split("/")[0] in IN_THE_IMAGE | rooms()]
    assert len(needed) > 500
    assert [path for path in needed if ignored_by_docker(path)] == []

"""Documentation that cannot rot: what exists is described."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OPERATOR = (ROOT / "docs" / "operator.md").read_text()
COMPOSE = (ROOT / "docker-compose.yml").read_text()
IN_THE_IMAGE = {"DATA_DIR", "STATIC_ROOT", "DEBUG"}
"""What the image sets itself, and what has no place in production."""
COMMANDS = sorted(path.stem for path in ROOT.glob("*/management/commands/*.py") if path.stem != "__init__")
SETTINGS = sorted(set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', (ROOT / "drportal" / "settings.py").read_text())))


def test_settings_are_found():
    assert {"SECRET_KEY", "DATABASE_URL", "DEMO"} <= set(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_documented(name):
    assert f"`{name}`" in OPERATOR


@pytest.mark.parametrize("name", sorted(set(SETTINGS) - IN_THE_IMAGE))
def test_every_setting_reaches_the_containers(name):
    assert f"    {name}: " in COMPOSE


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name):
    assert f"`manage.py {name}`" in OPERATOR


@pytest.mark.parametrize(
    "guide", [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))], ids=lambda p: p.name
)
def test_links_and_pictures_lead_somewhere(guide):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", guide.read_text()):
        if not re.match(r"https?:|mailto:", target):
            assert (guide.parent / target).exists(), target

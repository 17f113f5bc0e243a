"""The tools that check the code: from where they come, and that nothing of them gets into the portal."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = json.loads((ROOT / "package.json").read_text())
LOCKED = json.loads((ROOT / "package-lock.json").read_text())["packages"]
REGISTRY = "https://registry.npmjs.org/"


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

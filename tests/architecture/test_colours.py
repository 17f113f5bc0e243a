"""The colours: each has a light and a dark value, text can be read on every ground, and the guide says them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "static" / "css"
HEX = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
LIGHT = dict(HEX.findall((CSS / "tokens.css").read_text()))
DARK = dict(HEX.findall((CSS / "dark.css").read_text()))
GROUNDS = ("paper", "card", "sunk")
MEANINGS = ("blocks", "warns", "informs", "good")
TEXT = [(name, ground) for name in ("ink", "soft", "accent", *MEANINGS) for ground in GROUNDS]
ON_WASH = [(name, f"{name}-wash") for name in ("accent", *MEANINGS)]
READ = [*TEXT, *ON_WASH, *(("ink", wash) for _, wash in ON_WASH), ("accent-ink", "accent"), ("ink", "accent-mid")]
BORDERS = [("edge", "paper"), ("edge", "card"), ("rpo", "card"), ("rto", "card")]
PAIRS = [(*pair, 4.5) for pair in READ] + [(*pair, 3.0) for pair in BORDERS]


def test_every_colour_has_a_value_in_the_dark():
    assert set(DARK) == set(LIGHT)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("over", "ground", "least"), PAIRS, ids=str)
def test_it_can_be_read(theme, over, ground, least):
    assert contrast(theme[over], theme[ground]) >= least


@pytest.mark.parametrize("name", LIGHT)
def test_the_guide_says_the_values(name):
    assert f"| `--{name}` | `{LIGHT[name]}` | `{DARK[name]}` |" in (ROOT / "docs" / "design.md").read_text()


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Of sRGB, as WCAG 2 computes it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

"""A picture looks the same in a page as on its own: both sources name the same looks."""

import re
from pathlib import Path

from recovery.pictures.drawing import LOOKS

STYLES = (Path(__file__).parents[3] / "static" / "css" / "pictures.css").read_text()


def test_every_look_has_a_class_in_the_style_sheet_and_the_other_way_round():
    assert set(re.findall(r"^\.(p-[a-z0-9-]+) \{", STYLES, re.MULTILINE)) == set(LOOKS)


def test_every_look_names_the_same_properties_in_both():
    for name, look in LOOKS.items():
        block = re.search(rf"^\.{name} \{{(.*?)\}}", STYLES, re.MULTILINE)
        assert block
        assert set(re.findall(r"([a-z-]+):", block[1])) == set(look), name

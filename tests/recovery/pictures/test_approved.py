"""Every picture looks as it did when somebody last looked at it."""

import pytest

from tests.recovery.pictures.gallery import APPROVED, gallery, in_lines

PICTURES = dict(gallery())


@pytest.mark.parametrize("name", PICTURES)
def test_it_looks_as_approved(name):
    approved = (APPROVED / f"{name}.svg").read_text(encoding="utf-8")
    assert in_lines(PICTURES[name]()) == approved, "looked at and meant? python -m tests.recovery.pictures.gallery"


def test_nothing_is_approved_that_is_not_drawn():
    assert {path.stem for path in APPROVED.glob("*.svg")} == set(PICTURES)

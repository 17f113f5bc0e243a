"""Whatever the method makes of many companies is what it made of them when somebody last looked."""

from __future__ import annotations

import pytest

from tests.recovery.outcomes.approved import approved, found
from tests.recovery.outcomes.cases import names

HOW = "python -m tests.recovery.outcomes NAME prints a case; meant? python -m tests.recovery.outcomes"
AT_ONCE = 30
SOME = {names()[at]: names()[at : at + AT_ONCE] for at in range(0, len(names()), AT_ONCE)}


@pytest.mark.parametrize("first", SOME)
def test_outcomes_are_as_approved(first):
    before, now = approved(), found(SOME[first])
    changed = {
        name: [part for part in parts if parts[part] != before[name][part]]
        for name, parts in now.items()
        if parts != before[name]
    }
    assert changed == {}, HOW


def test_nothing_is_approved_that_is_not_made():
    assert list(approved()) == names()

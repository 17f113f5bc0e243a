"""What the tests of imports share: an architect who brings files and looks at what they will do."""

from __future__ import annotations

import pytest


@pytest.fixture
def client(sign_in, architect):
    return sign_in(architect)

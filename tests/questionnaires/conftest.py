from __future__ import annotations

import pytest

from questionnaires.document.parsing import parse
from questionnaires.document.structure import Document
from questionnaires.services.loading import STANDARD, written


@pytest.fixture(scope="session")
def standard() -> Document:
    return parse(written(STANDARD))


@pytest.fixture
def raw() -> dict:
    """A fresh copy of the written standard questionnaire, to be spoilt."""
    return written(STANDARD)

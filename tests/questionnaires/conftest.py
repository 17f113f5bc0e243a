from __future__ import annotations

import pytest

from assessments.questionnaire.document import Document
from assessments.questionnaire.loading import STANDARD, written
from assessments.questionnaire.parsing import parse


@pytest.fixture(scope="session")
def standard() -> Document:
    return parse(written(STANDARD))


@pytest.fixture
def raw() -> dict:
    """A fresh copy of the written standard questionnaire, to be spoilt."""
    return written(STANDARD)

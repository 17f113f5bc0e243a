"""Names in a sentence."""

import pytest
from django.utils.translation import override

from presentation.enumerations import one_of


@pytest.mark.parametrize(
    ("names", "language", "sentence"),
    [
        ([], "en", ""),
        (["Ann"], "en", "Ann"),
        (["Ann", "Bo"], "en", "Ann or Bo"),
        (["Ann", "Bo", "Cy"], "en", "Ann, Bo or Cy"),
        (["Ann", "Bo"], "es", "Ann o Bo"),
    ],
)
def test_any_one_of_them_is_enough(names, language, sentence):
    with override(language):
        assert one_of(names) == sentence

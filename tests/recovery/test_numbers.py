"""Numbers are written with the signs of each language's catalogue."""

from decimal import Decimal

import pytest

from recovery.numbers import amount, grouped, ungrouped


@pytest.mark.parametrize(
    ("number", "language", "shown", "typed"),
    [
        (0, "en", "0", "0"),
        (1240, "en", "1,240", "1240"),
        (1240.0, "es", "1\u00a0240", "1240"),
        (12500.5, "en", "12,500.5", "12500.5"),
        (12500.5, "es-mx", "12\u00a0500,5", "12500,5"),
        (Decimal("1E+3"), "de", "1,000", "1000"),
    ],
)
def test_numbers_are_written_as_the_language_does(number, language, shown, typed):
    assert (grouped(number, language), ungrouped(number, language)) == (shown, typed)


def test_amounts_carry_the_sign_that_readers_know():
    assert (amount(2500, "EUR"), amount(2500.5, "CHF", "es")) == ("2,500\u00a0€", "2\u00a0500,5\u00a0CHF")

"""Numbers are written and read with the signs of each language's catalogue."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery.languages import languages
from recovery.numbers import amount, grouped, parse, ungrouped

NUMBERS = st.decimals(0, 10**12, places=2)


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


@pytest.mark.parametrize(
    ("typed", "language", "number"),
    [
        ("1,500", "en", "1500"), ("1.500", "en", "1.5"), ("1,500", "es", "1.5"), ("1.500", "es", "1500"),
        ("1 500", "en", "1500"), ("1\u00a0500,25", "es", "1500.25"), ("1'500.25", "en", "1500.25"), ("007", "en", "7"),
        ("12.345.678,9", "es", "12345678.9"),
    ],
)  # fmt: skip
def test_typed_numbers_are_read_as_the_language_writes_them(typed, language, number):
    assert parse(typed, language) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", "x", "-1", "1,50", "1,5000", "1.2.3", "1e5", ".5", "5.", "٣", "9" * 16, " " * 41]
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match="not a number"):
        parse(typed)


@given(NUMBERS, st.sampled_from(languages()))
def test_what_is_written_is_read_again(number, language):
    assert parse(ungrouped(number, language), language) == number
    assert parse(grouped(number, language), language) == number


def test_amounts_carry_the_sign_that_readers_know():
    assert (amount(2500, "EUR"), amount(2500.5, "CHF", "es")) == ("2,500\u00a0€", "2\u00a0500,5\u00a0CHF")

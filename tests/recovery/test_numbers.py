"""Numbers are written with the signs of each language's catalogue."""

from decimal import Decimal

import pytest

from recovery.numbers import amount, as_known, grouped, ungrouped


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
    ("estimate", "known"),
    [(206_993_633, 207_000_000), (1234.5, 1230), (999.6, 1000), (12, 12), (0, 0), (0.12345, 0.123)],
)
def test_an_estimate_has_no_more_figures_than_it_is_good_for(estimate, known):
    assert as_known(estimate) == known


def test_amounts_carry_the_sign_that_readers_know():
    assert (amount(2500, "EUR"), amount(2500.5, "CHF", "es")) == ("2,500\u00a0€", "2\u00a0500,5\u00a0CHF")

"""Currencies: by their signs where everybody knows the sign, else by their letters."""

import pytest

from recovery.currency import CODES, SIGNS, currency_by_sign, sign


@pytest.mark.parametrize(("code", "shown"), [("EUR", "€"), ("GBP", "£"), ("USD", "$"), ("CAD", "CAD"), ("NOK", "NOK")])
def test_a_sign_is_shown_where_it_means_one_currency(code, shown):
    assert sign(code) == shown


@pytest.mark.parametrize(
    ("text", "own", "found"),
    [
        ("Loss (€)", "USD", "EUR"),
        ("£ per hour", "EUR", "GBP"),
        ("$", "EUR", "USD"),
        ("$", "USD", "USD"),
        ("Cost in $", "CAD", "CAD"),  # whoever counts in Canadian dollars means those
        ("€", "CAD", "EUR"),
        ("Cost", "CAD", ""),
        ("EUR", "USD", ""),  # letters are no sign
        ("", "EUR", ""),
    ],
)
def test_a_heading_names_its_currency_by_the_sign(text, own, found):
    assert currency_by_sign(text, own) == found


def test_every_sign_is_that_of_a_currency():
    assert SIGNS.keys() <= CODES

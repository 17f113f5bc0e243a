"""Amounts, durations, objectives and states as people read them, in each language."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from presentation.durations import duration_in_words, short_duration
from presentation.money import estimated_amount, exact_amount, tier_signs, whole_amount
from presentation.numbers import grouped_number, percentage, short_number, without_empty_fraction
from presentation.objectives import data_loss, objective_in_words, recovery_time
from presentation.states import state_in_words
from presentation.strategies import history_name, live_copy_name
from presentation.templatetags.portal import grouped
from recovery.facts import State

CASES = [
    (whole_amount, (Decimal("264000.40"),), "264,000\u00a0€", "264\u00a0000\u00a0€"),
    (whole_amount, (1234.5, "CHF"), "1,234\u00a0CHF", "1\u00a0234\u00a0CHF"),
    (estimated_amount, (206_993_633,), "207,000,000\u00a0€", "207\u00a0000\u00a0000\u00a0€"),
    (estimated_amount, (Decimal("1234.5"), "CHF"), "1,230\u00a0CHF", "1\u00a0230\u00a0CHF"),
    (grouped, (3001,), "3,001", "3\u00a0001"),
    (grouped, ("all",), "all", "all"),
    (exact_amount, (2500.5,), "2,500.5\u00a0€", "2\u00a0500,5\u00a0€"),
    (exact_amount, (2500.0, "USD"), "2,500\u00a0$", "2\u00a0500\u00a0$"),
    (tier_signs, (3,), "$$$", "$$$"),
    (grouped_number, (1240,), "1,240", "1\u00a0240"),
    (short_number, (Decimal("812.50"),), "812.5", "812,5"),
    (short_number, (4.0,), "4", "4"),
    (percentage, (0.255,), "25.5\u00a0%", "25,5\u00a0%"),
    (duration_in_words, (14400,), "4 hours", "4 horas"),
    (duration_in_words, (14400, "es"), "4 horas", "4 horas"),
    (duration_in_words, (0,), "0 seconds", "0 segundos"),
    (short_duration, (2 * 86400,), "2 d", "2 d"),
    (recovery_time, (0,), "no interruption", "sin interrupción"),
    (recovery_time, (3600,), "1 hour", "1 hora"),
    (recovery_time, (State.UNSET,), "not answered", "sin responder"),
    (data_loss, (0,), "nothing", "nada"),
    (data_loss, (State.NOT_APPLICABLE,), "does not apply", "no procede"),
    (objective_in_words, ("rpo", 0), "nothing", "nada"),
    (objective_in_words, ("rto", 0), "no interruption", "sin interrupción"),
    (state_in_words, ("unknown",), "not known", "no se sabe"),
    (live_copy_name, ("synchronous",), "synchronous", "síncrona"),
    (history_name, ("",), "", ""),
]


@pytest.mark.parametrize(("say", "given", "english", "spanish"), CASES)
def test_each_thing_is_said_in_the_readers_language(say, given, english, spanish):
    with translation.override("en"):
        assert say(*given) == english
    with translation.override("es"):
        assert say(*given) == spanish


@pytest.mark.parametrize(
    ("number", "shortest"),
    [(Decimal("900.00"), "900"), (Decimal("2.50"), "2.5"), (Decimal("-1.00"), "-1"), (2.0, "2"), (7, "7")],
)
def test_zeros_that_say_nothing_go(number, shortest):
    assert str(without_empty_fraction(number)) == shortest


@pytest.mark.parametrize(
    ("shown", "value", "page"),
    [
        ("duration", None, "–"), ("duration", "", "–"), ("duration", "3600", "1 hour"), ("duration", 0, "0 seconds"),
        ("duration_short", None, "–"), ("duration_short", 14400, "4 h"),
        ("recovery_time", None, "–"), ("recovery_time", 0, "no interruption"),
        ("recovery_time", "unset", "not answered"), ("recovery_time", 60, "1 minute"),
        ("data_loss", "", "–"), ("data_loss", 0, "nothing"), ("data_loss", State.NOT_APPLICABLE, "does not apply"),
        ("money", None, "–"), ("money", 0, "0\u00a0€"), ("money", Decimal("1999.50"), "2,000\u00a0€"),
    ],
)  # fmt: skip
def test_the_filters_of_pages_say_a_dash_for_nothing(shown, value, page):
    with translation.override("en"):
        assert Template(f"{{% load portal %}}{{{{ value|{shown} }}}}").render(Context({"value": value})) == page

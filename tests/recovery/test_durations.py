"""Durations: the ladder, and how people write and read them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.durations import (
    LADDER,
    LONGEST,
    duration_in_words,
    looser_step,
    parse,
    short,
    snap_down,
    steps_apart,
    tighter_step,
)

SECONDS = st.one_of(st.sampled_from(LADDER), st.integers(0, LONGEST))


@pytest.mark.parametrize(
    ("seconds", "english", "spanish", "brief"),
    [
        (0, "0 seconds", "0 segundos", "0 s"),
        (1, "1 second", "1 segundo", "1 s"),
        (60, "1 minute", "1 minuto", "1 min"),
        (900, "15 minutes", "15 minutos", "15 min"),
        (14400, "4 hours", "4 horas", "4 h"),
        (86400, "24 hours", "24 horas", "24 h"),
        (90000, "25 hours", "25 horas", "25 h"),
        (172800, "2 days", "2 días", "2 d"),
        (209700, "58 hours 15 minutes", "58 horas 15 minutos", "58 h 15 min"),
        (604800, "7 days", "7 días", "1 wk"),
        (648000, "7 days 12 hours", "7 días 12 horas", "7 d 12 h"),
        (2592000, "30 days", "30 días", "1 mo"),
    ],
)
def test_words(seconds, english, spanish, brief):
    assert duration_in_words(seconds) == english
    assert duration_in_words(seconds, "es") == duration_in_words(seconds, "es-mx") == spanish
    assert duration_in_words(seconds, "de") == english
    assert short(seconds) == brief


def test_spanish_in_tight_places():
    assert [short(seconds, "es") for seconds in (604800, 2592000, 5184000)] == ["1 sem", "1 mes", "2 meses"]


def test_only_the_leading_parts_when_about_right_will_do():
    assert duration_in_words(209715) == "58 hours 15 minutes 15 seconds"
    assert duration_in_words(209715, approximate=True) == "58 hours 15 minutes"


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("0", 0), ("00", 0), ("4h", 14400), ("90 min", 5400), ("1 day", 86400), ("2 días", 172800), ("2 dias", 172800),
        ("1.5 h", 5400), (" 1  H ", 3600), ("1 h 30 min", 5400), ("1h30m", 5400), ("1 day and 2 hours", 93600),
        ("1 día y 2 horas", 93600), ("2 weeks, 1 day", 1296000), ("1 mo.", 2592000), ("0 h", 0), ("45 seg", 45),
    ],
)  # fmt: skip
def test_parse(typed, seconds):
    assert parse(typed) == seconds


def test_a_comma_is_decimal_in_spanish_only():
    assert parse("1,5 h", "es") == 5400
    with pytest.raises(ValueError, match="not a number"):
        parse("1,500 h")


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "4", "h", "-1 h", "4 x", "0.0001 s", "nan h", "1e3 h", "4 h!", "4 h 5", "٤ h", "9999999 d", "½ h"],
)
def test_what_is_no_duration(typed):
    with pytest.raises(ValueError, match="not a"):
        parse(typed)


def test_a_text_that_nobody_needs_is_refused_whole():
    assert parse("1 h" + " " * 191 + "30 min") == 5400
    with pytest.raises(ValueError, match="not a"):
        parse("1 h" + " " * 200 + "30 min")


def test_a_century_is_the_longest():
    assert parse("36500 days") == LONGEST
    with pytest.raises(ValueError, match="not a"):
        parse("36500 days 1 s")


def test_a_refusal_repeats_no_more_than_a_line():
    with pytest.raises(ValueError, match=f"'{'x' * 60}'$"):
        parse("1 " + "x" * 100)
    with pytest.raises(ValueError, match=f"'!{'x' * 59}'$"):
        parse("!" + "x" * 100)


@settings(deadline=None)
@given(SECONDS, st.sampled_from(("en", "es")))
def test_what_is_written_can_be_read(seconds, language):
    assert parse(duration_in_words(seconds, language), language) == seconds
    assert parse(short(seconds, language), language) == seconds


@settings(deadline=None)
@given(SECONDS)
def test_the_ladder(seconds):
    assert snap_down(seconds) <= seconds
    assert snap_down(seconds) in LADDER
    looser, tighter = looser_step(seconds), tighter_step(seconds)
    assert looser is None or (looser > seconds and snap_down(looser - 1) <= seconds)
    assert tighter is None or (tighter < seconds and tighter_step(seconds) in LADDER)
    assert (looser is None) == (seconds >= LADDER[-1])
    assert (tighter is None) == (seconds == 0)


def test_steps_apart():
    assert steps_apart(3600, 14400) == 2
    assert steps_apart(14400, 3600) == -2
    assert steps_apart(3600, 7199) == 0

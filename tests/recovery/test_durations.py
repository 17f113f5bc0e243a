"""Durations: the ladder, and how they are written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.durations import (
    LADDER,
    LONGEST,
    duration_in_words,
    looser_step,
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
        (1209600, "2 weeks", "2 semanas", "2 wk"),
        (1814400, "3 weeks", "3 semanas", "3 wk"),
        (2419200, "4 weeks", "4 semanas", "4 wk"),
        (3024000, "35 days", "35 días", "5 wk"),
        (7776000, "90 days", "90 días", "3 mo"),
        (12960000, "150 days", "150 días", "5 mo"),
        (15552000, "6 months", "6 meses", "6 mo"),
        (31104000, "12 months", "12 meses", "12 mo"),
        (31536000, "1 year", "1 año", "1 yr"),
        (220752000, "7 years", "7 años", "7 yr"),
        (220838400, "2556 days", "2556 días", "2556 d"),
        (LONGEST, "100 years", "100 años", "100 yr"),
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

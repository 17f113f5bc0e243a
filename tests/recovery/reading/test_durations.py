"""Durations are read as whoever typed them meant it, in every language; what may be meant in two ways is refused."""

import time
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.durations import DAY, HOUR, LADDER, LONGEST, MINUTE, MONTH, WEEK, YEAR, duration_in_words, short
from recovery.languages import catalogue, languages
from recovery.reading import NotUnderstood, parse_duration, read_duration, unit_called

SECONDS = st.one_of(
    st.sampled_from(LADDER),
    st.integers(0, LONGEST),
    st.builds(lambda unit, count: unit * count, st.sampled_from((WEEK, MONTH, YEAR)), st.integers(0, 100)),
)
PLAIN = [
    ("0", 0), ("00", 0), ("0 h", 0), ("4h", 4 * HOUR), ("90 min", 90 * MINUTE), ("1 day", DAY), ("2 días", 2 * DAY),
    ("2 dias", 2 * DAY), ("1.5 h", 90 * MINUTE), ("1,5 h", 90 * MINUTE), ("0,5 d", 12 * HOUR), (" 1  H ", HOUR),
    ("1 h 30 min", 90 * MINUTE), ("1h30m", 90 * MINUTE), ("1 day and 2 hours", 26 * HOUR),
    ("1 día y 2 horas", 26 * HOUR), ("2 weeks, 1 day", 15 * DAY), ("1 mo.", MONTH), ("45 seg", 45),
    ("10 years", 10 * YEAR), ("7 yrs", 7 * YEAR), ("7 years", 7 * YEAR), ("7 años", 7 * YEAR), ("2 Std.", 2 * HOUR),
    ("4 Stunden", 4 * HOUR), ("4 horas", 4 * HOUR), ("3 Tage", 3 * DAY), ("1,500.5 h", int(1500.5 * HOUR)),
    ("1.500,5 h", int(1500.5 * HOUR)), ("1,000,000 s", 10**6), ("½ h", 30 * MINUTE), ("1½ h", 90 * MINUTE),
    (".5 h", 30 * MINUTE), ("1 h" + " " * 191 + "30 min", 90 * MINUTE),
    ("1 day and half an hour", 24 * HOUR + 30 * MINUTE),
]  # fmt: skip
SAID_OTHERWISE = [
    ("PT4H", 4 * HOUR), ("P1D", DAY), ("P1Y2M3W4DT5H", YEAR + 2 * MONTH + 25 * DAY + 5 * HOUR),
    ("PT0.5H", 30 * MINUTE), ("1h30", 90 * MINUTE), ("1 h 30", 90 * MINUTE), ("4:00", 4 * HOUR), ("0:30", 30 * MINUTE),
    ("72:00 h", 72 * HOUR), ("1:02:03", 3723), ("two weeks", 2 * WEEK), ("half an hour", 30 * MINUTE),
    ("a half hour", 30 * MINUTE), ("half a day", 12 * HOUR), ("four hours", 4 * HOUR), ("an hour", HOUR),
    ("an hour and a half", 90 * MINUTE), ("one and a half hours", 90 * MINUTE), ("a quarter of an hour", 15 * MINUTE),
    ("three quarters of an hour", 45 * MINUTE), ("twenty-four hours", DAY), ("seventy two hours", 3 * DAY),
    ("one hundred days", 100 * DAY), ("zero", 0), ("nothing", 0), ("immediate", 0), ("At once", 0),
    ("media hora", 30 * MINUTE), ("hora y media", 90 * MINUTE), ("una hora y media", 90 * MINUTE),
    ("un día y medio", 36 * HOUR), ("dos semanas", 2 * WEEK), ("cuatro horas", 4 * HOUR),
    ("treinta y seis horas", 36 * HOUR), ("tres cuartos de hora", 45 * MINUTE), ("cero", 0), ("de inmediato", 0),
    ("veinticuatro horas", DAY), ("siete años", 7 * YEAR),
]  # fmt: skip
LEFT_OPEN = [
    ("< 15 min", 15 * MINUTE), ("<15min", 15 * MINUTE), ("≤ 4 h", 4 * HOUR), ("<= 4 h", 4 * HOUR),
    ("up to 4 hours", 4 * HOUR), ("less than 4 hours", 4 * HOUR), ("max. 4 h", 4 * HOUR), ("4 h max", 4 * HOUR),
    ("within two days", 2 * DAY), ("menos de 4 horas", 4 * HOUR), ("como máximo 2 días", 2 * DAY), ("~4h", 4 * HOUR),
    ("≈ 4 h", 4 * HOUR), ("about 4 hours", 4 * HOUR), ("approx. 4 h", 4 * HOUR), ("ca. 4 Std.", 4 * HOUR),
    ("unas 4 horas", 4 * HOUR), ("4-8 hours", 4 * HOUR), ("2–3 hours", 2 * HOUR), ("4 h - 8 h", 4 * HOUR),
    ("30min-1h", 30 * MINUTE), ("4 to 8 hours", 4 * HOUR), ("from 4 to 8 hours", 4 * HOUR),
    ("between 4 and 8 hours", 4 * HOUR), ("between one and two weeks", WEEK), ("one or two days", DAY),
    ("about 4-8 hours", 4 * HOUR), ("4 a 8 horas", 4 * HOUR), ("2 horas a 4 horas", 2 * HOUR),
    ("4 h to 8 h", 4 * HOUR), ("de 4 a 8 horas", 4 * HOUR),
    ("entre 4 y 8 horas", 4 * HOUR), ("near zero", 0), ("near-zero", 0), ("casi cero", 0),
]  # fmt: skip
REFUSED = [
    ("24", "Write “24 minutes”, “24 hours” or “24 days”."), ("4.5", "“4.5” was not understood"),
    ("Next business day", "counts working time"), ("NBD", "counts working time"),
    ("8 business hours", "counts working time"), ("2 días laborables", "counts working time"),
    ("24/7", "says when somebody is there"), ("24x7", "says when"), ("Tier 1", "is the name of a class"),
    ("Gold", "is the name of a class"), ("> 4 h", "has no end"), ("at least 2 days", "has no end"),
    ("más de 2 días", "has no end"), ("1,500 h", "“1,500 h” can be read as 1 hour 30 minutes or as 62 days 12 hours"),
    ("1.500 h", "or as 62 days 12 hours"), ("1,500 h to 1 week", "can be read as"),
    ("soon", "“soon” was not understood"), ("4 full hours", "“full” was not understood"), ("", "not understood"),
    ("  ", "not understood"), ("h", "not understood"), ("-1 h", "not understood"), ("4 x", "“x” was not understood"),
    ("0.0001 s", "not understood"), ("nan h", "not understood"), ("1e3 h", "not understood"),
    ("4 h!", "not understood"), ("4 h 5", "not understood"), ("٤ h", "not understood"), ("P", "“P”"), ("PT", "“PT”"),
    ("two three hours", "not understood"), ("half", "not understood"), ("twenty", "not understood"),
    ("1,5,5 h", "not"), ("101 years", "is longer than 100 years"), ("9999999 d", "is longer than 100 years"),
    ("1 h" + " " * 200 + "30 min", "longer than 200 characters"), ("!" + "x" * 300, "longer than 200 characters"),
    ("1 " + "x" * 100, f"“{'x' * 60}…” was"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "seconds"), PLAIN)
def test_what_is_said_plainly_needs_no_word_about_it(typed, seconds):
    understood = read_duration(typed)
    assert (understood.value, understood.exact, understood.explained("en")) == (seconds, True, "")
    assert parse_duration(typed) == seconds


@pytest.mark.parametrize(("typed", "seconds"), SAID_OTHERWISE)
def test_what_is_said_in_another_way_is_said_back(typed, seconds):
    understood = read_duration(typed)
    assert (understood.value, understood.exact) == (seconds, True)
    assert understood.explained("en") == f"{typed} → {duration_in_words(seconds)}"
    assert understood.explained("es") == f"{typed} → {duration_in_words(seconds, 'es')}"


@pytest.mark.parametrize(("typed", "seconds"), LEFT_OPEN)
def test_what_leaves_room_is_taken_with_a_word_about_it(typed, seconds):
    understood = read_duration(typed)
    assert (understood.value, understood.exact) == (seconds, False)
    assert understood.explained("en").startswith(f"{typed} → {duration_in_words(seconds)}, ")
    with pytest.raises(NotUnderstood, match="is not exact"):
        parse_duration(typed)


@pytest.mark.parametrize(("typed", "seconds"), [("4-8 hours", 8 * HOUR), ("entre 4 y 8 horas", 8 * HOUR)])
def test_the_stricter_end_of_how_long_something_takes_is_the_longer(typed, seconds):
    assert read_duration(typed, longer_is_stricter=True).value == seconds
    assert read_duration(typed, longer_is_stricter=True).explained("en").endswith("8 hours, the stricter end")


@pytest.mark.parametrize(("typed", "why"), REFUSED)
def test_what_is_no_duration_is_refused_with_what_would_fit(typed, why):
    with pytest.raises(NotUnderstood) as error:
        read_duration(typed)
    assert why in error.value.explained("en")
    assert error.value.explained("es") != error.value.explained("en")
    assert "Write" in error.value.explained("en")
    assert "Escriba" in error.value.explained("es")


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("24", DAY), ("0", 0), ("4.5", 4.5 * HOUR), ("4,5", 4.5 * HOUR), ("four", 4 * HOUR), ("4-8", 4 * HOUR),
     ("~4", 4 * HOUR), ("90 min", 90 * MINUTE), ("2 days", 2 * DAY)],
)  # fmt: skip
def test_a_bare_number_takes_the_unit_of_its_heading(typed, seconds):
    assert read_duration(typed, unit=HOUR).value == seconds


def test_of_a_heading_that_names_a_unit_a_number_in_two_ways_stays_so():
    with pytest.raises(NotUnderstood, match="can be read as"):
        read_duration("1,500", unit=HOUR)


@pytest.mark.parametrize("typed", ["3 4", "3 x", "4 and", "4,", "h"])
def test_a_bare_number_is_alone(typed):
    with pytest.raises(NotUnderstood, match="was not understood"):
        read_duration(typed, unit=HOUR)


def test_the_longest_time_is_read_and_no_longer_one():
    assert read_duration(f"{LONGEST} s").value == LONGEST
    with pytest.raises(NotUnderstood):
        read_duration(f"{LONGEST + 1} s")


def test_units_are_known_by_their_names():
    assert [unit_called(word) for word in ("h", "hours", "días", "rto", "")] == [HOUR, HOUR, DAY, None, None]


@settings(deadline=None)
@given(SECONDS, st.sampled_from(languages()))
def test_what_is_written_is_read_back(seconds, language):
    assert parse_duration(duration_in_words(seconds, language)) == seconds
    assert parse_duration(short(seconds, language)) == seconds


UNITS = {"year": YEAR, "month": MONTH, "week": WEEK, "day": DAY, "hour": HOUR, "minute": MINUTE, "second": 1}


@settings(deadline=None)
@given(st.data(), st.sampled_from(languages()), st.sampled_from(sorted(UNITS)))
def test_every_word_of_the_catalogues_is_read(data, language, unit):
    """A number in words with any name of any unit, about, at most, or from one to another."""
    known = catalogue(language)
    count, words = data.draw(st.sampled_from(sorted(known["numbers"]["words"].items())))
    one = f"{data.draw(st.sampled_from(words))} {data.draw(st.sampled_from(known['durations']['typed'][unit]))}"
    seconds = int(count) * UNITS[unit]
    if seconds <= LONGEST:
        assert read_duration(one).value == seconds
        for how in ("about", "at-most"):
            phrase = data.draw(st.sampled_from(known["durations"]["phrases"][how]))
            assert read_duration(f"{phrase} {one}").value == seconds
        to = data.draw(st.sampled_from(known["durations"]["phrases"]["to"]))
        assert read_duration(f"0 s {to} {one}").value == 0


@settings(deadline=timedelta(seconds=2))
@given(st.text(max_size=250))
def test_any_text_is_read_or_refused(text):
    try:
        read = read_duration(text).value
    except NotUnderstood as error:
        read = 0 if error.explained("en") else -1
    assert 0 <= read <= LONGEST


WORST = ["1", " ", "-", "1-", "1 to ", "~", "about ", "1h ", "1,", "half ", "and ", "one ", "entre ", "1:", "p1"]


@pytest.mark.parametrize("part", WORST)
def test_the_longest_text_that_is_looked_at_is_read_soon(part):
    start = time.process_time()
    for length in (200, 200_000):
        for end in ("", "!", "h"):
            with pytest.raises(NotUnderstood):
                read_duration(f"{part * length}"[: length - 1] + end + "?")
    assert time.process_time() - start < 1

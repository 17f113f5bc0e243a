"""Numbers, amounts and sizes are read as whoever typed them meant it; what may be meant in two ways is asked back."""

import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.languages import languages
from recovery.numbers import grouped, ungrouped
from recovery.reading import (
    NotUnderstood,
    Understood,
    number_in,
    read_amount,
    read_count,
    read_number,
    read_share,
    read_size,
)
from recovery.reading.numerals import shown_sign

PLAIN = [
    ("0", "en", "0"), ("2500", "en", "2500"), ("1,234", "en", "1234"), ("1,234.56", "en", "1234.56"),
    ("12.5", "en", "12.5"), ("€ 2,500.50", "en", "2500.5"), ("2500 EUR", "en", "2500"), ("5000 euros", "en", "5000"),
    ("1 500 000", "en", "1500000"), ("1\u00a0500,25", "es", "1500.25"), ("1'500.25", "en", "1500.25"),
    ("1.234,56", "es", "1234.56"), ("30.000", "es", "30000"), ("12,5", "es", "12.5"), ("12,34,567", "en", "1234567"),
    ("2.500,-", "es", "2500"), ("007", "en", "7"), ("9" * 16, "en", "9" * 16),
]  # fmt: skip
SAID_OTHERWISE = [
    ("10k", "en", "10000"), ("10K €", "en", "10000"), ("10 k", "en", "10000"), ("1 million", "en", "1000000"),
    ("a million euros", "en", "1000000"), ("half a million", "en", "500000"), ("1,5 Mio", "en", "1500000"),
    ("1.5M€", "en", "1500000"), ("two thousand", "en", "2000"), ("twenty-five thousand", "en", "25000"),
    ("2 bn", "en", "2000000000"), ("12,50", "en", "12.5"), ("1.234,56", "en", "1234.56"), ("12.5", "es", "12.5"),
    ("mil euros", "es", "1000"), ("dos mil", "es", "2000"), ("mil millones", "es", "1000000000"),
    ("un millón de euros", "es", "1000000"), ("un millón y medio", "es", "1500000"), ("1.500k", "es", "1500000"),
    ("5 Mio.", "en", "5000000"), ("20 EUR.", "en", "20"),
]  # fmt: skip
LEFT_OPEN = [("about 5000", "5000"), ("~10k", "10000"), ("ca. 5000", "5000"), ("unos 5000", "5000"), ("< 5000", "5000"),
             ("up to 5k", "5000"), ("como máximo 5000", "5000")]  # fmt: skip
REFUSED = [
    ("30.000", "en", "can be read as 30 € or as 30,000 €"), ("EUR 30.000", "en", "or as 30,000 €"),
    ("1,234", "es", "can be read as 1.23 € or as 1,234 €"), ("1.500k", "en", "1,500 € or as 1,500,000 €"),
    ("5.000–8.000", "en", "is more than one amount"), ("5 to 8", "en", "is more than one amount"),
    ("5 bis 8", "en", "is more than one amount"), ("10k $", "en", "is in USD, but the portal counts in EUR"),
    ("CHF 500", "en", "is in CHF"), ("5 pounds", "en", "is in GBP"), ("500 usd", "en", "is in USD"),
    ("a lot", "en", "“lot” was not understood"), ("10k per year", "en", "“per” was"), ("-5", "en", "“-5” was"),
    ("1e9", "en", "“e” was"), ("NaN", "en", "“NaN” was"), ("٣", "en", "“٣” was"), ("", "en", "was not"),
    ("EUR", "en", "“EUR” was"), ("1..2", "en", "“1..2” was"), ("1.2.3", "en", "was not"), ("5 5", "en", "was not"),
    ("half", "en", "was not"), ("one two", "en", "was not"), ("twenty ten", "en", "was not"),
    ("9" * 18, "en", "was not"), ("1000000000 bn", "en", "was not"), ("9" * 61, "en", f"“{'9' * 60}…” was"),
]  # fmt: skip


def in_euros(typed: str, language: str = "en", **more: str) -> Understood[Decimal]:
    return read_amount(typed, "EUR", language, **more)


@pytest.mark.parametrize(("typed", "language", "number"), PLAIN)
def test_an_amount_as_the_language_writes_it_needs_no_word_about_it(typed, language, number):
    assert (in_euros(typed, language).value, in_euros(typed, language).explained("en")) == (Decimal(number), "")


@pytest.mark.parametrize(("typed", "language", "number"), SAID_OTHERWISE)
def test_what_is_said_in_another_way_is_said_back(typed, language, number):
    understood = in_euros(typed, language)
    assert (understood.value, understood.exact) == (Decimal(number), True)
    assert understood.explained("en").startswith(f"{typed} → {grouped(Decimal(number)).split('.')[0]}")
    assert understood.explained("en").endswith("\u00a0€")


def test_cents_are_said_back():
    assert in_euros("1.234,56").explained("en") == "1.234,56 → 1,234.56\u00a0€"


@pytest.mark.parametrize(("typed", "number"), LEFT_OPEN)
def test_what_leaves_room_is_taken_with_a_word_about_it(typed, number):
    assert (in_euros(typed).value, in_euros(typed).exact) == (Decimal(number), False)
    assert in_euros(typed).explained("en").startswith(f"{typed} → {grouped(Decimal(number))}\u00a0€, ")


@pytest.mark.parametrize(("typed", "language", "why"), REFUSED)
def test_what_is_no_single_amount_is_refused_with_what_would_fit(typed, language, why):
    with pytest.raises(NotUnderstood) as error:
        in_euros(typed, language)
    assert why in error.value.explained("en").replace("\u00a0", " ")
    assert "Write" in error.value.explained("en")
    assert "Escriba" in error.value.explained("es")


@pytest.mark.parametrize(("decimal", "number"), [(".", "30"), (",", "30000"), ("", "30000")])
def test_a_column_says_how_its_open_numbers_are_read(decimal, number):
    assert in_euros("30.000", decimal=decimal).value == Decimal(number)


def test_whoever_counts_in_a_dollar_writes_its_sign():
    assert read_amount("$5", "MXN", "en").value == read_amount("5 $", "USD", "en").value == 5
    with pytest.raises(NotUnderstood, match="is in EUR"):
        read_amount("5 €", "USD", "en")


@pytest.mark.parametrize(
    ("typed", "gib", "note"),
    [
        ("500", "500", ""), ("500 GiB", "500", ""), ("1 TiB", "1024", "1 TiB → 1,024 GiB"),
        ("1 TB", "931.32", "1 TB → 931.32 GiB"), ("500GB", "465.66", "500GB → 465.66 GiB"),
        ("512 MiB", "0.5", "512 MiB → 0.50 GiB"), ("about 2 TiB", "2048", "about 2 TiB → 2,048 GiB, taken as exact"),
    ],
)  # fmt: skip
def test_sizes_are_read_in_gib(typed, gib, note):
    assert (read_size(typed, "en").value, read_size(typed, "en").explained("en")) == (Decimal(gib), note)


@pytest.mark.parametrize("typed", ["5 M", "5k", "large", "1 lightyear", "5 €", "1.500 GB", "5-8 GB"])
def test_what_is_no_size_is_refused(typed):
    with pytest.raises(NotUnderstood):
        read_size(typed, "en")


def test_things_are_counted_whole_so_three_figures_are_thousands():
    assert [read_count(typed, "en").value for typed in ("40", "1.500", "1,500", "2k", "forty")] == [
        40, 1500, 1500, 2000, 40,
    ]  # fmt: skip
    assert [read_count(typed, "en").explained("en") for typed in ("40", "1.500", "1,500")] == ["", "1.500 → 1,500", ""]


def test_a_number_has_the_signs_of_its_language():
    assert [read_number("1.125", "en").value, read_number("1,125", "es").value] == [Decimal("1.125")] * 2
    assert read_number("1.125", "en").note is None


@pytest.mark.parametrize(
    ("typed", "share"), [("25", "25"), ("25 %", "25"), ("0.7 %", "0.7"), ("110", "110"), ("0", "0")]
)
def test_a_share_is_typed_in_hundredths(typed, share):
    assert read_share(typed, "en").value == Decimal(share)


@pytest.mark.parametrize(("typed", "said"), [("0.7", "Do you mean 70 %?"), (".25", "25 %?"), ("0,7", "70 %?")])
def test_a_share_that_may_be_meant_in_hundredths_is_asked_back(typed, said):
    with pytest.raises(NotUnderstood) as error:
        read_share(typed, "en")
    assert said in error.value.explained("en")


def test_the_first_number_of_a_text_is_found():
    found = [number_in(text) for text in ("EUR 30.000", "1.5 TB", "10k", "many", "9" * 61)]
    assert found == ["30.000", "1.5", "10", "", ""]


AMOUNTS = st.decimals(0, 10**12, places=2)


@given(AMOUNTS, st.sampled_from(languages()))
def test_what_is_written_is_read_back(number, language):
    for written in (ungrouped(number, language), grouped(number, language)):
        assert in_euros(written, language).value == read_number(written, language).value == number
        assert in_euros(written, language).note is None


ANY: tuple[Callable[[str], Understood[Decimal]], ...] = (
    in_euros,
    *(lambda text, read=read: read(text, "es") for read in (read_size, read_count, read_number, read_share)),
)


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from(ANY))
def test_any_text_is_read_or_refused(text, read):
    try:
        number = read(text).value
    except NotUnderstood as error:
        number = Decimal(0 if error.explained("en") else -1)
    assert number >= 0


@pytest.mark.parametrize("part", ["1", " ", "-", "1-", "~", "about ", "1,", "1 ", "1'", "k", "half ", "one ", "of "])
def test_the_longest_text_that_is_looked_at_is_read_soon(part):
    start = time.process_time()
    for length in (60, 200_000):
        for read in ANY:
            with pytest.raises(NotUnderstood):
                read(f"{part * length}"[: length - 1] + "?")
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("number", "sign"),
    [
        ("1.5", "."), ("0,5", ","), ("1.234.567", ","), ("1,234,567", "."), ("1.234,5", ","), ("1,234.5", "."),
        ("30.000", ""), ("30,000", ""), ("12", ""), ("1.2.3", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_number_may_show_which_sign_marks_its_decimals(number, sign):
    assert shown_sign(number) == sign

"""Harm over time, cost balance and neighbourhood: true, legible, and nothing over anything."""

from itertools import combinations

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.durations import LADDER, LONGEST
from recovery.facts import CATEGORIES, KINDS, RATINGS
from recovery.pictures import CostPoint, Neighbour, cost_balance, dependency_neighbourhood, impact_over_time
from recovery.pictures import cost as cost_picture
from recovery.pictures import impact as impact_picture
from recovery.pictures import neighbours as neighbours_picture
from recovery.pictures.impact import HORIZONS
from recovery.pictures.money import short_money
from recovery.pictures.responsive import responsive

languages = st.sampled_from(["en", "es"])
widths = st.sampled_from([720, 340, 960, 320])
grids = st.dictionaries(
    st.sampled_from(CATEGORIES), st.dictionaries(st.sampled_from(HORIZONS), st.sampled_from(RATINGS), min_size=1)
)
amounts = st.floats(0, 10**12)
points = st.lists(st.sampled_from(LADDER), min_size=2, unique=True).flatmap(
    lambda times: st.tuples(*[st.builds(CostPoint, st.just(time), amounts, amounts) for time in times])
)
neighbours = st.lists(
    st.builds(
        Neighbour,
        name=st.text(max_size=80),
        kind=st.sampled_from(KINDS),
        note=st.sampled_from(["", "15 min", "24 h"]),
        critical=st.booleans(),
        decides=st.booleans(),
    ),
    max_size=20,
)


def tidy(drawing):
    for text in drawing.texts:
        assert text.box.left >= 0, text
        assert text.box.right <= drawing.width, text
        assert text.box.bottom <= drawing.height, text
    for one, other in combinations(drawing.texts, 2):
        assert not one.box.overlaps(other.box), (one, other)


@settings(max_examples=150, deadline=None)
@given(grids, st.none() | st.integers(0, LONGEST), languages, widths)
def test_harm_over_time_is_tidy(grid, mtd, language, width):
    tidy(impact_picture.draw(grid, mtd, language=language, width=width, identity="x"))


@settings(max_examples=150, deadline=None)
@given(points, st.none() | st.integers(0, LONGEST), languages, widths)
def test_cost_balance_is_tidy(some, chosen, language, width):
    tidy(cost_picture.draw(some, chosen, currency="€", language=language, width=width, identity="x"))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), neighbours, neighbours, languages, widths)
def test_neighbourhood_is_tidy(name, needs, needed_by, language, width):
    tidy(neighbours_picture.draw(name, needs, needed_by, most=6, language=language, width=width, identity="x"))


def test_a_rating_holds_until_it_changes_and_the_words_say_from_when():
    svg = impact_over_time({"money": {3600: "moderate", 86400: "intolerable"}}, mtd=172800)
    assert "Money: moderate from 1 hour, intolerable from 24 hours." in svg
    assert "Customers: not answered." in svg
    assert svg.count("p-level-2") == 3 + 1  # 1 h, 4 h, 8 h and the legend
    assert "unacceptable after 2 days" in svg


def test_what_is_so_from_the_start_is_so_at_once():
    grid = {"money": {0: "severe", 3600: "severe"}, "staff": {0: "none", 3600: "minor"}}
    assert "Money: severe at once." in impact_over_time(grid)
    assert "Staff and reputation: minor from 1 hour." in impact_over_time(grid)
    assert "Dinero: grave de inmediato." in impact_over_time(grid, language="es")


def test_the_least_sum_and_the_chosen_time_are_marked():
    some = [CostPoint(300, 100_000, 1_000), CostPoint(3600, 20_000, 12_000), CostPoint(28800, 10_000, 96_000)]
    svg = cost_balance(some, chosen=300)
    assert "together least at 1 hour" in svg
    assert "chosen: 5 minutes" in svg
    at_once = cost_balance([CostPoint(0, 10_000, 0), *some], chosen=0)
    assert "together least with no interruption" in at_once
    assert "chosen: no interruption" in at_once
    with pytest.raises(ValueError, match="two points"):
        cost_balance(some[:1])


def test_many_neighbours_collapse_and_the_critical_stay():
    many = [Neighbour(f"System {number}") for number in range(17)] + [Neighbour("Ledger", critical=True)]
    svg = dependency_neighbourhood("Payments", needs=many)
    assert "+ 12 more" in svg
    assert svg.index(">Ledger<") < svg.index(">System 0<")
    assert "Ledger (too slow)" in svg
    assert "System 16" in svg  # in the description: a screen reader hears all of them


def test_the_chain_that_decides_is_broad_comes_first_and_is_said():
    needs = [Neighbour("Sign-in"), Neighbour("Ledger", critical=True), Neighbour("Queue", decides=True)]
    needed_by = [Neighbour("Store", critical=True, decides=True), Neighbour("Blog", critical=True)]
    svg = dependency_neighbourhood("Payments", needs=needs, needed_by=needed_by)
    assert svg.count("p-chain") == 2
    assert svg.index(">Queue<") < svg.index(">Ledger<") < svg.index(">Sign-in<")
    assert "Payments needs: Sign-in, Ledger (too slow), Queue (decides the time)." in svg
    assert "needed by: Store (needs it sooner) (decides the time), Blog (needs it sooner)." in svg


def test_names_are_escaped_and_links_exist_in_pages_only():
    hostile = [Neighbour('<script>"&', url="/systems/1/?a=1&b=2")]
    for theme in ("page", "light"):
        svg = dependency_neighbourhood("A & B", needed_by=hostile, theme=theme)
        assert "<script>" not in svg
        fromstring(svg)
        assert ("<a " in svg) == (theme == "page")


@pytest.mark.parametrize(
    ("amount", "language", "sentence"),
    [
        (0, "en", "0 €"),
        (950, "en", "950 €"),
        (264_000, "en", "264 k€"),
        (999_999, "en", "1 M€"),
        (1_240_000, "en", "1.2 M€"),
        (1_240_000, "es", "1,2 M€"),
        (3e9, "en", "3 G€"),
    ],
)
def test_money_in_three_figures(amount, language, sentence):
    assert short_money(amount, "€", language) == sentence


def test_both_widths_in_one_place():
    html = responsive("<svg>wide</svg>", "<svg>narrow</svg>")
    assert html == (
        '<div class="picture-place"><div class="picture-wide"><svg>wide</svg></div>'
        '<div class="picture-narrow"><svg>narrow</svg></div></div>'
    )

"""The recovery line says the objectives truly, and no label ever covers another."""

import re
from itertools import combinations

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.durations import LADDER, LONGEST
from recovery.pictures import recovery_line
from recovery.pictures.line_words import Line
from recovery.pictures.recovery_line import draw

durations = st.one_of(st.sampled_from(LADDER), st.integers(0, 120), st.integers(0, LONGEST), st.integers(0, 10**12))
states = st.sampled_from(["unset", "unknown"])
maybe = st.none() | durations


@settings(max_examples=600, deadline=None)
@given(
    line=st.builds(
        Line,
        rpo=durations | states | st.just("not applicable"),
        rto=durations | states,
        mtd=maybe,
        worst_loss=maybe,
        exercise=maybe,
    ),
    language=st.sampled_from(["en", "es"]),
    width=st.sampled_from([720, 340, 960, 320]),
)
def test_labels_never_overlap_and_never_leave_the_picture(line, language, width):
    drawing = draw(line, language=language, width=width, identity="x")
    for text in drawing.texts:
        assert text.box.left >= 0, text
        assert text.box.right <= width, text
        assert text.box.top >= 0, text
        assert text.box.bottom <= drawing.height, text
    for one, other in combinations(drawing.texts, 2):
        assert not one.box.overlaps(other.box), (one, other)


@settings(deadline=None)
@given(st.lists(durations, min_size=5, max_size=5), st.sampled_from(["page", "light"]))
def test_is_well_formed_and_legible(values, theme):
    rpo, rto, mtd, loss, exercise = values
    svg = recovery_line(rpo=rpo, rto=rto, mtd=mtd, worst_loss=loss, exercise=exercise, width=340, theme=theme)
    root = fromstring(svg)
    sizes = [float(text.get("font-size", "0")) for text in root.iter() if text.tag.endswith("text")]
    assert min(sizes) >= 7
    assert "style=" not in svg


@pytest.mark.parametrize(
    ("rpo", "rto", "says"),
    [
        (0, 300, ["nothing", "may be lost", "5 minutes", "until back", "No work may be lost."]),
        (3600, 0, ["1 hour", "no interruption", "No interruption is allowed."]),
        ("unset", "unknown", ["not answered", "not known yet", "what may be lost", "how soon back"]),
        ("not applicable", 14400, ["no data of its own", "4 hours", "keeps no data of its own."]),
    ],
)
def test_tells_zero_from_unset_unknown_and_not_applicable(rpo, rto, says):
    svg = recovery_line(rpo=rpo, rto=rto)
    for phrase in says:
        assert phrase in svg


def test_says_what_is_too_much_in_words_not_only_in_colour():
    svg = recovery_line(rpo=0, rto=300, mtd=3600, worst_loss=3600, exercise=1140)
    assert "today loses up to 1 hour, too much" in svg
    assert "last exercise: 19 minutes, too slow" in svg
    assert "harm unacceptable after 1 hour" in svg
    kept = recovery_line(rpo=3600, rto=3600, worst_loss=3600, exercise=3600)
    assert "too much" not in kept
    assert "too slow" not in kept


def test_speaks_spanish():
    svg = recovery_line(rpo=0, rto=300, worst_loss=60, language="es-mx")
    assert "nada" in svg
    assert "hasta volver" in svg
    assert "demasiado" in svg


def test_stands_alone_with_literal_colours_and_without_classes():
    svg = recovery_line(rpo=60, rto=300, theme="light")
    assert "class=" not in svg
    assert "var(" not in svg
    assert 'xmlns="http://www.w3.org/2000/svg"' in svg
    assert "font-family=" in svg


def test_in_a_page_it_carries_classes_only():
    svg = recovery_line(rpo=60, rto=300)
    assert "#" not in re.sub(r"aria-labelledby=\"[^\"]*\"", "", svg)


def test_two_on_a_page_have_ids_of_their_own():
    one, other = recovery_line(rpo=60, rto=300, id="a"), recovery_line(rpo=60, rto=300, id="b")
    ids = re.findall(r' id="([^"]+)"', one + other)
    assert len(ids) == len(set(ids)) == 4


def test_later_is_farther_from_the_middle():
    def length(rto):
        root = fromstring(recovery_line(rpo="not applicable", rto=rto))
        return float(next(shape.get("width") for shape in root.iter() if shape.tag.endswith("rect")))

    lengths = [length(step) for step in LADDER]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) == len(lengths)


def test_a_moment_whose_name_would_leave_the_picture_is_not_named():
    drawing = draw(Line(rpo=0, rto=36500 * 86400), language="en", width=720, identity="x")
    ticks = [text.words for text in drawing.texts]
    assert "10 yr" in ticks
    assert "100 yr" not in ticks


@pytest.mark.parametrize(("language", "last", "named"), [("en", "10 yr", True), ("es", "10 años", False)])
@pytest.mark.parametrize("width", [300, 500])  # with the name beside it in the way, and with none but the edge
def test_the_last_moment_of_the_axis_is_named_where_its_name_has_room(language, last, named, width):
    drawing = draw(Line(rpo=0, rto=3650 * 86400), language=language, width=width, identity="x")
    assert (last in [text.words for text in drawing.texts if text.look == "p-soft"]) is named

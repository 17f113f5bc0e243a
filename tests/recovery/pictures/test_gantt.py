"""The schedule of a scenario: true, legible, and nothing over anything."""

from itertools import combinations, pairwise

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery.durations import LONGEST
from recovery.pictures import GanttRow, gantt
from recovery.pictures.gantt import MOST, PARTS, draw

H = 3600
times = st.one_of(st.integers(0, 30 * H), st.integers(0, LONGEST))


@st.composite
def rows(draw_one):
    ends = sorted(draw_one(st.lists(times, min_size=1, max_size=4)))
    spans = [(draw_one(st.sampled_from(sorted(PARTS))), start, end) for start, end in pairwise(ends)]
    return GanttRow(
        draw_one(st.text(max_size=80)), spans, ends[-1], draw_one(st.none() | times), draw_one(st.booleans())
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(rows(), max_size=MOST + 3), st.sampled_from(["en", "es"]), st.sampled_from([720, 340, 960, 320]))
def test_it_is_tidy(some, language, width):
    drawing = draw(some, language=language, width=width, identity="x")
    for text in drawing.texts:
        assert text.box.left >= 0, text
        assert text.box.right <= drawing.width + 0.1, text
        assert text.box.bottom <= drawing.height, text
    for one, other in combinations(drawing.texts, 2):
        assert not one.box.overlaps(other.box), (one, other)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [720, 340, 320])
def test_the_longest_words_have_room(language, width):
    row = GanttRow("A", [], LONGEST - 1, due=61)
    for text in draw([row], language=language, width=width, identity="x").texts:
        assert text.box.left >= 0
        assert text.box.right <= width


def test_late_is_said_in_words_and_by_a_shape():
    late, in_time = GanttRow("A", [("preparing", 0, 2 * H)], 2 * H, due=H), GanttRow("B", [], H, due=H)
    svg = gantt([late, in_time])
    assert "A: back after 2 hours, 1 hour too late. B: back after 1 hour." in svg
    assert ">2 h, 1 h late<" in svg
    assert svg.count("p-event") == 1
    assert "late<" not in gantt([in_time])


def test_what_is_guessed_is_said():
    svg = gantt([GanttRow("A", [], 0, guessed=True), GanttRow("B", [], 2 * H, due=H, guessed=True)])
    assert "A: back after 0 seconds, partly guessed. B: back after 2 hours, 1 hour too late." in svg
    assert ">0 s, partly guessed<" in svg


def test_later_is_farther_and_longer_is_longer():
    spans = [("preparing", 0, H), ("copying", H, 3 * H), ("finishing", 5 * H, 6 * H)]
    root = fromstring(gantt([GanttRow("A", spans, 6 * H)]))
    bars = [shape for shape in root.iter() if shape.tag.endswith("rect")][:3]
    (x1, w1), (x2, w2), (x3, w3) = [(float(each.get("x")), float(each.get("width"))) for each in bars]
    assert x1 < x2 < x3
    assert w2 == pytest.approx(2 * w1, abs=0.2)
    assert w3 == pytest.approx(w1, abs=0.2)


def test_what_is_not_drawn_is_counted():
    many = [GanttRow(f"System {at}", [], at) for at in range(MOST + 3)]
    svg = gantt(many)
    assert svg.count("+ 3 more") == 2
    assert f"System {MOST}" not in svg
    assert "+ " not in gantt(many[:MOST])


def test_a_date_beyond_the_end_is_not_drawn_and_a_name_cannot_do_harm():
    assert gantt([GanttRow("A", [], H, due=2 * H)]).count("p-limit") == 1  # the legend
    for theme in ("page", "light"):
        fromstring(gantt([GanttRow('<script>"&', [], H)], theme=theme))

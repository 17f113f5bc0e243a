"""Where things go: the room a text takes, what lies over what, and on which side of its mark a label stands."""

import pytest

from recovery.pictures import CostPoint, GanttRow
from recovery.pictures import cost as cost_picture
from recovery.pictures import impact as impact_picture
from recovery.pictures import recovery_line as line
from recovery.pictures.drawing import TAIL, Box, Text
from recovery.pictures.gantt import draw as draw_gantt
from recovery.pictures.labels import GAP, Mark, keep_apart, place
from recovery.pictures.measure import fit, text_width

WIDE, TALL = text_width("4 hours", 10), text_width(" or so", 10 * TAIL)


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        (Text(100, 50, "4 hours", 10), 100, 100 + WIDE),
        (Text(100, 50, "4 hours", 10, anchor="middle"), 100 - WIDE / 2, 100 + WIDE / 2),
        (Text(100, 50, "4 hours", 10, anchor="end"), 100 - WIDE, 100),
        (Text(100, 50, "4 hours", 10, tail="or so"), 100, 100 + WIDE + TALL),
        (Text(100, 50, "4 hours", 10, anchor="end", tail="or so"), 100 - WIDE - TALL, 100),
    ],
)
def test_the_room_of_a_text(text, left, right):
    box = text.box
    assert (box.left, box.right) == (pytest.approx(left), pytest.approx(right))
    assert (box.top, box.bottom) == (pytest.approx(50 - 7.6), pytest.approx(50 + 2.4))


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (Box(10, 10, 20, 20), True), (Box(12, 12, 18, 18), True), (Box(0, 0, 30, 30), True),
        (Box(19, 19, 30, 30), True), (Box(0, 0, 11, 11), True), (Box(20, 10, 30, 20), False),
        (Box(0, 10, 10, 20), False),
        (Box(10, 20, 20, 30), False), (Box(10, 0, 20, 10), False), (Box(21, 10, 30, 20), False),
        (Box(10, 21, 20, 30), False),
    ],
)  # fmt: skip
def test_what_shares_no_more_than_an_edge_does_not_overlap(other, overlaps):
    assert Box(10, 10, 20, 20).overlaps(other) is overlaps
    assert other.overlaps(Box(10, 10, 20, 20)) is overlaps


def test_the_earlier_stay_and_what_comes_too_near_goes():
    row = [Box(at, 0, at + 10, 10) for at in (0, 14, 15, 40)]
    assert keep_apart(row, []) == [0, 2, 3]
    assert keep_apart(row, [Box(42, 0, 43, 10)]) == [0, 2]
    assert keep_apart(row, [Box(42, 11, 43, 20)]) == [0, 2, 3]


@pytest.mark.parametrize(
    ("room", "shown"), [(text_width("Payments", 10), "Payments"), (text_width("Paym…", 10), "Paym…"), (0, "…")]
)
def test_as_much_of_a_name_as_there_is_room_for(room, shown):
    assert fit("Payments", 10, room) == shown


LENGTH = text_width("4 hours", 12)
RIGHT, LEFT = 1, -1


@pytest.mark.parametrize(
    ("x", "outward", "left"),
    [
        (150, RIGHT, 150 + GAP),
        (150, LEFT, 150 - GAP - LENGTH),
        (300 - 4 - GAP - LENGTH, RIGHT, 300 - 4 - LENGTH),
        (300 - 3 - GAP - LENGTH, RIGHT, 300 - 3 - 2 * GAP - 2 * LENGTH),
        (4 + GAP + LENGTH, LEFT, 4),
        (3 + GAP + LENGTH, LEFT, 3 + 2 * GAP + LENGTH),
    ],
)
def test_a_label_stands_on_the_side_it_prefers_where_there_is_room(x, outward, left):
    (label,) = place([Mark(x, "4 hours", "p-plain", outward)], width=300, size=12)
    assert (label.row, label.size, label.left) == (0, 12, pytest.approx(left))
    assert label.before is (left < x)
    assert not label.beneath


def test_a_label_without_room_on_either_side_stands_beneath():
    width = 2 * LENGTH
    (label,) = place([Mark(width / 2, "4 hours", "p-plain", RIGHT)], width=width, size=12)
    assert label.beneath
    assert label.left == pytest.approx(width / 2 - LENGTH / 2)


@pytest.mark.parametrize(("share", "size"), [(1, 12), (0.95, 10.8), (0.85, 9.6), (0.75, 8.4), (0.65, 7.2), (0.3, 7.2)])
def test_a_label_longer_than_the_picture_gets_smaller(share, size):
    (label,) = place([Mark(5, "4 hours", "p-plain", RIGHT)], width=share * LENGTH + 8, size=12)
    assert label.size == pytest.approx(size)


def test_labels_that_would_meet_take_a_row_each():
    marks = [Mark(10, "4 hours", "p-plain", RIGHT), Mark(12, "4 hours", "p-plain", RIGHT)]
    assert sorted(label.row for label in place(marks, width=300, size=12)) == [0, 1]
    apart = [Mark(60, "4 hours", "p-plain", LEFT), Mark(240, "4 hours", "p-plain", RIGHT)]
    assert [label.row for label in place(apart, width=300, size=12)] == [0, 0]


POINTS = [CostPoint(60, 1, 2), CostPoint(3600, 2, 1)]
DRAWN = {
    "cost": lambda width: cost_picture.draw(POINTS, None, currency="€", language="en", width=width, identity="x"),
    "gantt": lambda width: draw_gantt([GanttRow("A", [], 60)], language="en", width=width, identity="x"),
    "harm": lambda width: impact_picture.draw({}, None, language="en", width=width, identity="x"),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_narrow_below_520(name):
    assert DRAWN[name](520).height == DRAWN[name](720).height < DRAWN[name](519).height


def test_a_line_is_narrow_below_520():
    assert line(rpo=0, rto=60, width=520).count("<text") == line(rpo=0, rto=60, width=519).count("<text") - 2

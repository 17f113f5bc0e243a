"""Pictures that somebody has looked at: a few scenes in which every part of each picture is drawn.

After a change that is meant: `python -m tests.recovery.pictures.gallery` draws them anew, and the difference under
`approved/` is what to look at before it is committed.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from recovery.pictures import (
    CostPoint,
    GanttRow,
    Neighbour,
    cost_balance,
    dependency_neighbourhood,
    gantt,
    impact_over_time,
    recovery_line,
)

WIDE, NARROW = 720, 340
APPROVED = Path(__file__).parent / "approved"
MIN, H, D = 60, 3600, 86400

GRID = {
    "money": {900: "none", H: "minor", 4 * H: "moderate", D: "severe", 3 * D: "intolerable"},
    "customers": {8 * H: "moderate"},
    "legal": {30 * D: "intolerable"},
    "staff": {900: "none"},
}
POINTS = (
    CostPoint(8 * H, 10_000, 96_000),
    CostPoint(0, 90_000, 0),
    CostPoint(5 * MIN, 60_000, 1_000),
    CostPoint(H, 20_000, 12_000),
)
NEEDS = (
    Neighbour("Sign-in", url="/systems/1/"),
    Neighbour("Ledger of the whole group with a name that is far too long to be shown", note="4 h", critical=True),
    Neighbour("Mail", kind="soft"),
    Neighbour("Queue", note="15 min", decides=True),
    Neighbour("Network", critical=True, decides=True, url="/systems/2/"),
)
SCHEDULE = (
    GanttRow("Sign-in", [("preparing", 0, 450)], 450, due=300),
    GanttRow("Ledger", [("preparing", 1800, 2700), ("copying", 2700, 3 * H), ("finishing", 3 * H, 3 * H + 900)],
             3 * H + 900, due=4 * H),
    GanttRow("Ledger of the whole group with a name that is far too long to be shown",
             [("preparing", 3 * H + 900, 5 * H), ("finishing", 6 * H, 6 * H + 900)], 6 * H + 900, due=4 * H),
    GanttRow("Nobody knows", [], 0, guessed=True),
    GanttRow("Archive & more", [("preparing", 1800, 5400), ("finishing", 6 * H + 900, 7 * H)], 7 * H, due=30 * D),
)  # fmt: skip
NEEDED_BY = (Neighbour("Store & more", note="1 h", critical=True), Neighbour("Blog", kind="soft"))


def defaults() -> dict[str, Callable[[], str]]:
    """As wide, and called, as who says nothing gets them."""
    return {
        "line": lambda: recovery_line(rpo=H, rto=4 * H),
        "cost": lambda: cost_balance(POINTS),
        "harm": lambda: impact_over_time(GRID),
        "neighbours": lambda: dependency_neighbourhood("Payments", needs=[Neighbour(f"{at}") for at in range(8)]),
        "gantt": lambda: gantt(SCHEDULE[:1]),
    }


def lines(width: int) -> dict[str, Callable[[], str]]:
    return {
        "kept": lambda: recovery_line(rpo=H, rto=4 * H, mtd=8 * H, worst_loss=30 * MIN, exercise=2 * H, width=width),
        "missed": lambda: recovery_line(
            rpo=0, rto=5 * MIN, mtd=H, worst_loss=H, exercise=19 * MIN, width=width, theme="light"
        ),
        "on-the-point": lambda: recovery_line(rpo=H, rto=0, mtd=0, worst_loss=0, exercise=0, width=width, id="it"),
        "open": lambda: recovery_line(rpo="unset", rto="unknown", worst_loss=D, exercise=D, width=width),
        "long": lambda: recovery_line(rpo="not applicable", rto=400 * D, mtd=3 * D, width=width, language="es"),
        "everything": lambda: recovery_line(
            rpo=0,
            rto=5 * MIN,
            mtd=H,
            worst_loss=H,
            exercise=19 * MIN,
            recovery=450,
            data_recovery=13 * H,
            data_rto=8 * H,
            data_loss=D,
            width=width,
        ),
        "nothing": lambda: recovery_line(rpo="unset", rto="unknown", width=width),
        "data-as-the-rest": lambda: recovery_line(
            rpo=H, rto=4 * H, data_recovery=13 * H, data_loss=D, width=width, language="es"
        ),
        "crowded": lambda: recovery_line(
            rpo=4 * H, rto=4 * H, mtd=4 * H + 1, worst_loss=4 * H + 1, exercise=4 * H - 1, width=width
        ),
    }


def costs(width: int) -> dict[str, Callable[[], str]]:
    return {
        "chosen": lambda: cost_balance(POINTS, chosen=30 * MIN, width=width),
        "at-once": lambda: cost_balance(POINTS, chosen=0, width=width, currency="$", language="es", theme="light"),
        "late": lambda: cost_balance(POINTS[:2], chosen=30 * D, width=width, id="it"),
        "beneath": lambda: cost_balance(POINTS[:3], chosen=0, width=width, language="es"),
        "slow": lambda: cost_balance(
            [CostPoint(45 * D, 9_000, 1_000), CostPoint(365 * D, 400, 70_000)],
            chosen=100 * D,
            width=width,
            language="es",
        ),
        "free": lambda: cost_balance([CostPoint(MIN, 0, 0), CostPoint(H, 0, 0)], width=width),
    }


def harms(width: int) -> dict[str, Callable[[], str]]:
    return {
        "limit": lambda: impact_over_time(GRID, mtd=2 * D, width=width),
        "early": lambda: impact_over_time(GRID, mtd=5 * MIN, width=width, language="es", theme="light"),
        "at-a-horizon": lambda: impact_over_time(GRID, mtd=900, width=width, id="it"),
        "late": lambda: impact_over_time({"money": GRID["money"]}, mtd=60 * D, width=width),
        "none": lambda: impact_over_time({}, width=width),
    }


def neighbourhoods(width: int) -> dict[str, Callable[[], str]]:
    many = [Neighbour(f"System {number}") for number in range(9)]
    return {
        "linked": lambda: dependency_neighbourhood("Payments", needs=NEEDS, needed_by=NEEDED_BY, width=width),
        "alone": lambda: dependency_neighbourhood("Payments", width=width, id="it"),
        "many": lambda: dependency_neighbourhood(
            "Payments", needs=many, needed_by=many[:2], most=3, width=width, language="es"
        ),
        "more": lambda: dependency_neighbourhood(
            "Ledger of the whole group with a name that is far too long",
            needs=many[:7],
            needed_by=NEEDED_BY,
            more=(5, 2),
            width=width,
        ),
        "standing-alone": lambda: dependency_neighbourhood("A & B", needed_by=NEEDS, width=width, theme="light"),
    }


def schedules(width: int) -> dict[str, Callable[[], str]]:
    many = [GanttRow(f"System {at}", [("finishing", at * H, at * H + H)], at * H + H, due=20 * H) for at in range(43)]
    return {
        "some": lambda: gantt(SCHEDULE, width=width),
        "spanish": lambda: gantt(SCHEDULE, width=width, language="es", theme="light", id="it"),
        "many": lambda: gantt(many, width=width),
        "none": lambda: gantt([], width=width),
        "odd": lambda: gantt(
            [
                GanttRow("A", [("copying", 61, 9 * MIN + 59)], 9 * MIN + 59),
                GanttRow("B", [("copying", 61, 11 * MIN + 30)], 11 * MIN + 30, due=10 * MIN + 31),
                GanttRow("C", [("finishing", H, 40 * D + 23 * H)], 40 * D + 23 * H + 59 * MIN, due=61),
                GanttRow("D", [("finishing", H, 90 * D)], 400 * D + 23 * H + 59 * MIN, due=59 * MIN),
            ],
            width=width,
            language="es",
        ),
        "never": lambda: gantt([GanttRow("Slow", [("copying", 60, 36525 * D)], 36525 * D, due=H)], width=width),
    }


def gallery() -> Iterator[tuple[str, Callable[[], str]]]:
    """Each picture by the name of its file."""
    for kind, draw in defaults().items():
        yield f"{kind}-by-itself", draw
    for kind, scenes in (
        ("line", lines),
        ("cost", costs),
        ("harm", harms),
        ("neighbours", neighbourhoods),
        ("gantt", schedules),
    ):
        for width in (WIDE, NARROW):
            for name, draw in scenes(width).items():
                yield f"{kind}-{name}-{width}", draw


def in_lines(svg: str) -> str:
    """An element a line, so that a difference shows what has changed."""
    return svg.replace("><", ">\n<") + "\n"


def main() -> None:
    APPROVED.mkdir(exist_ok=True)
    for old in APPROVED.glob("*.svg"):
        old.unlink()
    for name, draw in gallery():
        (APPROVED / f"{name}.svg").write_text(in_lines(draw()), encoding="utf-8")


if __name__ == "__main__":
    main()

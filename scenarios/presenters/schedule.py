"""The schedule of a scenario as a table and as a picture, in the order in which to begin."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from presentation.language import language
from recovery.pictures import GanttRow, gantt, responsive
from recovery.pictures.drawing import Theme
from recovery.pictures.gantt import describe
from recovery.scenarios.prediction import SystemPrediction
from scenarios.presenters.words import time_in_words, waited_in_words
from scenarios.services.predicting import Outlook

WIDE, NARROW = 720, 340


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One system as the table shows it. `late` is empty for one in time, `too_long` for one before MTD − WRT."""

    place: int
    key: str
    name: str
    back: str
    rto: str
    late: str
    too_long: str
    waited: str
    prediction: SystemPrediction

    @property
    def guessed(self) -> bool:
        """Whether some of its times counts as none, because nobody knows it."""
        return self.prediction.unknown


Placed = tuple[int, SystemPrediction]
"""The place in the order in which to begin, from 1, and who has it."""


def in_order(outlook: Outlook) -> list[Placed]:
    """Every system that falls, the one to begin with first."""
    by_key = {each.key: each for each in outlook.prediction.systems}
    return [(at, by_key[key]) for at, key in enumerate(outlook.prediction.order, start=1)]


def rows_of(placed: Iterable[Placed], outlook: Outlook) -> list[ScheduleRow]:
    """These systems as the table shows them."""
    return [_row(place, each, outlook) for place, each in placed]


def _row(place: int, each: SystemPrediction, outlook: Outlook) -> ScheduleRow:
    return ScheduleRow(
        place=place,
        key=each.key,
        name=outlook.name_of(each.key),
        back=time_in_words(each.back_at),
        rto=time_in_words(each.due),
        late=time_in_words(each.late_rto) if each.late_rto else "",
        too_long=time_in_words(each.late_mtd) if each.late_mtd else "",
        waited=waited_in_words(each.waited_for, outlook.situation.names),
        prediction=each,
    )


def gantt_rows(placed: Iterable[Placed], outlook: Outlook) -> list[GanttRow]:
    return [
        GanttRow(
            outlook.name_of(each.key),
            [(span.part, span.start, span.end) for span in each.spans],
            each.back_at,
            each.due,
            each.unknown,
        )
        for _place, each in placed
    ]


def picture(placed: Iterable[Placed], outlook: Outlook) -> SafeString:
    """The schedule in two widths, of which the page shows the one that it has room for."""
    drawn = gantt_rows(placed, outlook)
    draw: Callable[[int, str], str] = lambda width, name: gantt(drawn, language=language(), width=width, id=name)  # noqa: E731
    both = responsive(draw(WIDE, "gantt-wide"), draw(NARROW, "gantt-narrow"))
    return mark_safe(both)  # noqa: S308 - pictures escape their own texts


def picture_alone(placed: Iterable[Placed], outlook: Outlook, *, theme: Theme = "light") -> tuple[str, str]:
    """The schedule as it stands alone, and what it says in words."""
    drawn = gantt_rows(placed, outlook)
    return gantt(drawn, language=language(), width=WIDE, theme=theme), describe(drawn, language())

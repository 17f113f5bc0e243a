"""What the recovery line shows, in words: its headings and its description."""

from dataclasses import dataclass

from recovery.durations import LONGEST, duration_in_words
from recovery.facts import Objective
from recovery.pictures.phrases import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the picture shows. Durations in seconds; `exercise` is the recovery time achieved in the last exercise.

    `recovery` is when it is back after the loss of a site, `data_recovery` after the destruction of its data, which is
    held against `data_rto`; `data_loss` is what is lost then, held against `data_rpo`.
    """

    rpo: Objective | str
    rto: Objective | str
    mtd: int | None = None
    worst_loss: int | None = None
    exercise: int | None = None
    recovery: int | None = None
    data_recovery: int | None = None
    data_rto: int | None = None
    data_loss: int | None = None
    data_rpo: int | None = None

    @property
    def marks(self) -> list["Shown"]:
        """Everything marked beside the two objectives, in the order in which it is said."""
        rpo, rto = (value if isinstance(value, int) else None for value in (self.rpo, self.rto))
        known = (
            ("mtd", self.mtd, None, 1),
            ("loss", self.worst_loss, rpo, -1),
            ("data-loss", self.data_loss, rpo if self.data_rpo is None else self.data_rpo, -1),
            ("drill", self.exercise, rto, 1),
            ("site", self.recovery, rto, 1),
            ("data", self.data_recovery, rto if self.data_rto is None else self.data_rto, 1),
        )
        return [Shown(key, value, limit, side) for key, value, limit, side in known if value is not None]

    @property
    def durations(self) -> list[int]:
        """Every number among them."""
        values = (self.rpo, self.rto, *(each.value for each in self.marks))
        return [value for value in values if isinstance(value, int)]


@dataclass(frozen=True, slots=True)
class Shown:
    """One mark of the line: its phrase, its seconds, the limit it is held against, and its side of the disaster."""

    key: str
    value: int
    limit: int | None
    side: int

    @property
    def too_much(self) -> bool:
        """Whether it is more than its limit."""
        return self.limit is not None and self.value > self.limit

    def phrase(self, before: str = "") -> str:
        """What is said of it."""
        end = "-bad" if self.too_much else "-zero" if self.value == 0 and self.key in WITH_ZERO else ""
        return f"{before}{self.key}{end}"


WITH_ZERO = ("mtd", "loss", "data-loss", "site")
"""Marks of which nothing is said otherwise than as a duration."""


def describe(line: Line, language: str) -> str:
    """The picture in sentences."""
    sentences = [_say_objective("rpo", line.rpo, language), _say_objective("rto", line.rto, language)]
    for each in line.marks:
        sentences.append(say(language, each.phrase("say-"), line_duration(each.value, language)))
    return " ".join(sentences)


def _say_objective(name: str, value: Objective | str, language: str) -> str:
    if isinstance(value, int):
        return say(language, f"say-{name}" if value else f"say-{name}-zero", line_duration(value, language))
    if value == "not applicable" and name == "rpo":
        return say(language, "say-rpo-none")
    return say(language, f"say-{name}-{_open(value)}")


def _open(value: str) -> str:
    return "unknown" if value == "unknown" else "unset"


def line_duration(seconds: int, language: str) -> str:
    """A duration in its two leading parts; a century for anything longer."""
    return duration_in_words(min(seconds, LONGEST), language, approximate=True)


def rpo_heading(rpo: Objective | str, language: str) -> tuple[str, str, str]:
    """The strong part, the quiet part and the look of the heading of the past."""
    if isinstance(rpo, int):
        return (line_duration(rpo, language) if rpo else say(language, "nothing")), say(language, "lost"), "p-ink"
    if rpo == "not applicable":
        return say(language, "no-data"), "", "p-ink"
    return say(language, _open(rpo)), say(language, "lost-open"), "p-soft"


def rto_heading(rto: Objective | str, language: str) -> tuple[str, str, str]:
    """The strong part, the quiet part and the look of the heading of the future."""
    if isinstance(rto, int):
        if rto == 0:
            return say(language, "no-interruption"), "", "p-ink"
        return line_duration(rto, language), say(language, "until-back"), "p-ink"
    return say(language, _open(rto)), say(language, "back-open"), "p-soft"

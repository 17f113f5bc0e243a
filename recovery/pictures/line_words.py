"""What the recovery line shows, in words: its headings and its description."""

from dataclasses import dataclass

from recovery.durations import LONGEST, duration_in_words
from recovery.facts import Objective
from recovery.pictures.phrases import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the picture shows. Durations in seconds; `exercise` is the recovery time achieved in the last exercise."""

    rpo: Objective | str
    rto: Objective | str
    mtd: int | None = None
    worst_loss: int | None = None
    exercise: int | None = None

    @property
    def durations(self) -> list[int]:
        """Every number among them."""
        values = (self.rpo, self.rto, self.mtd, self.worst_loss, self.exercise)
        return [value for value in values if isinstance(value, int)]


def describe(line: Line, language: str) -> str:
    """The picture in sentences."""
    sentences = [_say_objective("rpo", line.rpo, language), _say_objective("rto", line.rto, language)]
    marks = (
        ("say-mtd", line.mtd, None),
        ("say-loss", line.worst_loss, line.rpo),
        ("say-drill", line.exercise, line.rto),
    )
    for key, value, limit in marks:
        if value is not None:
            bad = isinstance(limit, int) and value > limit
            phrase = f"{key}-bad" if bad else "say-loss-zero" if value == 0 and key == "say-loss" else key
            sentences.append(say(language, phrase, line_duration(value, language)))
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

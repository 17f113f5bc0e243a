"""What the code of a recovery plan is made from: decided values only, times in whole seconds."""

from __future__ import annotations

from dataclasses import dataclass

MINUTE, HOUR, DAY = 60, 3600, 86400
CONTINUOUS, SNAPSHOT, NO_HISTORY = "continuous", "snapshot", "none"


@dataclass(frozen=True, slots=True)
class Copies:
    """Copies of the past of one kind: one at least every `every` seconds, each kept for `keep` seconds."""

    every: int
    keep: int


@dataclass(frozen=True, slots=True)
class CodePlan:
    """The plan of one system.

    `approved` says who approved it and when; empty, it is a draft, and every file says so. `unconfirmed` names the list
    that its objectives come from, where nobody has answered. `rto` and `rpo` hold for the
    loss of a place, those `for_data` where the data are destroyed; None is what has no number. `by_person` says that
    somebody starts the failover, `goes_on` that both places serve all the time. `order` are the keys of the systems
    that have to be back before this one, the first first.
    """

    key: str
    name: str
    approved: str = ""
    unconfirmed: str = ""
    policy: str = ""
    rto: int | None = None
    rpo: int | None = None
    rto_for_data: int | None = None
    rpo_for_data: int | None = None
    strategy: str = ""
    by_person: bool = True
    goes_on: bool = False
    fails_over: bool = False
    live_copy: str = "none"
    history: str = NO_HISTORY
    main: Copies | None = None
    then: Copies | None = None
    archive: Copies | None = None
    start_window: int | None = None
    running_time: int | None = None
    check_interval: int = 30
    check_failures: int = 3
    dns_ttl: int = 60
    test_every: int = 30 * DAY
    order: tuple[str, ...] = ()

    @property
    def has_copies(self) -> bool:
        """Whether there is anything to back up."""
        return self.main is not None and self.history in (CONTINUOUS, SNAPSHOT)

    @property
    def status(self) -> str:
        """The line that every file begins with."""
        if self.approved:
            return f"Approved: {one_line(self.approved)}"
        if self.unconfirmed:
            return f"DRAFT: provisional, from “{one_line(self.unconfirmed)}”, which nobody confirmed. Do not apply it."
        return "DRAFT: this plan is not approved. Do not apply it."


def one_line(text: str) -> str:
    """The text on one line, without what cannot be seen: fit for a comment of any language."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def in_units(seconds: int | None) -> str:
    """A time for a comment or a table: “4 h”, “35 d”; “none” where there is none."""
    if seconds is None:
        return "none"
    for size, unit in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min")):
        if seconds and seconds % size == 0 and (seconds >= 2 * size or unit != "d"):
            return f"{seconds // size} {unit}"
    return f"{seconds} s"

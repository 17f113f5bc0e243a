"""A system as files hold it that programs read: reports make it, writers turn it into bytes."""

from __future__ import annotations

from dataclasses import dataclass

from systems.models import System


@dataclass(frozen=True, slots=True)
class Need:
    """What a system needs: its key, what kind of entry it is, and how it is needed."""

    key: str
    type: str
    kind: str


@dataclass(frozen=True, slots=True)
class SystemRecord:
    """A system with its objectives in seconds, None where there is no number. `approved`: its plan was signed, and is
    still as it was; `copy_age` is how old its newest copy may grow."""

    system: System
    needs: tuple[Need, ...] = ()
    rto: int | None = None
    rpo: int | None = None
    strategy: str = ""
    approved: bool = False
    copy_age: int | None = None

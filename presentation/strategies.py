"""What the parts of a plan are called, in the reader's language: in the policy's own words, else in the method's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import local

from django.utils.translation import gettext

from presentation.language import language
from recovery import messages
from recovery.messages import Text, say
from recovery.policy import DEFAULT_POLICY, CopyRow, StrategyRow

ORDER: tuple[str, ...] = tuple(row.key for row in DEFAULT_POLICY.strategies)
"""The default policy's strategies from the weakest to the strongest."""
COPIES: tuple[str, ...] = tuple(row.key for row in DEFAULT_POLICY.copies)
"""The default policy's live copies, to go without one the first."""
Words = Mapping[str, str]
"""A text by language."""


@dataclass(frozen=True)
class KnownStrategies:
    """`rows` are all that any published policy has had, by key, as the newest says them: what stands in an older plan,
    or protects a system today, is still called by its name. `in_force` are the keys of those that count now. `copies`
    are the live copies, likewise."""

    rows: Mapping[str, StrategyRow] = field(default_factory=dict)
    in_force: tuple[str, ...] = ()
    copies: Mapping[str, CopyRow] = field(default_factory=dict)


_sources: list[Callable[[], KnownStrategies]] = []
_remembered = local()


def register(source: Callable[[], KnownStrategies]) -> None:
    """The room that keeps the policy says here how its strategies are found."""
    _sources[:] = [source]


def forget(**_: object) -> None:
    """Ask anew: at the beginning of every request and of every task, for the policy may be another one since."""
    _remembered.__dict__.clear()


def known_strategies() -> KnownStrategies:
    if not hasattr(_remembered, "known"):
        _remembered.known = _sources[0]() if _sources else KnownStrategies()
    known: KnownStrategies = _remembered.known
    return known


def own_strategies() -> list[str]:
    """The keys of the strategies in force that the method does not bring itself."""
    return [key for key in known_strategies().in_force if key not in ORDER]


def strategy_name(key: str, names: Words | None = None) -> str:
    """A strategy in words; `names` are those of the policy's row, where it is another than the one in force."""
    row = None if names else _row(key)
    return messages.strategy_name(key, language(), row.names if row else names)


def strategy_meaning(key: str, meanings: Words | None = None) -> str:
    """What the strategy is, in half a sentence; empty for a row of which nobody has said it."""
    row = None if meanings else _row(key)
    return messages.strategy_meaning(key, language(), row.meanings if row else meanings)


def strategy_choices(in_use: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Choices for a form: the known strategies, then any others in use."""
    others = sorted(set(in_use) - set(ORDER) - {""})
    return [(key, strategy_name(key)) for key in (*ORDER, *others)]


def _row(key: str) -> StrategyRow | None:
    """A row with words of its own. The catalogues speak for the default rows, so nobody has to look for those."""
    return None if not key or key in ORDER else known_strategies().rows.get(key)


def copy_name(key: str, names: Words | None = None) -> str:
    """A live copy in words; `names` are those of the policy's row, where it is another than the one in force."""
    row = None if names else _copy(key)
    return messages.copy_name(key, language(), row.names if row else names)


def copy_meaning(key: str, meanings: Words | None = None) -> str:
    """What the live copy is, in half a sentence; empty for a row of which nobody has said it."""
    row = None if meanings else _copy(key)
    return messages.copy_meaning(key, language(), row.meanings if row else meanings)


def _copy(key: str) -> CopyRow | None:
    return None if not key or key in COPIES else known_strategies().copies.get(key)


def plan_part(group: str, kind: str, *, meaning: bool = False) -> str:
    """A kind of `live` copy or of `history` as the method calls it, or what it is; empty where there is none."""
    if group == messages.COPIES and kind:
        return copy_meaning(kind) if meaning else copy_name(kind)
    ending = ".meaning" if meaning else ""
    return say(Text(f"{group}.{kind}{ending}"), language()) if kind else ""


def live_copy_name(kind: str) -> str:
    """The kind of a live copy in a word, for columns; empty where the plan leaves it open."""
    names = {"none": gettext("none"), "asynchronous": gettext("asynchronous"), "synchronous": gettext("synchronous")}
    return names.get(kind) or (copy_name(kind) if kind else "")


def history_name(kind: str) -> str:
    """The kind of a history in a word, for columns; empty where the plan leaves it open."""
    names = {"none": gettext("none"), "snapshot": gettext("snapshots"), "continuous": gettext("continuous")}
    return names.get(kind, "")

"""A sentence before it is worded: a code of the catalogue and the values that go into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = int | float | str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Text:
    """What is to be said. Storable as JSON; `recovery.messages.say` words it for a language and an audience."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

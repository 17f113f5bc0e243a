"""A sentence before it is worded: a code of the catalogue and the values that go into it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from recovery.records import restored

Named = Mapping[str, Mapping[str, str]]
"""Names by key, each by language."""
Value = int | float | str | tuple[str, ...] | Named | None
CALLED = "called"
"""Among the values: the names that a policy gives to strategies which other values name by key."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is to be said. Storable as JSON; `recovery.messages.say` words it for a language and an audience."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The text that was stored as JSON."""
        return restored(cls, record)

    def as_record(self) -> dict[str, object]:
        """The text to be stored as JSON: `from_record` gives it back."""
        return {"code": self.code, "values": dict(self.values)}


@dataclass(frozen=True, slots=True)
class Reason(Text):
    """A text that explains a number, and which: `mtd`, `rto`, `rpo`, or `peak`, the RTO of the peak season."""

    about: str = ""


def with_names(text: Text, named: Named) -> Text:
    """The text with those of these names that it needs, so that it can be worded when the policy is another."""
    if not named:
        return text
    called = {key: named[key] for key in text.values.values() if isinstance(key, str) and key in named}
    return Text(text.code, {**text.values, CALLED: called}) if called else text

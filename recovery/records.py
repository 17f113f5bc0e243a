"""Results as plain JSON values, for storing: lossless, with texts as code and values, to be worded when shown."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from operator import attrgetter
from types import NoneType
from typing import Any

from recovery.messages.text import Text
from recovery.results import Derived

SIMPLE = frozenset((str, int, float, bool, NoneType))
FIELDS: dict[Any, tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]] = {}


def dump(derived: Derived) -> dict[str, Any]:
    """A result as JSON values; every text is `{"code": …, "values": …}` and `text` makes it a Text again."""
    record: dict[str, Any] = plain(derived)
    return record


def plain(value: Any) -> Any:
    """Any part of a result as JSON values: a finding, an offer, a text, a number."""
    kind: Any = type(value)
    if kind in SIMPLE:
        return value
    if kind is tuple or kind is list:
        return [plain(each) for each in value]
    if is_dataclass(kind):
        names, values = _fields(kind)
        pairs = zip(names, values(value), strict=True)
        return {name: each if type(each) in SIMPLE else plain(each) for name, each in pairs}
    if isinstance(value, Mapping):
        return {str(key): each if type(each) in SIMPLE else plain(each) for key, each in value.items()}
    return value


def text(stored: Mapping[str, Any]) -> Text:
    """The text that `dump` stored."""
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in stored["values"].items()}
    return Text(stored["code"], values)


def _fields(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a dataclass's fields, and what gets all their values at once; asked for once, used very often.

    There is no part of a result with one field only: `attrgetter` would give its value instead of a row of values.
    """
    if kind not in FIELDS:
        names = tuple(field.name for field in fields(kind))
        FIELDS[kind] = names, attrgetter(*names)
    return FIELDS[kind]

"""Results restored from the JSON values as which they were stored: the types that the classes state are all it takes.

A value that is not there, because its field is younger than what was stored, is the field's default or else the
nothing of its type: None where that is allowed, no entries, an empty text, zero.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

Result = TypeVar("Result")


class Restorer(NamedTuple):
    """How a stored value becomes one of a type, and what stands for one that is not there."""

    restore: Callable[[Any], Any]
    nothing: Callable[[], Any]


def restored(kind: type[Result], record: Mapping[str, Any]) -> Result:
    """The dataclass whose fields were stored by name. What is stored beside them is of no interest."""
    values = {}
    for name, (restore, nothing) in _restorers(kind):  # type: ignore[arg-type]  # a class is hashable
        stored = record.get(name)
        values[name] = nothing() if stored is None else restore(stored)
    return kind(**values)


@lru_cache(maxsize=64)
def _restorers(kind: type[Any]) -> tuple[tuple[str, Restorer], ...]:
    types = get_type_hints(kind)
    return tuple((each.name, _of_field(each, types[each.name])) for each in fields(kind))


def _of_field(field: Field[Any], kind: Any) -> Restorer:
    restorer = _of_type(kind)
    if field.default_factory is not MISSING:
        return Restorer(restorer.restore, field.default_factory)
    if field.default is not MISSING:
        return Restorer(restorer.restore, lambda: field.default)
    return restorer


def _of_type(kind: Any) -> Restorer:
    if is_dataclass(kind) and isinstance(kind, type):
        return Restorer(lambda stored: restored(kind, stored), lambda: restored(kind, {}))
    if kind is Any:
        return Restorer(_frozen, lambda: None)
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _of_union(parts)
    if origin is tuple:
        each = _of_type(parts[0]).restore
        return Restorer(lambda stored: tuple(map(each, stored)), tuple)
    if origin is Mapping:
        each = _of_type(parts[1]).restore
        return Restorer(lambda stored: {name: each(value) for name, value in stored.items()}, dict)
    return Restorer(_frozen, kind)


def _of_union(parts: tuple[Any, ...]) -> Restorer:
    """Of values that may be of several types, JSON tells only lists from the rest."""
    kinds = [each for each in parts if each is not NoneType]
    restore = _of_type(kinds[0]).restore if len(kinds) == 1 else _frozen
    return Restorer(restore, lambda: None)


def _frozen(stored: Any) -> Any:
    return tuple(stored) if isinstance(stored, list) else stored

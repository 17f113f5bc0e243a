"""What systems are called in the method's texts, as far as the reader may know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from systems.keys import LONGEST
from systems.models import SystemQuerySet


class KnownNames(dict[str, str]):
    """Names by key. A system that the reader may not know of is "another system": not even its key is told."""

    def get(self, key: Any, default: Any = None) -> str:
        return self[key] if key in self else gettext("another system")

    def __bool__(self) -> bool:
        """Also without a single name it is not replaced by nothing."""
        return True


def names_for(texts: Iterable[Any], visible: SystemQuerySet, known: Mapping[str, str]) -> KnownNames:
    """The names of all systems that the texts speak of: those `known` already, and those among the visible ones."""
    wanted = {word for text in texts for word in words_of(text)} - known.keys()
    found = visible.filter(key__in=wanted).order_by().values_list("key", "name") if wanted else ()
    return KnownNames({**known, **dict(found)})


def words_of(value: Any) -> Iterator[str]:
    """Every string in a stored text or list of texts that could be the key of a system."""
    if isinstance(value, str):
        if len(value) <= LONGEST:
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from words_of(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from words_of(each)

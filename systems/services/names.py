"""What systems are called in the method's texts, as far as the reader may know them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from accounts.models import User
from systems.models import Dependency, System
from systems.services.keys import LONGEST


class KnownNames(dict[str, str]):
    """Names by key. A system that the reader may not know of is "another system": not even its key is told."""

    def get(self, key: Any, default: Any = None) -> str:
        return self[key] if key in self else gettext("another system")

    def __bool__(self) -> bool:
        """Also without a single name it is not replaced by nothing."""
        return True


def names_for(person: User, about: Iterable[System], texts: Iterable[Any]) -> KnownNames:
    """The names of all systems that the texts about some systems speak of: one query.

    Who may read about a system may know what it needs and what needs it; of others, those that the person may see.
    """
    own = list(about)
    named = {system.key: system.name for system in own}
    wanted = {key for text in texts for key in possible_keys(text)} - named.keys()
    if wanted:
        visible = Q(pk__in=System.objects.for_user(person).order_by().values("pk"))
        needed = Q(pk__in=Dependency.objects.filter(system__in=own).order_by().values("needs"))
        needing = Q(pk__in=Dependency.objects.filter(needs__in=own).order_by().values("system"))
        found = System.objects.filter(visible | needed | needing, key__in=wanted)
        named.update(found.order_by().values_list("key", "name"))
    return KnownNames(named)


def possible_keys(value: Any) -> Iterator[str]:
    """Every string in a text, an offer, or whatever holds some, that could be the key of a system."""
    if isinstance(value, str):
        if len(value) <= LONGEST:
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from possible_keys(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from possible_keys(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from possible_keys(getattr(value, field.name))

"""Searching the catalogue by words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import reduce
from operator import or_

from django.db import connections
from django.db.models import Q, Value
from django.db.models.functions import Upper

from accounts.models import User
from systems.models import SystemQuerySet

MOST_NAMED = 500
"""So many owners that a word leads to are named in the search; if there are more, the database looks for them."""


def with_words(systems: SystemQuerySet, words: Collection[str]) -> SystemQuerySet:
    """Those with every word, each without blanks, somewhere in name, key, purpose, tags, supplier or the owner's name
    and address."""
    people = {word: Q(name__icontains=word) | Q(email__icontains=word) for word in words}
    few = few_meant(people) if connections[systems.db].vendor == "postgresql" else {}
    for word, condition in people.items():
        owners = few.get(word, User.objects.filter(condition).order_by().values("pk"))
        systems = systems.filter(Q(searched__contains=Upper(Value(word))) | Q(owner__in=owners))
    return systems


def few_meant(people: Mapping[str, Q]) -> dict[str, list[int]]:
    """The ids of the people that a word means, for words that mean few.

    Asked first, so that the search is in the table of systems alone and PostgreSQL can use its index. SQLite has none,
    and looks the people up within the search.
    """
    anybody = User.objects.filter(reduce(or_, people.values(), Q(pk__in=()))).order_by()
    found = list(anybody.values_list("pk", *people.values()))
    named = {word: [row[0] for row in found if row[place]] for place, word in enumerate(people, start=1)}
    return {word: ids for word, ids in named.items() if len(ids) < MOST_NAMED}

"""Searching the catalogue by words."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Q, Value
from django.db.models.functions import Upper

from accounts.models import User
from systems.models import SystemQuerySet

MOST_NAMED = 500
"""So many owners that a word leads to are named in the search; if there are more, the database looks for them."""


def with_words(systems: SystemQuerySet, words: Collection[str]) -> SystemQuerySet:
    """Those with every word, each without blanks, somewhere in name, key, purpose, tags, supplier or the owner's name
    and address.

    Whom a word may mean is asked first, so that the search is in the table of systems alone and can use its index.
    """
    meant = {word: Q(name__icontains=word) | Q(email__icontains=word) for word in words}
    people = User.objects.filter(reduce(or_, meant.values(), Q(pk__in=()))).order_by()
    found = list(people.values_list("pk", *meant.values()))
    for place, (word, condition) in enumerate(meant.items(), start=1):
        named = [row[0] for row in found if row[place]]
        owners = named if len(named) < MOST_NAMED else people.filter(condition).values("pk")
        systems = systems.filter(Q(searched__contains=Upper(Value(word))) | Q(owner__in=owners))
    return systems

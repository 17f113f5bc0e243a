"""Working through the queue: the address says which part of it, and a decision opens the next one.

`queue` is that part, as the query of the queue's own address; None where somebody looks at a system for its own sake.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from assessments.models import Assessment
from assessments.services.reviewing.next_round import next_round
from systems.models import System

LONGEST = 500


def queue_in(params: QueryDict) -> str | None:
    """As an address or a form says it."""
    query = params.get("queue")
    return None if query is None else QueryDict(query[:LONGEST]).urlencode()


def address_in_queue(system: System, queue: str | None) -> str:
    """The system's page, as a part of working through the queue."""
    page = reverse("systems:detail", args=[system.key])
    return page if queue is None else f"{page}?{urlencode({'queue': queue})}"


def following(person: User, queue: str, after: Assessment) -> tuple[str, bool]:
    """The address of the next one that this person can decide about, and True; or of the queue, and False."""
    found = next_round(person, queue, after)
    if found is None:
        return f"{reverse('assessments:queue')}?{queue}".rstrip("?"), False
    return address_in_queue(found.system, queue), True

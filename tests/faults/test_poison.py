"""A system that ends the worker that derives it: given up after three tries, and nobody waits long beside it."""

from __future__ import annotations

from tests.faults.figures import note
from tests.faults.portal import until
from tests.faults.sizes import SIZES

FOUND = """
from systems.models import Profile, System
from tests.faults.company import found
systems = found(count + 1)
System.objects.filter(pk=systems[0].pk).update(key="poison")
Profile.objects.update(stale_since=None)
answer = [system.pk for system in systems]
"""
CHANGE = """
from systems.services.staleness import mark_stale
mark_stale(ids)
answer = len(ids)
"""
# People save one after the other; each change is looked at until it is derived, and takes so many seconds.
CHANGE_AND_WAIT = """
import time
from systems.models import Profile
from systems.services.staleness import mark_stale
begun, answer = {}, []
def look():
    fresh = set(Profile.objects.filter(pk__in=begun, stale_since=None).values_list("pk", flat=True))
    answer.extend(time.monotonic() - begun.pop(pk) for pk in fresh)
for pk in ids:
    mark_stale([pk])
    begun[pk] = time.monotonic()
    time.sleep(0.1)
    look()
until = time.monotonic() + 60
while begun and time.monotonic() < until:
    look()
    time.sleep(0.1)
answer.extend([60.0] * len(begun))
"""
POISON = """
from systems.models import Profile
answer = list(Profile.objects.filter(system__key="poison").values_list("attempts", "last_error", "stale_since"))[0]
answer = [answer[0], answer[1], answer[2] is not None]
"""

# What waits for the sweep has waited long enough.
A_MINUTE_LATER = f"""
from datetime import timedelta
from django.db.models import F
from systems.models import Profile
Profile.objects.filter(system__key="poison").update(stale_since=F("stale_since") - timedelta(minutes=1))
{POISON}"""


def test_what_ends_its_worker_is_given_up_and_keeps_nobody_waiting(portal, redis, sink):
    company = portal(REDIS_URL=redis.url, EMAIL_URL=sink.url)
    poison, *others = company.ask(FOUND, count=SIZES.neighbours)
    company.worker(2, "tests.faults.poisoned")
    company.beat("one", "tests.faults.hasty", HASTY="derivation.sweep")
    assert company.ask(CHANGE_AND_WAIT, ids=others[:1])[0] < 60, "the worker has begun to work"
    assert company.ask(CHANGE, ids=[poison]) == 1
    waits = sorted(company.ask(CHANGE_AND_WAIT, ids=others))
    assert len(waits) == len(others)
    late = waits[int(len(waits) * 0.95)]
    assert late <= 5, waits[-10:]
    assert until(lambda: company.ask(A_MINUTE_LATER)[0] == 3, 90), company.ask(POISON)
    attempts, error, is_stale = company.ask(POISON)
    assert is_stale
    assert error
    note(
        "a system that kills whatever worker derives it",
        f"given up after {attempts} tries, which it says; of {len(others):,} others "
        f"95 % were derived within {late:.1f} s, the last after {waits[-1]:.1f} s",
    )

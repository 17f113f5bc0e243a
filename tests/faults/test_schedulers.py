"""Two schedulers and two workers at the same time: each reminder once, each system derived."""

from __future__ import annotations

import time

from tests.faults.figures import note
from tests.faults.portal import until

OWNERS = 5

FOUND = """
from questionnaires.services import changes, loading
from assessments.models import Assessment
from assessments.services.answer_state import set_answer_state
from django.utils import timezone
from tests.faults.company import found

form = loading.current()
systems = found(20, owners=owners)
for system in systems[:10]:
    answers = changes.apply(form.document, {}, {"rto": 28800, "rpo": 86400, "mtd": 14400})
    Assessment.objects.create(system=system, questionnaire=form, respondent=system.owner, state="submitted",
        answers=answers, submitted=answers, submitted_at=timezone.now())
set_answer_state([system.pk for system in systems])
answer = len(systems)
"""
OWED = """
from collections import Counter
from notifications.models import OutgoingMail
kinds = dict(Counter(OutgoingMail.objects.values_list("kind", flat=True)))
answer = [kinds, OutgoingMail.objects.exclude(state="sent").count()]
"""
DERIVED = """
from systems.models import Profile
fresh = Profile.objects.filter(stale_since__isnull=True, last_error="")
answer = [fresh.count(), fresh.filter(blocks__gt=0).count()]
"""
LONG_STALE = """
from systems.models import Profile
answer = Profile.objects.update(stale_since="2020-01-01T00:00:00Z")
"""


def test_two_beats_never_send_twice(portal, redis, sink):
    company = portal(REDIS_URL=redis.url, EMAIL_URL=sink.url)
    assert company.ask(FOUND, owners=OWNERS) == 20
    company.ask(LONG_STALE)
    for name in ("one", "two"):
        company.beat(name, "tests.faults.hasty")
        company.worker()
    # Ten are answered and contradict themselves; ten nobody has answered, which is no contradiction.
    assert until(lambda: company.ask(DERIVED) == [20, 10], 40), company.ask(DERIVED)
    wanted = [{"please_answer": OWNERS, "contradictions": OWNERS}, 0]
    assert until(lambda: company.ask(OWED) == wanted, 40), company.ask(OWED)
    time.sleep(2)
    assert company.ask(OWED) == wanted
    assert len(sink.names) == len(set(sink.names)) == 2 * OWNERS
    note("two schedulers and two workers at once", f"{len(sink.names)} mails owed: each once; 20 systems derived")

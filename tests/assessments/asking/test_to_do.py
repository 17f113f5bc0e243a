"""What waits for whom."""

from __future__ import annotations

import re
import uuid
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from assessments.actions import reviewing
from assessments.models import Assessment
from derivation.services.deriving import derive
from recovery.durations import DAY, HOUR
from systems.models import Profile
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


def page(client) -> str:
    response = client.get(reverse("assessments:to_do"))
    assert response.status_code == 200
    return response.content.decode()


def test_an_owner_sees_what_to_answer_what_came_back_and_what_contradicts(sign_in, owner, architect):
    round_of(SystemFactory(name="Asked", owner=owner), state="open")
    Assessment.objects.update(due_on=date(2020, 1, 1))
    SystemFactory(name="Never asked", owner=owner)
    troubled = SystemFactory(name="Troubled", owner=owner)
    round_of(troubled, state="approved", rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    returned = round_of(SystemFactory(name="Came back", owner=owner), rto=HOUR, rpo=HOUR)
    reviewing.return_(
        assessment=returned,
        key=uuid.uuid4(),
        sent=returned.submitted_at.isoformat(),
        comment="Really <b>one</b> hour?",
        by=architect,
    )
    round_of(SystemFactory(name="Sent", owner=owner), rto=DAY, rpo=DAY)
    derive([troubled.pk])
    seen = page(sign_in(owner))
    for words in ("Asked", "Never asked", "was due on", "Really &lt;b&gt;one&lt;/b&gt; hour?", "With the architect"):
        assert words in seen
    assert re.search(r"\d contradictions? blocks? approval", seen)
    assert "Waiting for a decision" not in seen


def test_what_could_not_be_calculated_is_one_click_away(sign_in, architect):
    failed, waiting = SystemFactory(name="Failed once"), SystemFactory(name="Only waiting")
    Profile.objects.filter(pk__in=[failed.pk, waiting.pk]).update(stale_since=timezone.now())
    Profile.objects.filter(pk=failed.pk).update(last_error="OverflowError")
    client = sign_in(architect)
    seen = page(client)
    (link,) = re.findall(r'One system could not be calculated.*?href="([^"]+)"', seen, re.DOTALL)
    listed = client.get(unescape(link)).content.decode()
    assert "Failed once" in listed
    assert "Only waiting" not in listed


def test_an_architect_sees_the_queue_and_who_has_not_answered(sign_in, owner, architect):
    round_of(SystemFactory(name="Sent in", owner=owner), rto=HOUR, rpo=HOUR)
    round_of(SystemFactory(name="Silent", owner=owner), state="open")
    SystemFactory(owner=owner)
    SystemFactory(owner=None)
    seen = page(sign_in(architect))
    for words in (
        "Waiting for a decision",
        "Sent in",
        "Owners are to answer",
        "Silent",
        "Ask all of these owners",
        "no owner",
    ):
        assert words in seen


def test_nothing_to_do_is_said(sign_in, owner, architect):
    for person in (owner, architect):
        assert "Nothing waits for you" in page(sign_in(person))


def test_nobody_sees_what_is_not_theirs(sign_in, owner, stranger):
    round_of(SystemFactory(name="Secret", owner=owner), state="open")
    assert "Secret" not in page(sign_in(stranger))


@pytest.mark.parametrize("who", ["manager", "administrator"])
def test_whoever_neither_answers_nor_decides_sees_nothing_of_it(who, request, sign_in, owner):
    round_of(SystemFactory(name="Secret", owner=owner), rto=HOUR, rpo=HOUR)
    client = sign_in(request.getfixturevalue(who))
    seen = page(client)
    assert "Nothing waits for you" in seen
    assert "Secret" not in seen
    assert client.post(reverse("assessments:to_do")).status_code == 405


def test_who_is_both_sees_both(sign_in):
    both = PersonFactory(roles=[Role.OWNER, Role.ARCHITECT])
    round_of(SystemFactory(name="Mine", owner=both), state="open")
    round_of(SystemFactory(name="Theirs", owner=PersonFactory()), rto=HOUR, rpo=HOUR)
    seen = page(sign_in(both))
    assert "Please answer" in seen
    assert "Waiting for a decision" in seen


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(sign_in, count, django_assert_num_queries):
    both = PersonFactory(roles=[Role.OWNER, Role.ARCHITECT])
    systems = [SystemFactory(owner=both) for _ in range(4 * count)]
    for place, system in enumerate(systems):
        round_of(
            system, state=["open", "submitted", "returned", "approved"][place % 4], rto=8 * HOUR, rpo=DAY, mtd=HOUR
        )
    derive([system.pk for system in systems])
    client = sign_in(both)
    with django_assert_num_queries(23):
        client.get(reverse("assessments:to_do"))

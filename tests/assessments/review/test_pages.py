"""The queue, and the fragment with answers and decision."""

from __future__ import annotations

import pytest
from django.urls import reverse

from assessments.models import Assessment
from derivation.services.deriving import derive
from recovery.durations import DAY, HOUR
from systems.models import System
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


def decision(client, **headers) -> str:
    response = client.get(reverse("assessments:decision_fragment", args=["shop"]), headers=headers)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("who", "status"), [("architect", 200), ("owner", 403), ("manager", 403), ("stranger", 403)])
def test_the_queue_is_for_architects(who, status, request, sign_in):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(reverse("assessments:queue")).status_code == status


def test_the_queue_shows_the_oldest_first(sign_in, architect, blocked):
    other = SystemFactory(name="Later", owner=PersonFactory())
    round_of(other, rto=HOUR, rpo=HOUR)
    retired = SystemFactory(name="Retired", owner=PersonFactory(), status=System.Status.RETIRED)
    round_of(retired, rto=HOUR, rpo=HOUR)
    page = sign_in(architect).get(reverse("assessments:queue")).content.decode()
    assert page.index("Shop") < page.index("Later")
    assert "being calculated" in page
    assert "Retired" not in page


def test_an_empty_queue_says_so(sign_in, architect):
    assert "Nothing waits for a decision" in sign_in(architect).get(reverse("assessments:queue")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(sign_in, architect, count, django_assert_num_queries):
    for _ in range(count):
        round_of(SystemFactory(owner=PersonFactory()), rto=HOUR, rpo=HOUR)
    client = sign_in(architect)
    with django_assert_num_queries(9):
        client.get(reverse("assessments:queue"))


def test_an_architect_reads_the_answers_and_decides(sign_in, architect, fitting):
    page = decision(sign_in(architect))
    for words in ("The answers in words", "4 hours", "Approve", "Return with a comment"):
        assert words in page
    assert "Choose" not in page


def test_where_something_blocks_only_returning_is_offered(sign_in, architect, blocked):
    page = decision(sign_in(architect))
    assert reverse("assessments:approve", args=[blocked.public_id]) not in page
    assert reverse("assessments:return_", args=[blocked.public_id]) in page


def test_the_owner_sees_ways_out_as_buttons_and_no_decision(sign_in, owner, blocked):
    page = decision(sign_in(owner))
    assert reverse("assessments:approve", args=[blocked.public_id]) not in page
    assert "It is meant to be so" in page
    finding = blocked.system.findings.get(code="rto-exceeds-mtd")
    assert reverse("assessments:accept_offer", args=["shop", finding.pk]) in page


def test_a_manager_reads_and_can_do_nothing(sign_in, manager, blocked):
    page = decision(sign_in(manager))
    assert "The answers in words" in page
    for name in ("approve", "return_"):
        assert reverse(f"assessments:{name}", args=[blocked.public_id]) not in page
    assert "/offer/" not in page
    assert "/justify/" not in page


def test_a_draft_is_seen_by_nobody_else(sign_in, architect, shop):
    round_of(shop, state="open", rto=3 * DAY, rpo=DAY)
    assert "The answers in words" not in decision(sign_in(architect))


@pytest.mark.parametrize("who", ["architect", "owner", "manager"])
@pytest.mark.parametrize("state", [None, "open", "submitted", "returned", "approved", "closed"])
def test_every_state_has_its_words(who, state, request, sign_in, shop):
    if state:
        round_of(shop, state=state, rto=HOUR, rpo=HOUR)
        derive([shop.pk])
    person = request.getfixturevalue(who)
    assert len(decision(sign_in(person), HX_Request="true").strip()) > 40
    assert "<html" in decision(sign_in(person))


def test_the_fragment_brings_forms_to_the_findings_of_the_page(sign_in, owner, manager, blocked):
    finding = blocked.system.findings.get(code="rto-exceeds-mtd")
    fragment = decision(sign_in(owner), HX_Request="true")
    assert f'id="finding-{finding.pk}" hx-swap-oob="true"' in fragment
    assert "<html" not in fragment
    assert "hx-swap-oob" not in decision(sign_in(manager), HX_Request="true")


def test_strangers_know_of_nothing(client, sign_in, stranger, blocked):
    address = reverse("assessments:decision_fragment", args=["shop"])
    assert sign_in(stranger).get(address).status_code == 404
    assert "sign-in" in client.get(address)["Location"]
    assert sign_in(stranger).post(address).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_findings_cost_no_queries_of_their_own(sign_in, architect, blocked, count, django_assert_num_queries):
    if count == 1:
        keep = blocked.system.findings.open().first()
        blocked.system.findings.exclude(pk=keep.pk).delete()
    client = sign_in(architect)
    with django_assert_num_queries(23):
        decision(client)
    assert Assessment.objects.count() == 1

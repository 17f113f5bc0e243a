"""Asking owners, and their way in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from accounts.permissions import Role
from assessments import tasks
from assessments.models import Asking, Assessment
from background.services.clock import database_now
from notifications.models import OutgoingMail
from recovery.durations import HOUR
from systems.models import Profile, System
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(owner) -> System:
    return SystemFactory(key="shop", name="Shop", owner=owner)


def ask(client, *keys, **more):
    return client.post(reverse("assessments:invite_many"), {"system": keys, **more}, follow=True)


def words(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("architect", 302), ("owner", 403), ("manager", 403), ("stranger", 403), ("administrator", 403)]
)
def test_only_architects_ask(who, status, request, sign_in, shop):
    client = sign_in(request.getfixturevalue(who))
    assert client.post(reverse("assessments:invite", args=["shop"])).status_code == status
    assert client.post(reverse("assessments:invite_many"), {"all": "1"}).status_code == status
    assert (Assessment.objects.exists(), Asking.objects.exists()) == (status == 302, status == 302)


def test_asking_needs_a_post_and_a_person(client, sign_in, architect, shop):
    assert client.post(reverse("assessments:invite", args=["shop"])).status_code == 302
    assert not Assessment.objects.exists()
    assert sign_in(architect).get(reverse("assessments:invite", args=["shop"])).status_code == 405
    assert sign_in(architect).post(reverse("assessments:invite", args=["unknown"])).status_code == 404


def test_an_owner_who_is_asked_gets_a_round_a_mail_and_a_date(sign_in, architect, owner, shop):
    response = sign_in(architect).post(reverse("assessments:invite", args=["shop"]), follow=True)
    assert "is asked by mail about Shop" in words(response)
    round_ = Assessment.objects.get()
    assert (round_.system, round_.respondent, round_.asked_by, round_.state) == (shop, owner, architect, "open")
    assert round_.due_on == database_now().date() + timedelta(days=14)
    assert Profile.objects.get(pk=shop.pk).answer_state == "asked"
    assert OutgoingMail.objects.get().recipient == owner
    assert AuditEntry.objects.filter(action="assessment.asked", actor=architect.email).count() == 1


def test_asking_twice_asks_once(sign_in, architect, shop):
    client = sign_in(architect)
    ask(client, "shop")
    assert "Asked before" in words(ask(client, "shop"))
    assert (Assessment.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_one_owner_of_many_systems_gets_one_mail(sign_in, architect, owner):
    keys = [SystemFactory(owner=owner).key for _ in range(4)]
    other = SystemFactory(owner=PersonFactory(roles=[Role.OWNER]))
    response = ask(sign_in(architect), *keys, other.key)
    assert "2 owners are asked by mail" in words(response)
    assert "and 2 more" in words(response)
    assert Assessment.objects.count() == 5
    assert OutgoingMail.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_grows_by_the_rounds_alone(
    sign_in, architect, owner, count, django_assert_max_num_queries
):
    systems = [SystemFactory(owner=owner).key for _ in range(count)]
    client = sign_in(architect)
    with django_assert_max_num_queries(32 + 7 * count):
        client.post(reverse("assessments:invite_many"), {"system": systems})


def test_without_an_owner_nobody_is_asked_and_that_is_said(sign_in, architect):
    orphan = SystemFactory(name="Orphan <b>", owner=None)
    left = SystemFactory(name="Left", owner=PersonFactory(is_active=False))
    response = ask(sign_in(architect), orphan.key, left.key)
    assert "Nobody could be asked about Left, Orphan &lt;b&gt;" in words(response) or "Orphan &lt;b&gt;, Left" in words(
        response
    )
    assert not Assessment.objects.exists()


def test_all_that_nobody_was_asked_about(sign_in, architect, owner, shop):
    SystemFactory(owner=owner, status=System.Status.RETIRED)
    SystemFactory(owner=None)
    round_of(SystemFactory(owner=owner), state="approved", rto=HOUR, rpo=HOUR)
    ask(sign_in(architect), all="1")
    tasks.ask_many(Asking.objects.get().pk)
    assert list(Assessment.objects.filter(state="open").values_list("system__key", flat=True)) == ["shop"]


def test_nobody_is_asked_about_what_is_retired(sign_in, architect, owner):
    old = SystemFactory(owner=owner, status=System.Status.RETIRED)
    ask(sign_in(architect), old.key)
    sign_in(architect).post(reverse("assessments:invite", args=[old.key]))
    assert not Assessment.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_what_is_in_review_is_not_asked_of_a_new_owner(sign_in, architect, stranger, shop):
    round_of(shop, rto=HOUR, rpo=HOUR)
    System.objects.filter(pk=shop.pk).update(owner=stranger)
    assert "Asked before" in words(ask(sign_in(architect), "shop"))
    assert Assessment.objects.get().respondent == shop.owner
    assert not OutgoingMail.objects.exists()


def test_choosing_nothing_says_so(sign_in, architect):
    assert "No system was chosen" in words(ask(sign_in(architect)))
    assert "No system was chosen" in words(ask(sign_in(architect), "<script>", "unknown"))


def test_a_new_owner_is_asked_in_place_of_the_old(sign_in, architect, shop, stranger):
    client = sign_in(architect)
    ask(client, "shop")
    System.objects.filter(pk=shop.pk).update(owner=stranger)
    ask(client, "shop")
    assert Assessment.objects.get().respondent == stranger
    assert set(OutgoingMail.objects.values_list("recipient__email", flat=True)) == {
        "payments.owner@example.org",
        stranger.email,
    }

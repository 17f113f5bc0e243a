"""One press asks all owners of a filter: in the background, one mail each, by the day that was chosen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments import tasks
from assessments.models import Asking, Assessment
from background.models import BackgroundWork
from notifications.models import OutgoingMail
from notifications.services.composing import message_for
from tests.factories import BusinessUnitFactory, PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db
DAY = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def company() -> dict[str, object]:
    """Two owners of three systems each, one of them elsewhere; one system without an owner, one of a leaver."""
    owners = [PersonFactory(roles=["owner"], name=name) for name in ("Ann", "Bob")]
    sales, other = BusinessUnitFactory(name="Sales"), BusinessUnitFactory(name="Other")
    for owner in owners:
        for at in range(3):
            SystemFactory(name=f"{owner.name} {at}", owner=owner, business_unit=sales if at else other)
    SystemFactory(name="Nobody's", owner=None, business_unit=sales)
    SystemFactory(name="Leaver's", owner=PersonFactory(is_active=False), business_unit=sales)
    return {"owners": owners, "sales": sales}


def press(client, query: str, **given: object):
    return client.post(f"/assessments/ask/?{query}", {"due_on": DAY.isoformat(), **given})


def test_the_filter_is_asked_by_the_day_with_one_mail_an_owner(sign_in, architect, company):
    client, query = sign_in(architect), f"unit={company['sales'].pk}"
    page = client.get(f"/assessments/ask/?{query}").content.decode()
    assert 'data-count="6"' in page
    assert "of 2 owners" in page
    assert "2 of them have no owner who can be asked." in page
    response = press(client, query)
    assert "It is about to begin." in client.get(response.url).content.decode()
    tasks.ask_many(Asking.objects.get().pk)
    assert {(each.respondent.name, each.due_on) for each in Assessment.objects.all()} == {("Ann", DAY), ("Bob", DAY)}
    assert Assessment.objects.count() == 4
    assert [mail.recipient.name for mail in OutgoingMail.objects.order_by("recipient__name")] == ["Ann", "Bob"]
    body = message_for(OutgoingMail.objects.first()).body
    assert sum(name in body for name in ("Ann 0", "Ann 1", "Ann 2", "Bob 0", "Bob 1", "Bob 2")) >= 2
    done = client.get(response.url).content.decode()
    assert "2 owners are asked by mail about 4 systems." in done
    assert "2 systems have no owner who can be asked." in done


def test_one_press_is_enough_for_many_hundreds(sign_in, architect, owner):
    SystemFactory.create_batch(620, owner=owner)
    response = sign_in(architect).post("/assessments/invite/", {"all": "1"})
    tasks.ask_many(Asking.objects.get().pk)
    assert Assessment.objects.count() == 620
    assert OutgoingMail.objects.count() == 1
    assert "about 620 systems" in sign_in(architect).get(response.url).content.decode()


def test_what_is_being_answered_is_left_alone_and_a_second_try_asks_nobody_twice(sign_in, architect, company):
    round_of(company["owners"][0].owned_systems.first(), state="open")
    press(sign_in(architect), "")
    asking = Asking.objects.get()
    tasks.ask_many(asking.pk)
    asking.refresh_from_db()
    assert (asking.state, asking.before, asking.asked, asking.done) == ("done", 1, 5, 8)
    Asking.objects.filter(pk=asking.pk).update(state=BackgroundWork.State.PENDING, ended_at=None)
    tasks.ask_many(asking.pk)
    assert Assessment.objects.count() == 6
    assert OutgoingMail.objects.count() == 2


@pytest.mark.parametrize("day", ["", "2001-01-01", "soon", "9999-12-31"])
def test_a_day_that_helps_nobody_is_refused(day, sign_in, architect, company):
    assert press(sign_in(architect), "", due_on=day).status_code == 422
    assert not Asking.objects.exists()


def test_a_worker_that_went_away_is_followed_by_another(sign_in, architect, company):
    press(sign_in(architect), "")
    long_ago = timezone.now() - timedelta(hours=1)
    Asking.objects.update(state="held", seen_at=long_ago, claims=1, attempts=1)
    tasks.sweep()
    tasks.ask_many(Asking.objects.get().pk)
    assert Asking.objects.get().state == "done"


@pytest.mark.parametrize("who", ["owner", "manager", "administrator"])
def test_only_architects_ask_many(who, request, sign_in):
    client = sign_in(request.getfixturevalue(who))
    assert client.get("/assessments/ask/").status_code == 403
    assert press(client, "").status_code == 403

"""The day of a campaign is moved: for the waves to come, and for who was asked."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from assessments.models import Asking, Assessment
from campaigns.models import Campaign
from tests.campaigns.conftest import ask_what_is_due


def day(after: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=after)


@pytest.fixture
def move(sign_in, architect):
    def moved(campaign: Campaign, to: object) -> str:
        return sign_in(architect).post(f"/campaigns/{campaign.pk}/move/", {"due_on": to}, follow=True).content.decode()

    return moved


def waves_of(campaign: Campaign) -> list[dt.date]:
    return list(campaign.waves.order_by("number").values_list("due_on", flat=True))


def due_days() -> dict[str, dt.date]:
    return dict(Assessment.objects.values_list("system__key", "due_on"))


def test_each_wave_and_whoever_was_asked_has_the_new_day(begin, move):
    campaign = begin()
    ask_what_is_due()
    assert due_days() == {"shop": day(21), "web": day(21)}
    assert "2 systems that were asked have the new day." in move(campaign, day(35))
    assert waves_of(campaign) == [day(28), day(35)]
    assert due_days() == {"shop": day(28), "web": day(28)}
    assert move(campaign, day(35)).count("0 systems that were asked") == 1
    assert AuditEntry.objects.filter(action="assessment.due_moved").count() == 2
    entry = AuditEntry.objects.get(action="campaign.moved")
    assert entry.detail == {"before": str(day(28)), "due_on": str(day(35)), "systems": 2}


def test_what_was_sent_and_what_another_asked_for_keeps_its_day(begin, move):
    campaign = begin()
    ask_what_is_due()
    Assessment.objects.filter(system__key="shop").update(state="submitted", submitted_at=timezone.now())
    Assessment.objects.filter(system__key="web").update(due_on=day(3))
    assert "0 systems that were asked" in move(campaign, day(30))
    assert due_days() == {"shop": day(21), "web": day(3)}


def test_no_wave_is_due_before_it_is_asked_or_in_the_past(begin, move):
    campaign = begin()
    move(campaign, day(7))
    assert waves_of(campaign) == [day(0), day(7)]


@pytest.mark.parametrize("wrong", ["", "soon", "2020-01-01", "9999-12-31", day(6).isoformat()])
def test_a_day_that_cannot_be_is_refused_beside_the_field(wrong, begin, sign_in, architect):
    campaign = begin()
    response = sign_in(architect).post(f"/campaigns/{campaign.pk}/move/", {"due_on": wrong})
    assert response.status_code == 422
    assert "is-invalid" in response.content.decode()
    assert Campaign.objects.get().due_on == day(28)


def test_a_closed_campaign_keeps_its_day(begin, move, sign_in, architect):
    campaign = begin()
    sign_in(architect).post(f"/campaigns/{campaign.pk}/close/")
    assert "The campaign is closed, so its day stays." in move(campaign, day(40))
    assert (Campaign.objects.get().due_on, waves_of(campaign)) == (day(28), [day(21), day(28)])


def test_nobody_gets_two_days_while_owners_are_being_asked(begin, move):
    campaign = begin()
    ask_what_is_due()
    Asking.objects.update(ended_at=None)
    assert "Owners are being asked at this moment." in move(campaign, day(40))
    assert Campaign.objects.get().due_on == day(28)


@pytest.mark.parametrize("role", ["owner", "manager", "administrator"])
def test_only_who_asks_owners_may_move_it(role, begin, sign_in, request):
    campaign = begin()
    person = request.getfixturevalue(role)
    assert sign_in(person).post(f"/campaigns/{campaign.pk}/move/", {"due_on": day(40)}).status_code in (403, 404)
    assert Campaign.objects.get().due_on == day(28)

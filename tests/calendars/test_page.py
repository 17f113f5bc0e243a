"""The page of one's own calendar: its address is shown once, and ends with all that ends its person's access."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from accounts.actions.personal_data import erase
from accounts.actions.signing_in import FROM_MAIL
from accounts.models import AuditEntry, User
from accounts.services.keeping.personal_data import gather
from calendars.models import CalendarAddress
from tests.calendars.conftest import FEED

pytestmark = pytest.mark.django_db
PAGE = "/profile/calendar/"


def status(path: str) -> int:
    return Client().get(path).status_code


def test_the_address_is_shown_once_and_kept_nowhere(sign_in, architect):
    browser = sign_in(architect)
    page = browser.post(PAGE).content.decode()
    [path] = FEED.findall(page)
    secret = path.split("/")[-1].removesuffix(".ics")
    assert f'href="webcal://localhost:8000{path}"' in page
    again = browser.get(PAGE).content.decode()
    assert secret not in again
    assert f"It ends in {secret[-4:]} and cannot be shown again." in again
    kept = json.dumps([*CalendarAddress.objects.values(), *AuditEntry.objects.values()], default=str)
    assert secret not in kept
    assert "token_hash" not in json.dumps(gather(architect), default=str)


def test_renewed_or_revoked_the_old_one_is_gone(sign_in, made, owner):
    first = made(owner)
    second = made(owner)
    assert (status(first), status(second)) == (404, 200)
    sign_in(owner).post(f"{PAGE}revoke/")
    assert status(second) == 404
    sign_in(owner).post(f"{PAGE}revoke/")
    actions = AuditEntry.objects.filter(action__startswith="calendar.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "calendar.made", "calendar.renewed", "calendar.revoked",
    ]  # fmt: skip
    assert CalendarAddress.objects.count() == 0


@pytest.mark.parametrize("over", [{"is_active": False}, {"session_epoch": 7}], ids=["no access", "all sessions ended"])
def test_it_ends_with_the_access_of_its_person(made, sign_in, owner, over):
    path = made(owner)
    User.objects.filter(pk=owner.pk).update(**over)
    assert status(path) == 404


def test_after_all_sessions_ended_there_is_none_to_renew(made, sign_in, owner):
    made(owner)
    User.objects.filter(pk=owner.pk).update(session_epoch=3)
    owner.refresh_from_db()
    assert "There is none." in sign_in(owner).get(PAGE).content.decode()
    assert status(made(owner)) == 200


def test_it_goes_when_its_person_is_erased(made, owner, administrator):
    path = made(owner)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    owner.refresh_from_db()
    erase(person=owner, by=administrator)
    assert (status(path), CalendarAddress.objects.count()) == (404, 0)


def test_everybody_has_their_own(made, owner, stranger):
    paths = {made(owner), made(stranger)}
    assert len(paths) == CalendarAddress.objects.count() == 2


@pytest.mark.parametrize("wrong", ["x", "é", "%00", "a" * 500, "..%2f"])
def test_a_wrong_secret_is_no_page(db, wrong):
    assert status(f"/calendar/{wrong}.ics") == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(made, owner, method):
    assert getattr(Client(), method)(made(owner)).status_code == 405


def test_the_link_of_a_mail_makes_none(sign_in, owner):
    browser = sign_in(owner)
    session = browser.session
    session[FROM_MAIL] = ["/to-do/"]
    session.save()
    assert browser.post(PAGE).status_code == 403
    assert CalendarAddress.objects.count() == 0


def test_only_who_sees_every_system_is_offered_them(sign_in, owner, architect, made):
    assert "Every system that I may see" not in sign_in(owner).get(PAGE).content.decode()
    assert "Every system that I may see" in sign_in(architect).get(PAGE).content.decode()
    made(owner, everything="on")
    assert not CalendarAddress.objects.get(person=owner).everything
    made(architect, everything="on")
    assert "checked" in sign_in(architect).get(PAGE).content.decode()


def test_the_profile_leads_there(sign_in, owner):
    assert f'href="{PAGE}"' in sign_in(owner).get("/profile/").content.decode()

"""The page of a system about its check-ins: who may see it, who may make an address, and what stands there."""

from __future__ import annotations

import re

import pytest

from accounts.models import AuditEntry
from accounts.permissions import Role
from checkins.models import CheckInAddress
from tests.checkins.conftest import settle
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
PAGE = "/systems/payments/check-ins/"


def test_the_address_is_said_once(sign_in, architect, system):
    browser = sign_in(architect)
    page = browser.post(f"{PAGE}renew/").content.decode()
    token = re.search(r"/check-in/([\w-]{32})", page)[1]
    assert token not in browser.get(PAGE).content.decode()
    assert f"It ends in {token[-4:]} and cannot be shown again." in browser.get(PAGE).content.decode()
    assert not CheckInAddress.objects.filter(token_hash__contains=token).exists()
    assert token not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


def test_the_technical_contact_may_and_others_may_not(sign_in, system, owner, manager, stranger):
    contact = PersonFactory(roles=[Role.OWNER])
    system.technical_contact = contact
    system.save()
    assert sign_in(contact).post(f"{PAGE}renew/").status_code == 200
    for person, status in ((owner, 403), (manager, 403), (stranger, 404)):
        for verb in ("renew", "revoke"):
            assert sign_in(person).post(f"{PAGE}{verb}/").status_code == status
    assert CheckInAddress.objects.count() == 1
    assert "Renew it" not in sign_in(owner).get(PAGE).content.decode()


def test_of_what_is_retired_nothing_is_awaited(sign_in, architect, system):
    system.status = "retired"
    system.save()
    assert sign_in(architect).post(f"{PAGE}renew/").status_code == 403


def test_each_change_stands_in_the_trail(sign_in, architect, system):
    browser = sign_in(architect)
    for verb in ("renew", "renew", "revoke", "revoke"):
        browser.post(f"{PAGE}{verb}/")
    actions = AuditEntry.objects.filter(action__startswith="check_ins.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        f"check_ins.address_{what}" for what in ("made", "renewed", "revoked")
    ]
    page = browser.get("/systems/payments/").content.decode()
    assert "Renewed the address for check-ins" in page


def test_what_came_is_shown_and_what_it_amounts_to(sign_in, owner, call, clock):
    copied = {"duration": 1200, "bytes": 10**9}
    for hours, fields in ((0, {}), (24, copied), (30, {"result": "1"}), (31, {"kind": "restore"})):
        with clock(hours):
            call(**fields)
            settle()
    with clock(36):
        page = sign_in(owner).get(PAGE).content.decode()
        assert page.count("<li><time") == 4
        assert "failed" in page
        assert "12 hours 20 minutes" in page
        assert "24 hours" in page
        detail = sign_in(owner).get("/systems/payments/").content.decode()
    assert "Today loses up to 24 hours: measured by the check-ins of its copies." in detail

"""Ending the access of somebody with open work: it is said, and handed over in the same step."""

from __future__ import annotations

import re

import pytest

from accounts.models import AuditEntry, User
from accounts.permissions import Role
from assessments.models import Assessment
from notifications.models import OutgoingMail
from systems.models import System
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver(db) -> User:
    person = PersonFactory(email="leaver@example.org", name="Lea Ver", roles=[Role.OWNER])
    for name in ("Shop", "Till"):
        round_of(SystemFactory(key=name.lower(), name=name, owner=person), state="open")
    SystemFactory(key="ledger", name="Ledger", technical_contact=person)
    return person


@pytest.fixture
def heir(db) -> User:
    return PersonFactory(email="heir@example.org", name="Hei Ress", roles=[Role.MANAGER])


def save(client, person: User, **given: object):
    sent = {"name": person.name, "roles": ["owner"], "version": person.version, **given}
    return client.post(f"/people/{person.pk}/", sent)


def test_the_page_says_what_rests_on_the_person(sign_in, administrator, leaver):
    page = sign_in(administrator).get(f"/people/{leaver.pk}/").content.decode()
    for words in ("Owns 2 systems", "Technical contact of 1 system: Ledger", "answers about 2 systems"):
        assert words in page


def test_a_count_stands_above_exactly_what_it_counts(sign_in, administrator, leaver):
    """An administrator may see no list of systems, so all names stand here."""
    for number in range(12):
        SystemFactory(name=f"Kiosk {number}", owner=leaver)
    page = sign_in(administrator).get(f"/people/{leaver.pk}/").content.decode()
    lists = re.findall(r'<summary data-shown="(\d+)">(.*?)</summary><ul>(.*?)</ul>', page)
    assert [(count, sentence) for count, sentence, _ in lists] == [
        ("14", "Owns 14 systems"),
        ("2", "Is asked for answers about 2 systems"),
    ]
    assert [rest.count("<li") for *_, rest in lists] == [14, 2]
    assert all(f"Kiosk {number}<" in lists[0][2] for number in range(12))


def test_one_step_ends_the_access_and_hands_everything_over(sign_in, administrator, leaver, heir):
    assert save(sign_in(administrator), leaver, hand_over_to="Heir@example.org").status_code == 302
    assert not User.objects.get(pk=leaver.pk).is_active
    assert set(System.objects.filter(owner=heir).values_list("key", flat=True)) == {"shop", "till"}
    assert System.objects.get(key="ledger").technical_contact == heir
    assert set(Assessment.objects.values_list("respondent__email", flat=True)) == {heir.email}
    assert Role.OWNER in User.objects.get(pk=heir.pk).roles
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == [heir]
    changed = AuditEntry.objects.filter(action="system.edited", object_label="Shop").get()
    assert changed.detail["changes"] == {"owner": [leaver.email, heir.email]}
    assert AuditEntry.objects.filter(action="person.handed_over").count() == 1


def test_without_a_successor_the_systems_have_nobody_at_once(sign_in, administrator, architect, leaver):
    assert save(sign_in(administrator), leaver).status_code == 302
    assert 'data-listed="3"' in sign_in(architect).get("/systems/?missing=owner").content.decode()
    assert "3 systems have no owner who can be asked" in sign_in(architect).get("/to-do/").content.decode()


@pytest.mark.parametrize("address", ["nobody@example.org", "leaver", "gone@example.org"])
def test_it_goes_only_to_somebody_who_may_sign_in(address, sign_in, administrator, leaver):
    PersonFactory(email="gone@example.org", is_active=False)
    assert save(sign_in(administrator), leaver, hand_over_to=address).status_code == 422
    assert User.objects.get(pk=leaver.pk).is_active


def test_who_owned_it_before_keeps_no_access_and_is_still_named(sign_in, owner, architect, heir):
    """By any change of hands, also an architect's."""
    shop = SystemFactory(key="shop", name="Shop", owner=owner)
    round_ = round_of(shop, state="open")
    places = [f"/assessments/{round_.public_id}/check/", f"/assessments/{round_.public_id}/harm/"]
    assert sign_in(owner).get(places[0]).status_code == 200
    Assessment.objects.filter(pk=round_.pk).update(submitted_by=owner)
    System.objects.filter(pk=shop.pk).update(owner=heir)
    for place in [*places, "/systems/shop/"]:
        assert sign_in(owner).get(place).status_code == 404
        assert sign_in(owner).post(place).status_code in (403, 404, 405)
    assert Assessment.objects.get().submitted_by == owner
    assert "Shop" not in sign_in(owner).get("/to-do/").content.decode()

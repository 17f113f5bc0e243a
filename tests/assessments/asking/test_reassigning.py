"""“Not mine, ask somebody else”: said by the owner, decided by an architect, lost in between nowhere."""

from __future__ import annotations

import pytest
from django.core import mail

from accounts.models import AuditEntry
from accounts.permissions import Role
from assessments.models import Reassignment
from assessments.services import inviting
from assessments.services.reminding.reminders import remind
from notifications.models import OutgoingMail
from notifications.tasks import deliver
from systems.models import System
from tests.factories import PersonFactory, SystemFactory

pytestmark = pytest.mark.django_db
PAGE, KEEP = "/systems/shop/reassign/", "/systems/shop/reassign/keep/"
SAID = {"suggestion": "Ivo Lind, ivo@example.org", "comment": "I left the shops in May."}


@pytest.fixture
def shop(owner) -> System:
    return SystemFactory(key="shop", name="Shop", purpose="Sells.", owner=owner)


@pytest.fixture
def asked(shop, architect):
    inviting.invite(systems=[shop], by=architect)
    return sent()


@pytest.fixture
def handed_back(asked, owner, sign_in):
    assert sign_in(owner).post(PAGE, SAID).status_code == 302
    return Reassignment.objects.get()


def sent() -> list:
    mail.outbox.clear()
    for pk in OutgoingMail.objects.filter(state="pending").values_list("pk", flat=True):
        deliver(pk)
    return list(mail.outbox)


def to_do(sign_in, person) -> str:
    return sign_in(person).get("/to-do/").content.decode()


def test_the_mail_and_the_page_lead_there(asked, owner, sign_in):
    (letter,) = asked
    assert "Not mine, ask somebody else: " in letter.body
    assert "reassign" in letter.body
    assert "Whom should we ask?" in sign_in(owner).get(PAGE).content.decode()
    assert not Reassignment.objects.exists()


def test_who_asked_is_told_and_the_owner_is_left_alone(handed_back, owner, architect, sign_in):
    (letter,) = sent()
    assert letter.to == [architect.email]
    assert "Ivo Lind, ivo@example.org" in letter.body
    assert "I left the shops in May." in letter.body
    assert PAGE in to_do(sign_in, architect)
    own = to_do(sign_in, owner)
    assert "Not yours, you said" in own
    assert "/systems/shop/answer/" not in own
    System.objects.update(created_at="2020-01-01T00:00:00Z")
    OutgoingMail.objects.update(created_at="2020-01-01T00:00:00Z")
    remind()
    assert not OutgoingMail.objects.filter(state="pending").exists()


def test_another_owner_settles_it(handed_back, architect, sign_in):
    System.objects.update(owner=PersonFactory(roles=[Role.OWNER]))
    assert PAGE not in to_do(sign_in, architect)
    assert sent() == []
    assert "There is nothing to decide" in sign_in(architect).get(PAGE).content.decode()


def test_the_owner_stays_and_is_told(handed_back, owner, architect, sign_in):
    sent()
    page = sign_in(architect).get(PAGE).content.decode()
    assert "Ivo Lind, ivo@example.org" in page
    assert sign_in(architect).post(KEEP).status_code == 302
    (letter,) = sent()
    assert letter.to == [owner.email]
    assert "stays yours" in letter.subject
    assert "/systems/shop/answer/" in to_do(sign_in, owner)
    assert PAGE not in to_do(sign_in, architect)
    assert "decided meanwhile" in sign_in(architect).post(KEEP, follow=True).content.decode()
    assert sent() == []


def test_the_owner_thinks_again(handed_back, owner, architect, sign_in):
    sent()
    assert "It is mine after all" in sign_in(owner).get(PAGE).content.decode()
    assert sign_in(owner).post(KEEP).headers["Location"] == "/systems/shop/answer/"
    assert sent() == []
    assert PAGE not in to_do(sign_in, architect)


def test_said_twice_it_is_one_request_with_the_last_words(handed_back, owner, sign_in):
    sign_in(owner).post(PAGE, {"suggestion": "Ada", "comment": ""})
    assert Reassignment.objects.get().suggestion == "Ada"
    assert len(sent()) == 1


def test_it_stands_in_the_history(handed_back, owner):
    entry = AuditEntry.objects.get(action="owner.not_theirs")
    assert (entry.actor_id, entry.detail) == (owner.pk, SAID)
    assert "Ivo Lind" in entry.sentence


@pytest.mark.parametrize("bad", [{"suggestion": "x" * 255}, {"suggestion": "a\u202eb"}, {"comment": "x" * 1001}])
def test_what_cannot_be_taken_is_said_and_kept(bad, shop, owner, sign_in):
    response = sign_in(owner).post(PAGE, {**SAID, **bad})
    assert response.status_code == 422
    assert "invalid-feedback" in response.content.decode()
    assert not Reassignment.objects.exists()


def test_nobody_else_says_or_decides_it(handed_back, architect, manager, sign_in):
    stranger = PersonFactory(roles=[Role.OWNER])
    assert sign_in(stranger).get(PAGE).status_code == 404
    assert sign_in(stranger).post(KEEP).status_code == 404
    assert sign_in(manager).get(PAGE).status_code == 403
    assert sign_in(manager).post(KEEP).status_code == 403
    assert sign_in(architect).post(PAGE, SAID).status_code == 403
    assert Reassignment.objects.open().count() == 1


def test_where_nobody_asked_every_architect_is_told(shop, owner, architect, sign_in):
    other = PersonFactory(roles=[Role.ARCHITECT])
    sign_in(owner).post(PAGE, SAID)
    assert {address for letter in sent() for address in letter.to} == {architect.email, other.email}

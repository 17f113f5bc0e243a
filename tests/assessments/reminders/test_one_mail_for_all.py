"""What happens for one person within a few minutes is one mail, whatever it is."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest

from accounts.permissions import Role
from assessments import tasks
from assessments.actions import reviewing
from assessments.models import Assessment
from assessments.services import inviting
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from panels.actions import delegating
from recovery.durations import DAY, HOUR
from systems.models import Profile
from tests.assessments.reminders.conftest import html, text
from tests.assessments.reminders.test_letters_at_first_sight import gathered
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_goes_to_files", "waiting")]


@pytest.fixture
def waiting(settings):
    settings.MAIL_GATHERING_SECONDS = 120


def give_back(system, architect) -> Assessment:
    round_ = round_of(system, rto=8 * HOUR, rpo=DAY, mtd=DAY)
    sent = round_.submitted_at.isoformat()
    reviewing.return_(assessment=round_, key=uuid.uuid4(), sent=sent, comment="A whole day?", by=architect)
    return round_


def approve(system, architect) -> None:
    round_ = round_of(system, rto=8 * HOUR, rpo=DAY, mtd=DAY)
    derive([system.pk])
    seen = reviewing.seen_of(round_, Profile.objects.get(pk=system.pk))
    reviewing.approve(assessment=round_, key=uuid.uuid4(), seen=seen, by=architect, comment="Thank you.")


@pytest.fixture
def colleague():
    return PersonFactory(name="Noor Ali", roles=[Role.OWNER])


@pytest.fixture
def busy(architect, owner, colleague) -> None:
    """Within a few minutes: answers returned, a colleague who does not know, and a system that is asked about."""
    round_ = give_back(SystemFactory(key="shop", name="Shop <&>", owner=owner), architect)
    keys = [next(iter(round_.questionnaire.document["topics"][0]["questions"]))["key"]]
    asked = delegating.ask(assessment=round_, questions=keys, person=colleague, note="", by=owner)
    delegating.not_me(delegation=asked, comment="Ask the till.", by=colleague)
    inviting.invite(systems=[SystemFactory(name="Till", owner=owner)], by=architect)


def to(person, letters):
    return [mail for mail in letters() if mail["To"] == person.email]


def test_returned_answered_by_a_colleague_and_asked_anew_are_one_mail(letters, busy, owner, architect):
    assert to(owner, letters) == []
    gathered()
    (mail,) = to(owner, letters)
    assert mail["Subject"] == "Shop <&>: please look at your answers again, and 2 more messages"
    for said in (text(mail), re.sub(r"<[^>]+>", "", html(mail))):
        assert said.count("Hello") == 1
        assert "A whole day?" in said
        assert "Noor Ali does not know about it" in said
        assert "Ask the till." in said
        assert "asks you about a system that you answer for" in said
    assert "3 messages in one mail" in html(mail)
    assert "this mail brings 3 messages." in text(mail)
    assert text(mail).count("→ ") == 3
    assert text(mail).count("DR Portal") == 1
    assert html(mail).count("<html") == 1
    assert "Shop &lt;&amp;&gt;: please look at your answers again</h2>" in html(mail)


def test_each_of_them_is_written_down_as_sent(letters, busy, owner):
    gathered()
    letters()
    theirs = OutgoingMail.objects.filter(recipient=owner)
    assert set(theirs.values_list("kind", "state")) == {
        ("returned", "sent"), ("colleague_answered", "sent"), ("please_answer", "sent"),
    }  # fmt: skip
    gathered()
    assert len(to(owner, letters)) == 1


def test_whoever_is_asked_back_stands_with_each(letters, busy, owner, architect, colleague):
    gathered()
    (mail,) = to(owner, letters)
    assert mail["Reply-To"] is None
    assert text(mail).count(f"Questions about this? Write to {architect.name}, {architect.email}.") == 2
    assert f"Questions about this? Write to {colleague.name}, {colleague.email}." in text(mail)
    assert f'href="mailto:{colleague.email}"' in html(mail)


def test_two_are_one_more_message_and_the_only_one_asked_back_gets_the_reply(letters, architect, owner):
    give_back(SystemFactory(name="Shop", owner=owner), architect)
    inviting.invite(systems=[SystemFactory(owner=owner)], by=architect)
    gathered()
    (mail,) = letters()
    assert mail["Subject"] == "Shop: please look at your answers again, and 1 more message"
    assert mail["Reply-To"] == f"{architect.name} <{architect.email}>"


def test_in_spanish(letters, architect, owner):
    owner.language = "es"
    owner.save()
    for name in ("Caja", "Tienda"):
        give_back(SystemFactory(name=name, owner=owner), architect)
    gathered()
    (mail,) = letters()
    assert mail["Subject"].endswith(", y 1 mensaje más")
    assert "este correo trae 2 mensajes." in text(mail)
    assert "2 mensajes en un correo" in html(mail)
    assert "¿Preguntas sobre esto? Escriba a" in text(mail)


def test_what_is_no_longer_wanted_is_left_out_and_called_off(letters, busy, owner):
    Assessment.objects.filter(system__key="shop").update(state="submitted")
    gathered()
    (mail,) = to(owner, letters)
    assert "please look at your answers again" not in text(mail)
    assert mail["Subject"].endswith("and 1 more message")
    assert OutgoingMail.objects.get(kind="returned").state == "cancelled"


def test_pictures_keep_their_places(letters, architect, owner):
    for name in ("Shop", "Till"):
        approve(SystemFactory(name=name, owner=owner), architect)
    gathered()
    (mail,) = letters()
    named = [part["Content-ID"].strip("<>") for part in mail.walk() if part.get_content_type() == "image/png"]
    assert len(set(named)) == 2
    assert re.findall(r'src="cid:([^"]+)"', html(mail)) == named


def test_contradictions_wait_for_what_else_there_is(letters, architect, owner):
    round_of(SystemFactory(name="Till", owner=owner), rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    derive(list(Profile.objects.values_list("pk", flat=True)))
    tasks.remind()
    give_back(SystemFactory(name="Shop", owner=owner), architect)
    assert letters() == []
    gathered()
    (mail,) = letters()
    assert "You can cope for 4 hours" in text(mail)
    assert "A whole day?" in text(mail)


def test_one_that_cannot_be_composed_keeps_back_none(letters, busy, owner):
    OutgoingMail.objects.filter(kind="colleague_answered").update(context={"delegation": "no number"})
    gathered()
    (mail,) = to(owner, letters)
    assert mail["Subject"].endswith("and 1 more message")
    broken = OutgoingMail.objects.get(kind="colleague_answered")
    assert (broken.state, bool(broken.error)) == ("pending", True)


def test_nothing_waits_longer_than_the_first(architect, owner):
    give_back(SystemFactory(owner=owner), architect)
    first = OutgoingMail.objects.get()
    OutgoingMail.objects.update(due_at=first.due_at - timedelta(seconds=60))
    inviting.invite(systems=[SystemFactory(owner=owner)], by=architect)
    one, other = OutgoingMail.objects.values_list("due_at", flat=True)
    assert one == other

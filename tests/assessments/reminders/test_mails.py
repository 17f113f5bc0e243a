"""What the letters say, and that none asks for something already done."""

from __future__ import annotations

import re
import uuid
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client

from accounts.permissions import Role
from assessments import tasks
from assessments.actions import justifying, reviewing
from assessments.models import Assessment
from assessments.services import inviting
from assessments.services.answer_state import set_answer_state
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from recovery.durations import DAY, HOUR
from systems.models import Finding, Profile, System
from systems.services.staleness import mark_stale
from tests.assessments.reminders.conftest import html, text
from tests.factories import DependencyFactory, PersonFactory, SystemFactory
from tests.panels.rounds import answers_of, round_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_goes_to_files")]


def pictures(message) -> list[bytes]:
    return [part.get_content() for part in message.walk() if part.get_content_type() == "image/png"]


def links(message) -> list[str]:
    """Where the links lead in the end: each goes by way of the sign-in page, with the reader's address filled in."""
    found = [parse_qs(urlsplit(unescape(each)).query) for each in re.findall(r'href="(http[^"]*)"', html(message))]
    assert all(each["email"] == [message["To"]] for each in found)
    return ["https://dr.example.org" + each["next"][0] for each in found]


@pytest.fixture
def shop(owner) -> System:
    return SystemFactory(key="shop", name="Shop <&>", owner=owner)


def troubled(system, **facts):
    round_ = round_of(system, **({"rto": 8 * HOUR, "rpo": DAY, "mtd": 4 * HOUR} | facts))
    derive([system.pk])
    return round_


def test_please_answer_leads_to_the_very_page(letters, architect, owner, shop):
    inviting.invite(systems=[shop], by=architect)
    (mail,) = letters()
    assert mail["To"] == owner.email
    assert mail["Subject"] == "Please answer: how long can you do without Shop <&>?"
    assert f"?{urlencode({'email': owner.email, 'next': '/systems/shop/answer/'})}" in text(mail)
    assert "https://dr.example.org/systems/shop/answer/" in links(mail)
    assert f"{architect} asks you" in text(mail)
    assert "Shop &lt;&amp;&gt;" in html(mail)


def test_where_a_letter_leads_is_no_key(letters, architect, stranger, shop, sign_in):
    inviting.invite(systems=[shop], by=architect)
    (mail,) = letters()
    path = "/systems/shop/answer/"
    assert urlencode({"next": path}) in text(mail)
    assert Client().get(path)["Location"].startswith("/sign-in/")
    assert sign_in(stranger).get(path).status_code == 404
    assert sign_in(shop.owner).get(path).status_code == 302


def test_who_has_answered_meanwhile_is_not_asked(letters, architect, owner, shop):
    inviting.invite(systems=[shop], by=architect)
    Assessment.objects.update(state="submitted", submitted=answers_of(rto=HOUR, rpo=HOUR))
    set_answer_state([shop.pk])
    derive([shop.pk])
    assert letters() == []
    assert OutgoingMail.objects.get().state == "cancelled"


def test_contradictions_come_in_one_mail_with_their_ways_out_and_a_picture(letters, owner, shop):
    other = SystemFactory(name="Ledger", owner=owner)
    troubled(shop)
    troubled(other)
    tasks.remind()
    (mail,) = letters()
    assert mail["Subject"] == "2 systems: these answers do not fit together"
    assert "8 hours" in text(mail)
    assert "4 hours" in text(mail)
    assert re.search(r"- Be back within .*", text(mail))
    assert len(pictures(mail)) == 2
    assert all(picture.startswith(b"\x89PNG") for picture in pictures(mail))
    assert 'src="cid:recovery-line-0"' in html(mail)
    first = Finding.objects.open().filter(system=shop).first()
    assert any(link.startswith("https://dr.example.org/systems/shop/#finding-") for link in links(mail)), first


def test_a_way_out_says_for_whom_it_no_longer_fits(letters, shop):
    """Its owner does not know the others, but what needs the own system may be named."""
    web = SystemFactory(name="Web <i>", owner=PersonFactory())
    DependencyFactory(system=web, needs=shop)
    round_of(web, rto=8 * HOUR, rpo=HOUR)
    troubled(shop, rto=4 * HOUR, rpo=HOUR, mtd=2 * DAY, unattended=16 * HOUR)
    derive([web.pk])
    tasks.remind()
    (mail,) = [each for each in letters() if each["To"] == shop.owner.email]
    comes = "brings 1 more to look at; the gravest, “A system it needs is slower”, stands in the way"
    said = rf"- Be back within .* \(.*{comes} of approval · then it no longer fits for Web <i>\)"
    assert re.search(said, text(mail))
    assert "it no longer fits for Web &lt;i&gt;" in html(mail)


def test_what_is_resolved_meanwhile_is_not_told(letters, shop):
    round_ = troubled(shop)
    tasks.remind()
    round_.submitted = answers_of(rto=2 * HOUR, rpo=DAY, mtd=4 * HOUR, wrt=0)
    round_.save()
    mark_stale([shop.pk])
    derive([shop.pk])
    Finding.objects.open().filter(severity="warns").delete()
    assert letters() == []


def test_what_was_justified_is_not_told(letters, owner, shop):
    troubled(shop)
    for finding in Finding.objects.open().exclude(severity="informs"):
        if finding.justifiable:
            justifying.justify(finding=finding, reason="It is meant so.", by=owner)
    tasks.remind()
    assert letters() == []


def test_what_was_justified_in_vain_is_told_again(letters, architect, owner, shop):
    troubled(shop)
    for finding in Finding.objects.open().filter(justifiable=True).exclude(severity="informs"):
        reason = justifying.justify(finding=finding, reason="It is meant so.", by=owner)
        justifying.decide(justification=reason, accepted=False, by=architect)
    tasks.remind()
    (mail,) = letters()
    assert "You can cope for 4 hours" in text(mail)


def test_drafts_and_objectives_nobody_gave_are_not_called_contradictions(letters, shop, owner):
    round_of(shop, state="open", rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    silent = SystemFactory(owner=owner)
    derive([shop.pk, silent.pk])
    tasks.remind()
    assert not OutgoingMail.objects.filter(kind="contradictions").exists()


def test_returned_leads_to_the_very_question(letters, architect, owner, shop):
    round_ = troubled(shop, rto=DAY)
    reviewing.return_(
        assessment=round_,
        key=uuid.uuid4(),
        sent=round_.submitted_at.isoformat(),
        comment="A whole day?\n<b>Really?</b>",
        question="rto",
        by=architect,
    )
    (mail,) = letters()
    assert mail["Subject"] == "Shop <&>: please look at your answers again"
    assert "A whole day?\n<b>Really?</b>" in text(mail).replace("\r", "")
    assert "&lt;b&gt;Really?" in html(mail)
    question = next(link for link in links(mail) if "/assessments/" in link)
    assert question.startswith(f"https://dr.example.org/assessments/{round_.public_id}/")
    assert question.endswith("/objectives/#comment")


def test_there_the_comment_stands_right_above_the_question(architect, owner, shop, sign_in):
    round_ = troubled(shop, rto=DAY)
    sent = round_.submitted_at.isoformat()
    reviewing.return_(assessment=round_, key=uuid.uuid4(), sent=sent, comment="A day?", question="rpo", by=architect)
    page = sign_in(owner).get(f"/assessments/{round_.public_id}/objectives/").content.decode()
    assert page.index('id="id_rto-question"') < page.index('id="comment"') < page.index('id="id_rpo-question"')
    assert page.count("A day?") == 1
    elsewhere = sign_in(owner).get(f"/assessments/{round_.public_id}/harm/").content.decode()
    assert elsewhere.index('id="comment"') < elsewhere.index('class="asking"')
    check = sign_in(owner).get(f"/assessments/{round_.public_id}/check/").content.decode()
    assert f'href="/assessments/{round_.public_id}/objectives/?then=check#comment"' in check


def test_who_has_sent_again_is_not_asked_to_look_again(letters, architect, shop):
    round_ = troubled(shop, rto=DAY)
    reviewing.return_(
        assessment=round_, key=uuid.uuid4(), sent=round_.submitted_at.isoformat(), comment="?", by=architect
    )
    Assessment.objects.update(state="submitted")
    assert letters() == []


def approved(round_, architect):
    profile = Profile.objects.get(pk=round_.system_id)
    reviewing.approve(
        assessment=round_, key=uuid.uuid4(), seen=reviewing.seen_of(round_, profile), by=architect, comment="Thank you."
    )


def test_approved_says_what_was_agreed_with_the_picture(letters, architect, shop):
    approved(troubled(shop, rto=2 * HOUR, mtd=DAY), architect)
    (mail,) = letters()
    assert mail["Subject"] == "Shop <&>: the recovery plan is approved"
    assert "Back within: 2 hours" in text(mail)
    assert "May lose: 24 hours" in text(mail)
    assert "Thank you." in text(mail)
    assert "Back within 2 hours, at most 24 hours of work lost: Pilot light, cost tier $$." in text(mail)
    assert "Pilot light, cost tier $$." in html(mail)
    assert len(pictures(mail)) == 1
    assert "https://dr.example.org/systems/shop/" in links(mail)


def test_each_is_written_in_its_readers_language(letters, architect):
    reader = PersonFactory(roles=[Role.OWNER], language="es", time_zone="America/Bogota")
    approved(troubled(SystemFactory(owner=reader), rto=2 * HOUR, mtd=DAY), architect)
    (mail,) = letters()
    assert 'lang="es"' in html(mail)
    assert "2 horas" in text(mail)


def test_a_letter_about_something_that_is_gone_is_not_sent(letters, architect, shop):
    approved(troubled(shop, rto=2 * HOUR, mtd=DAY), architect)
    shop.delete()
    assert letters() == []

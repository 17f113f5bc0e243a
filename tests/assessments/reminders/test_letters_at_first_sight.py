"""What a letter is to who gets it: one for all that is asked, no past date, who is asked back, a button, dark."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.services import duties
from assessments.models import Assessment
from assessments.services import inviting
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from notifications.services.outbox import mail_named, names, style_hashes
from recovery.durations import DAY, HOUR
from tests.assessments.reminders.conftest import html, text
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_goes_to_files")]


def gathered() -> None:
    """The time is over within which what is asked is one mail."""
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_what_is_asked_within_minutes_is_one_mail(letters, settings, architect, owner):
    settings.MAIL_GATHERING_SECONDS = 120
    for name in ("Shop", "Till"):
        inviting.invite(systems=[SystemFactory(name=name, owner=owner)], by=architect)
    assert letters() == []
    gathered()
    (mail,) = letters()
    assert mail["Subject"] == "Please answer the questions about 2 systems"
    assert "Shop" in text(mail)
    assert "Till" in text(mail)


def test_what_is_asked_after_it_was_sent_is_another(letters, settings, architect, owner):
    settings.MAIL_GATHERING_SECONDS = 120
    inviting.invite(systems=[SystemFactory(owner=owner)], by=architect)
    gathered()
    assert len(letters()) == 1
    inviting.invite(systems=[SystemFactory(owner=owner)], by=architect)
    gathered()
    assert len(letters()) == 2


def test_another_owner_has_a_mail_of_their_own(letters, settings, architect, owner, stranger):
    settings.MAIL_GATHERING_SECONDS = 120
    for person in (owner, stranger):
        inviting.invite(systems=[SystemFactory(owner=person)], by=architect)
    gathered()
    assert {mail["To"] for mail in letters()} == {owner.email, stranger.email}


@pytest.mark.parametrize(("days", "said"), [(3, True), (0, True), (-1, False)])
def test_a_day_that_is_over_is_not_named(letters, architect, owner, days, said):
    inviting.invite(systems=[SystemFactory(owner=owner)], by=architect)
    Assessment.objects.update(due_on=timezone.localdate() + timedelta(days=days))
    (mail,) = letters()
    assert ("Please answer by" in text(mail)) is said
    assert ("Please answer by" in html(mail)) is said


def test_who_asks_is_named_with_the_address_and_gets_the_reply(letters, architect, owner):
    inviting.invite(systems=[SystemFactory(owner=owner)], by=architect)
    (mail,) = letters()
    assert mail["Reply-To"] == f"{architect.name} <{architect.email}>"
    assert f"Reply to this mail: it goes to {architect.name}, {architect.email}." in text(mail)
    assert f'href="mailto:{architect.email}"' in html(mail)


def test_one_and_several_are_told_apart(letters, architect, owner, stranger):
    inviting.invite(systems=[SystemFactory(owner=owner), SystemFactory(owner=stranger)], by=architect)
    inviting.invite(systems=[SystemFactory(owner=stranger)], by=architect)
    said = {mail["To"]: text(mail) for mail in letters()}
    assert "How long could you do without it?" in said[owner.email]
    assert "How long could you do without each of them?" in said[stranger.email]


def test_the_button_of_a_text_is_a_line_of_its_own(letters, architect, owner):
    inviting.invite(systems=[SystemFactory(key="shop", owner=owner)], by=architect)
    (mail,) = letters()
    assert re.search(r"\n→ Answer the questions\nhttps://dr\.example\.org/\S+shop\S*\n", text(mail))


def test_it_is_dark_where_the_reader_is_and_the_outbox_allows_only_its_own_styles(letters, architect, owner):
    inviting.invite(systems=[SystemFactory(owner=owner)], by=architect)
    (mail,) = letters()
    assert '<meta name="color-scheme" content="light dark">' in html(mail)
    assert "@media (prefers-color-scheme: dark)" in html(mail)
    page = mail_named(names()[0]).html
    with_its_own, without = style_hashes(page), style_hashes(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))
    assert len(with_its_own) == len(without) + 1


def test_every_colour_of_a_mail_has_its_dark_one():
    """A colour that the dark style does not know would be dark on dark."""
    folder = Path(__file__).parents[3] / "templates"
    pages = [path.read_text() for path in folder.glob("*/mails/**/*.html")]
    head = (folder / "notifications/mails/mail.html").read_text()
    style = head[head.index("<style>") : head.index("</style>")]
    used = {colour for page in pages for colour in re.findall(r'style="[^"]*?(#[0-9a-f]{6})', page.replace(style, ""))}
    assert used - {"#ffffff"} <= set(re.findall(r'\*="[^"]*(#[0-9a-f]{6})', style))


def test_it_is_in_the_language_that_was_used_last(letters, architect, client, settings):
    settings.DEMO, settings.DEMO_PUBLIC, settings.MAIL_SERVER = True, True, None
    reader = PersonFactory(roles=[Role.OWNER], language="")
    client.post(reverse("accounts:demo_sign_in"), {"email": reader.email}, headers={"accept-language": "es"})
    inviting.invite(systems=[SystemFactory(owner=reader)], by=architect)
    assert 'lang="es"' in html(letters()[-1])


def test_in_the_demonstration_the_button_continues_as_its_reader(architect, owner, sign_in, settings):
    settings.DEMO, settings.DEMO_PUBLIC, settings.MAIL_SERVER = True, True, None
    SystemFactory(key="shop", owner=owner)
    client = sign_in(architect)
    address = reverse("accounts:sign_in")
    page = client.get(address, {"email": owner.email, "next": "/systems/shop/answer/"}).content.decode()
    assert f"Continue as {owner}" in page
    assert f"Stay {architect}" in page
    answer = client.post(reverse("accounts:demo_sign_in"), {"email": owner.email, "next": "/systems/shop/answer/"})
    assert answer["Location"] == "/systems/shop/answer/"
    assert client.get("/to-do/").wsgi_request.user == owner
    assert client.get(address, {"email": owner.email, "next": "/to-do/"})["Location"] == "/to-do/"


def test_elsewhere_nobody_continues_as_somebody_else(architect, owner, sign_in, client):
    address = reverse("accounts:sign_in")
    assert sign_in(architect).get(address, {"email": owner.email, "next": "/to-do/"})["Location"] == "/to-do/"
    assert "Continue as" not in client.get(address, {"email": owner.email}).content.decode()
    assert client.post(reverse("accounts:demo_sign_in"), {"email": owner.email}).status_code == 404


def test_no_system_is_to_resolve_and_nothing_to_do_at_once(owner, sign_in):
    shop, till = SystemFactory(name="Shop", owner=owner), SystemFactory(name="Till", owner=owner)
    round_of(shop, rto=8 * HOUR, rpo=DAY, mtd=4 * HOUR)
    round_of(till, rto=HOUR, rpo=DAY, mtd=4 * DAY)
    Assessment.objects.update(state="submitted", submitted_at=timezone.now())
    derive([shop.pk, till.pk])
    page = sign_in(owner).get("/to-do/").content.decode()
    resolve = page[page.index('id="contradictions-title"') : page.index('id="with-architect-title"')]
    nothing = page[page.index('id="with-architect-title"') :]
    assert '<p class="what">Shop</p>' in resolve
    assert '<p class="what">Shop</p>' not in nothing
    assert '<p class="what">Till</p>' in nothing


def test_what_is_handed_over_is_in_the_mail_that_asks_anyway(
    letters, settings, architect, owner, stranger, administrator
):
    settings.MAIL_GATHERING_SECONDS = 120
    inviting.invite(systems=[SystemFactory(name="Shop", owner=owner)], by=architect)
    inviting.invite(systems=[SystemFactory(name="Till", owner=stranger)], by=architect)
    duties.hand_over(person=owner, to=stranger, by=administrator)
    gathered()
    (mail,) = letters()
    assert (mail["To"], mail["Subject"]) == (stranger.email, "Please answer the questions about 2 systems")

"""From the mail to the questions: one tap and one button, without another mail, and for nobody else."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.actions.people import change_person
from accounts.models import AuditEntry, MailLink, OpenSession
from accounts.permissions import Role
from accounts.services import duties, known_browsers
from accounts.tasks import tidy
from assessments.models import Assessment
from assessments.services import inviting
from assessments.services.answer_state import set_answer_state
from drportal.logs import HideTokens
from notifications.models import OutgoingMail
from notifications.tasks import deliver
from systems.models import Proposal, System
from tests.accounts.conftest import PASSWORD, signed_in_as
from tests.factories import SystemFactory

pytestmark = pytest.mark.django_db
PAGE = "/systems/shop/answer/"
LINK = re.compile(r"/sign-in/mail/[\w-]{43}/\?\S+")


@pytest.fixture(autouse=True)
def in_the_middle_of_an_hour():
    with time_machine.travel("2026-11-22T10:20:00Z") as travel:
        yield travel


@pytest.fixture
def shop(owner) -> System:
    return SystemFactory(key="shop", name="Shop", purpose="Sells.", owner=owner)


def links_sent() -> list[str]:
    """The keys in the mails that are due now."""
    before = len(mail.outbox)
    for pk in OutgoingMail.objects.filter(state="pending").values_list("pk", flat=True):
        deliver(pk)
    return [found for message in mail.outbox[before:] for found in LINK.findall(message.body)]


@pytest.fixture
def link(shop, architect) -> str:
    inviting.invite(systems=[shop], by=architect)
    [found] = links_sent()
    return found


def browser_of(*people) -> Client:
    """One in which these have signed in before, the last of them last; nobody is in any more."""
    client = Client()
    for person in people:
        if not person.check_password(PASSWORD):
            person.set_password(PASSWORD)
            person.save()
        assert client.post("/sign-in/", {"email": person.email, "password": PASSWORD}).status_code == 302
        client.post("/sign-out/")
    return client


def without_password(person) -> None:
    person.set_unusable_password()
    person.save()


def hours(number: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(hours=number), tick=False)


def by_hand(response) -> bool:
    """Whether the answer is the same as without any key: the sign-in page, with where to go on."""
    return response.status_code == 302 and response["Location"].startswith("/sign-in/?email=")


def ends(client: Client, link: str) -> None:
    for response in (client.get(link), client.post(link)):
        assert by_hand(response), response
    assert signed_in_as(client) is None


def test_one_tap_and_one_button_in_a_browser_that_knows_the_owner(shop, owner, architect):
    client = browser_of(owner)
    inviting.invite(systems=[shop], by=architect)
    [link] = links_sent()
    with hours(24 * 13):
        page = client.get(link)
        assert f"Continue as {owner}" in page.content.decode()
        assert signed_in_as(client) is None
        pressed = client.post(link)
        assert (pressed.status_code, pressed["Location"]) == (302, PAGE)
        assert signed_in_as(client) == owner.pk
    assert len(mail.outbox) == 1
    entry = AuditEntry.objects.get(action="person.signed_in_from_mail")
    assert (entry.actor_id, entry.detail["purpose"]) == (owner.pk, "assessments.answers")
    assert entry.sentence == "Signed in by the link of a mail."
    assert OpenSession.objects.get(user=owner).get_means_display() == "by the link of a mail"


def test_a_fresh_mail_opens_where_nobody_has_signed_in(link, owner):
    client = Client()
    assert f"Continue as {owner}" in client.get(link).content.decode()
    assert client.post(link)["Location"] == PAGE
    assert AuditEntry.objects.get(action="person.signed_in_from_mail_anew").actor_id == owner.pk
    # Who came so is not remembered: the next mail is no more of a key than this one.
    assert known_browsers.COOKIE not in client.cookies


def test_who_is_in_already_goes_straight_on_and_the_key_stays(link, owner, sign_in):
    client = sign_in(owner)
    assert client.get(client.get(link)["Location"])["Location"] == PAGE
    assert MailLink.objects.get().spent_at is None


def test_after_ten_minutes_a_mail_alone_is_no_key(link):
    with hours(9.9 / 60):
        assert Client().get(link).status_code == 200
    with hours(10.1 / 60):
        ends(Client(), link)


def test_a_company_can_ask_for_the_readers_own_browser(settings, shop, owner, architect):
    settings.MAIL_LINK_MINUTES = 0
    client = browser_of(owner)
    inviting.invite(systems=[shop], by=architect)
    [link] = links_sent()
    ends(Client(), link)
    assert client.post(link)["Location"] == PAGE


def test_looking_spends_nothing(link):
    for _ in range(20):
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200
    assert MailLink.objects.get().spent_at is None
    assert not OpenSession.objects.exists()


def test_used_twice(link):
    assert Client().post(link)["Location"] == PAGE
    ends(Client(), link)


def test_two_weeks_later_even_the_own_browser_asks(shop, owner, architect):
    client = browser_of(owner)
    inviting.invite(systems=[shop], by=architect)
    [link] = links_sent()
    with hours(24 * 14 + 1):
        ends(client, link)


def test_forwarded_to_whose_browser_knows_somebody_else(shop, owner, stranger, architect):
    mine, theirs, shared = browser_of(owner), browser_of(stranger), browser_of(owner, stranger)
    inviting.invite(systems=[shop], by=architect)
    [link] = links_sent()
    for somebody in (theirs, shared):
        ends(somebody, link)
    assert mine.post(link)["Location"] == PAGE


def test_forwarded_to_somebody_who_is_in(link, stranger, sign_in):
    client = sign_in(stranger)
    for response in (client.get(link), client.post(link)):
        assert by_hand(response)
        assert client.get(client.get(response["Location"])["Location"]).status_code == 404
    assert signed_in_as(client) == stranger.pk
    assert MailLink.objects.get().spent_at is None


@pytest.mark.parametrize("role", [Role.ARCHITECT, Role.MANAGER, Role.ADMINISTRATOR])
def test_who_may_do_more_than_answer_gets_no_key(shop, owner, architect, administrator, role):
    change_person(
        person=owner, version=owner.version, by=administrator, name="X", roles=[Role.OWNER, role], may_sign_in=True
    )
    inviting.invite(systems=[shop], by=architect)
    assert links_sent() == []
    assert "/sign-in/?email=" in mail.outbox[-1].body
    assert not MailLink.objects.exists()


def test_who_may_do_more_meanwhile_is_signed_out_and_the_key_ends(link, owner, architect, administrator):
    inside = Client()
    inside.post(link)
    assert signed_in_as(inside) == owner.pk
    books = SystemFactory(key="books", name="Books", owner=owner)
    inviting.invite(systems=[books], by=architect)
    _, second = links_sent()
    roles = [Role.OWNER, Role.ARCHITECT]
    change_person(person=owner, version=owner.version, by=administrator, name="X", roles=roles, may_sign_in=True)
    assert inside.get("/profile/").status_code == 302
    ends(Client(), second)


def test_whose_access_ended_and_came_back(link, owner, administrator):
    for may_sign_in in (False, True):
        owner.refresh_from_db()
        change_person(
            person=owner,
            version=owner.version,
            by=administrator,
            name="X",
            roles=[Role.OWNER],
            may_sign_in=may_sign_in,
        )
        ends(Client(), link)


def test_whose_system_was_handed_over(link, owner, stranger, administrator):
    duties.hand_over(person=owner, to=stranger, by=administrator)
    ends(Client(), link)
    assert links_sent() != []


def test_what_nobody_asks_any_more(link, shop):
    round_ = Assessment.objects.get()
    for state in (Assessment.State.SUBMITTED, Assessment.State.APPROVED):
        Assessment.objects.filter(pk=round_.pk).update(state=state)
        set_answer_state([shop.pk])
        ends(Client(), link)
    Assessment.objects.filter(pk=round_.pk).update(state=Assessment.State.RETURNED)
    set_answer_state([shop.pk])
    assert Client().get(link).status_code == 200
    System.objects.update(status=System.Status.RETIRED)
    ends(Client(), link)


def test_a_new_password_ends_what_lies_in_the_mailbox(shop, owner, architect, sign_in):
    without_password(owner)
    inviting.invite(systems=[shop], by=architect)
    [link] = links_sent()
    given = {"new": "another walk by the sea", "again": "another walk by the sea"}
    assert sign_in(owner).post("/profile/password/", given).status_code == 302
    ends(Client(), link)


def test_ending_all_other_sessions_ends_it_too(link, owner, sign_in):
    sign_in(owner).post("/profile/sessions/")
    ends(Client(), link)


def test_it_answers_and_sets_no_password(shop, owner, architect):
    without_password(owner)
    inviting.invite(systems=[shop], by=architect)
    [link] = links_sent()
    client = Client()
    client.post(link)
    given = {"new": "another walk by the sea", "again": "another walk by the sea"}
    for response in (client.get("/profile/password/"), client.post("/profile/password/", given)):
        assert response.status_code == 403
        assert "A password needs a sign-in link first" in response.content.decode()
    owner.refresh_from_db()
    assert not owner.has_usable_password()


def test_where_an_old_password_protects_it_is_asked(owner, shop, architect):
    client = browser_of(owner)
    inviting.invite(systems=[shop], by=architect)
    [link] = links_sent()
    client.post(link)
    assert 'name="old"' in client.get("/profile/password/").content.decode()


@pytest.mark.parametrize("token", ["x", "x" * 43, "x" * 2000, "%00", "<script>"])
def test_a_key_that_never_was_leads_where_one_that_is_over_leads(link, token):
    query = urlsplit(link).query
    with hours(1):
        known = [getattr(Client(), method)(link) for method in ("get", "post")]
        made_up = [getattr(Client(), method)(f"/sign-in/mail/{token}/?{query}") for method in ("get", "post")]
    assert [each["Location"] for each in known] == [each["Location"] for each in made_up]
    assert [told_by(each) for each in known] == [told_by(each) for each in made_up]


def told_by(response) -> dict[str, str]:
    """All headers but the number that each request has for itself."""
    return {name: value for name, value in response.headers.items() if name != "X-Request-ID"}


def test_the_rest_of_the_address_leads_nowhere_else(db):
    response = Client().get(f"/sign-in/mail/{'x' * 43}/?email=a@example.org&next=https://evil.example/")
    assert response["Location"] == "/sign-in/?email=a%40example.org"


def test_presses_are_counted_before_the_key_is_looked_at(link):
    tries = [Client().post(f"/sign-in/mail/{number}/").status_code for number in range(200)]
    assert set(tries) == {302}
    paused = Client().post(link)
    assert paused.status_code == 429
    assert "Retry-After" in paused.headers
    assert Client(REMOTE_ADDR="10.0.0.9").post(link)["Location"] == PAGE


def test_only_a_hash_is_kept_and_no_log_nor_page_tells_the_key(link, caplog):
    token = urlsplit(link).path.split("/")[3]
    kept = MailLink.objects.values().get()
    assert token not in str(kept)
    caplog.handler.addFilter(HideTokens())
    with caplog.at_level(logging.DEBUG):
        client = Client()
        for response in (client.get(link), client.post(link), client.get(link), client.put(link)):
            assert response["Referrer-Policy"] == "strict-origin" or response.status_code == 405
            assert "no-store" in response.headers.get("Cache-Control", "no-store")
    assert "/sign-in/mail/" in caplog.text
    assert token not in caplog.text


def test_what_is_over_is_tidied_away(link):
    with hours(24 * 17):
        tidy()
    assert not MailLink.objects.exists()


def test_one_mail_for_two_systems_has_a_key_for_each(shop, owner, architect):
    books = SystemFactory(key="books", name="Books", owner=owner)
    inviting.invite(systems=[shop, books], by=architect)
    two = links_sent()
    assert len(two) == 2
    assert {Client().post(each)["Location"] for each in two} == {PAGE, "/systems/books/answer/"}
    assert len(mail.outbox) == 1


@pytest.fixture
def listed(owner, architect) -> str:
    """The key to the page of lists, in a mail about two systems of which a list says something."""
    systems = [SystemFactory(key=key, name=key.title(), owner=owner) for key in ("shop", "till")]
    for system in systems:
        Proposal.objects.create(system=system, source="bia.xlsx", rto_seconds=14400, rpo_seconds=3600)
    inviting.invite(systems=systems, by=architect)
    [link] = [each for each in links_sent() if "lists" in each]
    return link


def test_the_page_of_lists_is_entered_with_one_button_and_stands_above_the_systems(listed, owner):
    body = mail.outbox[-1].body
    assert body.index("lists") < body.index("Shop")
    client = Client()
    assert f"Continue as {owner}" in client.get(listed).content.decode()
    assert client.post(listed)["Location"] == "/to-do/lists/"
    assert signed_in_as(client) == owner.pk
    ends(Client(), listed)


def test_the_key_to_the_lists_is_over_when_nothing_is_to_confirm(listed, owner):
    Proposal.objects.all().delete()
    ends(browser_of(owner), listed)


def test_the_key_to_the_lists_is_over_when_the_systems_are_somebody_elses(listed, owner, stranger):
    System.objects.update(owner=stranger)
    ends(browser_of(owner), listed)

"""Another day for a round that is under way: who may choose it, what it changes, and what it sends."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import AuditEntry
from notifications.models import OutgoingMail
from panels.actions.inviting import DAYS
from panels.models import Panel
from panels.services import due
from tests.panels.conftest import HOUR, MINUTE, far, page, response_of, say, send

pytestmark = pytest.mark.django_db
SAID = {"rto": str(HOUR), "rpo": str(15 * MINUTE), "rto-reason": "Customers wait."}
OTHER = {**SAID, "rto": str(8 * HOUR), "rto-reason": "We write on paper."}


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def choose(client: Client, panel: Panel, day: date | str, **rest):
    return client.post(page(panel, "until"), {"due_on": str(day)}, **rest)


def offered(text: str) -> str:
    """The day that stands in the field."""
    return re.search(r'<input type="date"[^>]*value="([^"]*)"', text).group(1)


def chosen_in_trail() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action__startswith="responses.day_chosen"))


@pytest.fixture
def look(monkeypatch):
    """`look(days)` does what is due at noon so many days from today, by the database's clock."""
    noon = datetime.combine(timezone.localdate(), time(12), tzinfo=UTC)

    def looked(days: int) -> None:
        monkeypatch.setattr(due, "database_now", lambda: noon + timedelta(days=days))
        due.look()

    return looked


@pytest.fixture
def overdue(panel, people, sign_in, mails) -> Panel:
    """Only Ada has answered, and the day was yesterday."""
    say(sign_in(people[0]), people[0], **SAID)
    send(sign_in(people[0]), people[0])
    Panel.objects.update(due_on=in_days(-1))
    mails()
    panel.refresh_from_db()
    return panel


@pytest.fixture
def second_round(panel, people, architect, sign_in, mails) -> Panel:
    """Ada and Ben are asked once more."""
    for person, said in zip(people, (SAID, OTHER), strict=False):
        say(sign_in(person), person, **said)
        send(sign_in(person), person)
    sign_in(architect).post(page(panel, "close"))
    sign_in(architect).post(page(panel, "again"), {"due_on": far()})
    mails()
    panel.refresh_from_db()
    assert panel.state == Panel.State.SECOND
    return panel


@pytest.mark.parametrize("round_", ["panel", "second_round"])
@pytest.mark.parametrize("leader", ["architect", "owner"])
def test_who_leads_chooses_another_day_and_everybody_sees_it(round_, leader, request, people, system, sign_in, mails):
    panel, person = request.getfixturevalue(round_), request.getfixturevalue(leader)
    mails()
    client, day = sign_in(person), in_days(20)
    shown = client.get(page(panel)).content.decode()
    assert "<summary>Choose another day</summary>" in shown
    assert offered(shown) == str(panel.due_on)
    said = choose(client, panel, day, follow=True).content.decode()
    in_words = date_format(day, "DATE_FORMAT")
    assert f"Answers are wanted until {in_words}." in said
    assert f"round, until {in_words}." in said
    assert offered(said) == str(day)
    assert f"Please answer by {in_words}." in sign_in(people[0]).get(page(panel)).content.decode()
    assert in_words in sign_in(people[0]).get(reverse("assessments:to_do")).content.decode()
    (entry,) = chosen_in_trail()
    assert (entry.actor, entry.detail["due_on"]) == (person.email, str(day))
    history = sign_in(person).get(reverse("systems:detail", args=[system.key])).content.decode()
    assert f"Chose another day until which several people are asked: {in_words}." in history
    assert mails() == []


def test_the_day_that_it_has_already_changes_nothing(panel, architect, sign_in):
    for _ in range(2):
        assert choose(sign_in(architect), panel, in_days(20)).status_code == 302
    assert len(chosen_in_trail()) == 1
    panel.refresh_from_db()
    assert panel.due_on == in_days(20)


def test_others_choose_no_day(panel, people, stranger, manager, sign_in):
    for person, status in ((people[0], 403), (stranger, 404), (manager, 404)):
        assert choose(sign_in(person), panel, in_days(20)).status_code == status
        shown = sign_in(person).get(page(panel)).content.decode()
        assert page(panel, "until") not in shown
    panel.refresh_from_db()
    assert str(panel.due_on) == far()
    assert chosen_in_trail() == []


@pytest.mark.parametrize("days", [20, None])
@pytest.mark.parametrize("why", ["compared", "not wanted"])
def test_a_round_that_is_over_says_so(why, days, second_round, assessment, architect, sign_in):
    if why == "compared":
        Panel.objects.update(state=Panel.State.REVISED)
    else:
        assessment.state = "approved"
        assessment.save()
    typed = in_days(days) if days else "soon"
    answer = choose(sign_in(architect), second_round, typed, follow=True).content.decode()
    assert "it is too late for it" in answer or "have been decided upon" in answer
    assert "Choose another day" not in answer
    second_round.refresh_from_db()
    assert str(second_round.due_on) == far()
    assert chosen_in_trail() == []


@pytest.mark.parametrize(
    ("days", "said"),
    [(-400, "from tomorrow on"), (0, "from tomorrow on"), (91, "within the next 90"), (None, "Choose a day, like")],
)
def test_a_day_that_cannot_be_is_said_beside_it_and_kept(days, said, panel, architect, sign_in):
    typed = "soon" if days is None else str(in_days(days))
    response = choose(sign_in(architect), panel, typed)
    assert response.status_code == 422
    text = response.content.decode()
    assert said in text
    assert offered(text) == typed
    assert re.search(r"<details open><summary>Choose another day", text)
    panel.refresh_from_db()
    assert str(panel.due_on) == far()
    assert chosen_in_trail() == []


def test_without_a_day_it_ends_only_when_all_have_answered(panel, people, architect, system, look, sign_in, mails):
    mails()
    said = choose(sign_in(architect), panel, "", follow=True).content.decode()
    assert "The round ends when all have answered." in said
    assert "<summary>Choose a day</summary>" in said
    assert "None" not in said
    history = sign_in(architect).get(reverse("systems:detail", args=[system.key])).content.decode()
    assert "Took away the day until which several people are asked." in history
    for person, values in zip(people[:2], (SAID, OTHER), strict=True):
        say(sign_in(person), person, **values)
        send(sign_in(person), person)
    look(400)
    panel.refresh_from_db()
    assert (panel.state, panel.due_on) == (Panel.State.FIRST, None)
    assert mails() == []
    say(sign_in(people[2]), people[2], **SAID)
    send(sign_in(people[2]), people[2])
    panel.refresh_from_db()
    assert panel.state == Panel.State.COMPARED


def test_an_overdue_round_with_too_few_goes_on_until_the_new_day(
    overdue, people, owner, architect, look, sign_in, mails
):
    look(1)
    assert {each.to[0] for each in mails()} == {owner.email, architect.email}
    shown = sign_in(architect).get(page(overdue)).content.decode()
    assert "That day is over" in shown
    assert "<summary>Choose another day</summary>" not in shown
    assert offered(shown) == str(in_days(DAYS))
    after = choose(sign_in(architect), overdue, in_days(10), follow=True).content.decode()
    assert "That day is over" not in after
    assert "When this day is over, the round ends by itself." in after
    say(sign_in(people[1]), people[1], **OTHER)
    send(sign_in(people[1]), people[1])
    mails()
    look(10)
    overdue.refresh_from_db()
    assert overdue.state == Panel.State.FIRST
    look(11)
    overdue.refresh_from_db()
    assert overdue.state == Panel.State.COMPARED
    assert AuditEntry.objects.get(action="responses.round_over_by_date").detail["day"] == str(in_days(10))


def test_each_day_has_its_own_reminders_and_its_own_word_that_too_few_answered(
    overdue, people, owner, architect, look, sign_in, mails
):
    waited_for = {people[1].email, people[2].email}
    for first_day in (10, 30):
        choose(sign_in(architect), overdue, in_days(first_day))
        look(first_day - 3)
        assert mails() == []
        for days in (first_day - 2, first_day - 1, first_day):
            look(days)
        told = mails()
        assert {each.to[0] for each in told} == waited_for
        assert len(told) == 2
        assert all(date_format(in_days(first_day), "DATE_FORMAT") in each.subject for each in told)
        for days in (first_day + 1, first_day + 2):
            look(days)
        few = mails()
        assert {each.to[0] for each in few} == {owner.email, architect.email}
        assert len(few) == 2


def test_back_to_a_day_of_which_all_were_reminded_nobody_is_reminded_twice(overdue, architect, look, sign_in, mails):
    choose(sign_in(architect), overdue, in_days(10))
    look(9)
    assert len(mails()) == 2
    for day in (30, 10):
        choose(sign_in(architect), overdue, in_days(day))
    look(10)
    assert mails() == []


@pytest.mark.parametrize("to", [30, None])
def test_a_mail_about_a_day_that_was_moved_meanwhile_is_not_sent(to, overdue, architect, look, sign_in, mails):
    choose(sign_in(architect), overdue, in_days(10))
    look(9)
    look(11)
    assert OutgoingMail.objects.filter(state="pending").count() == 4
    choose(sign_in(architect), overdue, in_days(to) if to else "")
    assert mails() == []
    choose(sign_in(architect), overdue, in_days(10))
    look(9)
    assert len(mails()) == 2


def test_the_second_round_moved_on_ends_with_the_new_day(second_round, people, architect, look, sign_in, mails):
    look(6)
    assert {each.to[0] for each in mails()} == {each.email for each in people[:2]}
    choose(sign_in(architect), second_round, in_days(20))
    look(19)
    assert {each.to[0] for each in mails()} == {each.email for each in people[:2]}
    second_round.refresh_from_db()
    assert second_round.state == Panel.State.SECOND
    look(21)
    second_round.refresh_from_db()
    assert second_round.state == Panel.State.REVISED
    assert response_of(people[0]).second is None

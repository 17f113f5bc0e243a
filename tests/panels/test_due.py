"""The day until which answers are wanted: a reminder before it, the end of the round after it, each once."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, User
from notifications.models import OutgoingMail
from panels.models import Panel, PanelResponse
from panels.services import due
from tests.panels.conftest import HOUR, MINUTE, far, page, response_of, say, send, topic_of
from tests.panels.rounds import answers_of

pytestmark = pytest.mark.django_db
SAID = {"rto": str(HOUR), "rpo": str(15 * MINUTE), "rto-reason": "Customers wait."}
OTHER = {**SAID, "rto": str(8 * HOUR), "rto-reason": "We write on paper."}


@pytest.fixture
def look(monkeypatch):
    """`look(days, hours)` does what is due so long after the beginning of today, by the database's clock."""
    midnight = datetime.combine(timezone.localdate(), time(), tzinfo=UTC)

    def looked(days: int, hours: int = 12) -> None:
        monkeypatch.setattr(due, "database_now", lambda: midnight + timedelta(days=days, hours=hours))
        due.look()

    return looked


@pytest.fixture
def answered(panel, people, sign_in) -> Panel:
    """Ada has sent; Ben has saved and not sent; Cleo has begun."""
    say(sign_in(people[0]), people[0], **SAID)
    send(sign_in(people[0]), people[0])
    say(sign_in(people[1]), people[1], **OTHER)
    sign_in(people[2]).post(topic_of(response_of(people[2]), "harm"), {"version": 0, "what_stops": "The tills."})
    return panel


def reminded() -> set[str]:
    return set(OutgoingMail.objects.filter(kind="response_due").values_list("recipient__email", flat=True))


def test_those_who_are_waited_for_are_reminded_once_before_the_day(answered, people, look, mails):
    mails()
    look(4)
    assert reminded() == set()
    for hours in (0, 0, 12, 23):
        look(5, hours)
    assert reminded() == {people[1].email, people[2].email}
    sent = mails()
    assert len(sent) == 2
    assert "have not sent your answers yet" in sent[0].body
    assert "What you have saved counts" in sent[0].body
    look(6)
    assert mails() == []


@pytest.mark.parametrize(("working_day", "looked_on", "expected"), [(6, 5, False), (6, 6, True), (8, 5, True)])
def test_they_are_reminded_when_they_work_or_at_once_where_that_is_too_late(
    working_day, looked_on, expected, answered, people, look, settings
):
    """Their only working day of the week is the sixth from today, the eve of the last; or the day after it."""
    settings.WORKING_DAYS = {(timezone.localdate().weekday() + working_day) % 7}
    look(looked_on)
    assert (people[1].email in reminded()) is expected


def test_who_was_asked_a_moment_ago_is_not_reminded_yet(answered, people, look):
    PanelResponse.objects.filter(person=people[2]).update(asked_at=timezone.now() + timedelta(days=5))
    look(5)
    assert reminded() == {people[1].email}


def test_who_has_answered_meanwhile_gets_no_reminder(answered, people, look, sign_in, mails):
    mails()
    look(5)
    send(sign_in(people[1]), people[1])
    assert [each.to[0] for each in mails()] == [people[2].email]


def test_the_round_ends_when_the_day_is_over_and_no_draft_is_lost(
    answered, people, owner, architect, system, look, sign_in, mails
):
    look(7, 23)
    answered.refresh_from_db()
    assert answered.state == Panel.State.FIRST
    mails()
    for _ in range(3):
        look(8, 1)
    answered.refresh_from_db()
    assert answered.state == Panel.State.COMPARED
    first = {panel_response.person_id: panel_response.first for panel_response in PanelResponse.objects.all()}
    assert first[people[0].pk]["rto"]["value"]["seconds"] == HOUR
    assert first[people[1].pk]["rto"]["value"]["seconds"] == 8 * HOUR
    assert first[people[2].pk] is None
    assert response_of(people[2]).answers["what_stops"]["value"] == "The tills."
    told = mails()
    assert {each.to[0] for each in told} == {owner.email, architect.email}
    assert all("2 of 3 people have answered" in each.body for each in told)
    shown = sign_in(owner).get(page(answered)).content.decode()
    assert "Customers wait." in shown
    assert "We write on paper." in shown
    entry = AuditEntry.objects.get(action="responses.round_over_by_date")
    assert (entry.actor, entry.detail["count"]) == ("DR Portal", 2)


@pytest.mark.parametrize(
    ("zone", "before", "after"), [("Pacific/Kiritimati", (7, 9), (7, 11)), ("UTC", (7, 23), (8, 1))]
)
def test_the_day_is_over_when_it_is_over_for_all_of_them(answered, look, zone, before, after):
    """Where the day ends first, nobody waits for Greenwich."""
    User.objects.update(time_zone=zone)
    look(*before)
    assert Panel.objects.get().state == Panel.State.FIRST
    look(*after)
    assert Panel.objects.get().state == Panel.State.COMPARED


def test_the_day_of_who_asked_counts_too(answered, architect, look):
    """Whoever asked may still choose another day, as long as it is the day there."""
    User.objects.filter(pk=architect.pk).update(time_zone="America/Los_Angeles")
    look(8, 6)
    assert Panel.objects.get().state == Panel.State.FIRST
    look(8, 9)
    assert Panel.objects.get().state == Panel.State.COMPARED


@pytest.mark.parametrize(("other", "apart"), [("2 hours", False), ("4 hours", True), ("8 hours", True)])
def test_from_two_steps_of_the_ladder_on_they_are_far_apart(panel, people, owner, look, sign_in, other, apart):
    for person, said in zip(people, (SAID, {**SAID, "rto": "other", "rto-other": other}), strict=False):
        say(sign_in(person), person, **said)
        send(sign_in(person), person)
    look(8, 1)
    assert ("far apart" in sign_in(owner).get(page(panel)).content.decode()) is apart


def test_who_comes_later_is_received_kindly(answered, people, look, sign_in):
    look(8)
    client, panel_response = sign_in(people[2]), response_of(people[2])
    response = client.get(reverse("panels:response", args=[panel_response.public_id]), follow=True)
    assert response.status_code == 200
    text = response.content.decode()
    assert "you were not heard in it" in text
    assert "Thank you for coming back" in text
    assert "Customers wait." in text
    kept = client.get(reverse("panels:response_check", args=[panel_response.public_id])).content.decode()
    assert "The tills." in kept
    assert "was not counted" in kept
    late = client.post(topic_of(panel_response, "harm"), {"version": 1, "what_stops": "The phones."})
    assert late.status_code == 409
    assert "The phones." in late.content.decode()
    for person in people[:2]:
        assert "not heard" not in sign_in(person).get(page(answered)).content.decode()


def test_the_day_is_over_when_it_is_over_for_everybody_who_is_waited_for(answered, people, look):
    User.objects.filter(pk=people[2].pk).update(time_zone="Pacific/Honolulu")
    look(8, 9)
    answered.refresh_from_db()
    assert answered.state == Panel.State.FIRST
    look(8, 10)
    answered.refresh_from_db()
    assert answered.state == Panel.State.COMPARED


def test_too_few_go_on_and_are_told_once(panel, people, owner, architect, look, sign_in, mails):
    say(sign_in(people[0]), people[0], **SAID)
    send(sign_in(people[0]), people[0])
    mails()
    for _ in range(3):
        look(8)
    panel.refresh_from_db()
    assert panel.state == Panel.State.FIRST
    told = mails()
    assert {each.to[0] for each in told} == {owner.email, architect.email}
    assert all("Fewer than two" in each.body for each in told)
    say(sign_in(people[1]), people[1], **OTHER)
    look(9)
    assert mails() != []
    panel.refresh_from_db()
    assert panel.state == Panel.State.COMPARED


def test_the_owners_saved_answers_are_heard_too(panel, people, assessment, look, sign_in):
    assessment.answers = answers_of(rto=2 * HOUR, rpo=HOUR)
    assessment.save()
    say(sign_in(people[0]), people[0], **SAID)
    look(8)
    panel.refresh_from_db()
    assert panel.state == Panel.State.COMPARED
    assert PanelResponse.objects.filter(first__isnull=False).count() == 2


def test_ended_by_hand_only_what_was_sent_counts(answered, people, architect, sign_in):
    say(sign_in(people[2]), people[2], **OTHER)
    send(sign_in(people[2]), people[2])
    sign_in(architect).post(page(answered, "close"))
    assert response_of(people[1]).first is None


def test_the_second_round_ends_by_itself_too(answered, people, architect, look, sign_in):
    look(8)
    sign_in(architect).post(page(answered, "again"), {"due_on": far()})
    say(sign_in(people[0]), people[0], **{**SAID, "rto": str(4 * HOUR)})
    for _ in range(2):
        look(8)
    answered.refresh_from_db()
    assert answered.state == Panel.State.REVISED
    assert response_of(people[0]).second["rto"]["value"]["seconds"] == 4 * HOUR
    assert response_of(people[1]).second is None  # stays with what was said before


@pytest.mark.parametrize("round_", ["first", "second"])
def test_without_a_day_nothing_ends_by_itself(round_, system, people, architect, look, sign_in, mails):
    sent = {"people": "\n".join(each.email for each in people), "due_on": "", "decider": ""}
    assert sign_in(architect).post(reverse("panels:ask_several", args=[system.key]), sent).status_code == 302
    panel = Panel.objects.get()
    for person in people:
        say(sign_in(person), person, **SAID)
        if round_ == "second":
            send(sign_in(person), person)
    if round_ == "second":
        sign_in(architect).post(page(panel, "again"), {"due_on": ""})
    wanted = [each for each in mails() if each.to[0] == people[0].email]
    assert wanted
    assert not any("Please answer by" in each.body for each in wanted)
    look(400)
    panel.refresh_from_db()
    assert panel.state == round_
    for person in (architect, people[0]):
        assert "None" not in sign_in(person).get(page(panel)).content.decode()
        assert sign_in(person).get(reverse("assessments:to_do")).status_code == 200


def test_a_round_that_nobody_wants_any_more_is_left_alone(answered, assessment, look, mails):
    mails()
    assessment.state = "approved"
    assessment.save()
    look(5)
    look(8)
    answered.refresh_from_db()
    assert answered.state == Panel.State.FIRST
    assert mails() == []


def test_one_that_cannot_be_ended_does_not_hold_up_the_others(answered, look, monkeypatch):
    from tests.factories import PersonFactory, SystemFactory

    broken = Panel.objects.create(
        assessment=answered.assessment.__class__.objects.create(
            system=SystemFactory(owner=PersonFactory()), questionnaire=answered.assessment.questionnaire
        ),
        due_on=answered.due_on - timedelta(days=1),
    )
    real = due.finish

    def fails(panel, **rest):
        if panel.pk == broken.pk:
            raise RuntimeError("broken")
        real(panel, **rest)

    monkeypatch.setattr(due, "finish", fails)
    look(8)
    answered.refresh_from_db()
    assert answered.state == Panel.State.COMPARED


@pytest.mark.parametrize(
    ("day", "said"),
    [("2020-01-01", "from tomorrow on"), ("soon", "Choose a day"), ("2999-01-01", "within the next 90")],
)
def test_a_day_that_cannot_be_is_said_beside_the_second_round(day, said, answered, architect, look, sign_in):
    look(8)
    response = sign_in(architect).post(page(answered, "again"), {"due_on": day})
    assert response.status_code == 422
    assert said in response.content.decode()
    answered.refresh_from_db()
    assert answered.state == Panel.State.COMPARED

"""Several people at the same moment, as only a database server can show it: nobody is lost, nothing happens twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, User
from assessments.models import Assessment
from background.services.clock import database_now
from notifications.models import OutgoingMail
from panels.models import Panel, PanelResponse
from panels.services import due
from systems.models import Profile
from tests.factories import PersonFactory
from tests.panels.conftest import HOUR, MINUTE, far, of, page, response_of, say, send, topic_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.services,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="threads need a database server"),
]
NEW = "new@example.org"
SAID = [
    {"rto": str(HOUR), "rpo": str(15 * MINUTE), "rto-reason": "Customers wait."},
    {"rto": str(8 * HOUR), "rpo": str(15 * MINUTE), "rto-reason": "We write on paper."},
    {"rto": str(24 * HOUR), "rpo": "unknown", "rto-reason": "Nobody calls at night."},
]


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="accounts.backends.PeopleBackend")
    return client


def at_once(*acts: Callable[[], HttpResponse | None]) -> list[HttpResponse | None]:
    """What came of each, all begun at the same moment."""
    replies: list[HttpResponse | None] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(place: int, act: Callable[[], HttpResponse | None]) -> None:
        try:
            start.wait()
            replies[place] = act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return replies


def posting(person: User, url: str, sent: dict | None = None) -> Callable[[], HttpResponse]:
    client = client_of(person)
    return lambda: client.post(url, sent or {})


def sending(person: User) -> Callable[[], HttpResponse]:
    panel_response = response_of(person)
    return posting(
        person, reverse("panels:response_send", args=[panel_response.public_id]), {"version": panel_response.version}
    )


def statuses(replies: list[HttpResponse | None]) -> list[int]:
    return sorted(reply.status_code for reply in replies if reply is not None)


@pytest.fixture
def typed(panel, people) -> Panel:
    """All three have answered, and nobody has sent."""
    for person, said in zip(people, SAID, strict=True):
        say(client_of(person), person, **said)
    return panel


@pytest.fixture
def compared(typed, people) -> Panel:
    for person in people:
        send(client_of(person), person)
    typed.refresh_from_db()
    return typed


@pytest.fixture
def second(compared, people, architect) -> Panel:
    """In the second round, with everybody's changed answers saved."""
    client_of(architect).post(page(compared, "again"), {"due_on": far()})
    for person in people:
        say(client_of(person), person, **{**SAID[0], "rto": str(4 * HOUR)})
    compared.refresh_from_db()
    return compared


def ended(panel: Panel, state: str) -> None:
    """Once: one state, one entry in the trail for each round, one mail to each."""
    panel.refresh_from_db()
    assert panel.state == state
    rounds = 1 if state == Panel.State.COMPARED else 2
    assert AuditEntry.objects.filter(action__startswith="responses.round_over").count() == rounds
    keys = list(OutgoingMail.objects.filter(kind="responses_differ", key__contains=state).values_list("recipient"))
    assert len(keys) == len(set(keys)) == 2


def test_all_send_at_once(typed, people):
    assert statuses(at_once(*map(sending, people))) == [302] * 3
    ended(typed, Panel.State.COMPARED)
    assert PanelResponse.objects.filter(first__isnull=False).count() == 3


def test_all_revise_and_send_at_once(second, people):
    assert statuses(at_once(*map(sending, people))) == [302] * 3
    ended(second, Panel.State.REVISED)
    assert PanelResponse.objects.filter(second__isnull=False).count() == 3


def test_one_person_revises_in_two_windows_at_once(second, people):
    panel_response = response_of(people[0])
    windows = [
        posting(people[0], topic_of(panel_response, "harm"), {"version": panel_response.version, "what_stops": text})
        for text in ("Left", "Right")
    ]
    replies = at_once(*windows)
    assert statuses(replies) == [302, 409]
    refused = next(reply for reply in replies if reply.status_code == 409).content.decode()
    assert "Left" in refused
    assert "Right" in refused
    assert response_of(people[0]).version == panel_response.version + 1


def test_the_same_button_sent_ten_times_at_once(second, people):
    assert statuses(at_once(*(sending(people[0]) for _ in range(10)))) == [302] * 10
    assert AuditEntry.objects.filter(action="responses.sent", actor=people[0].email).count() == 2


def test_two_decide_at_once_and_the_slower_keeps_the_words(compared, owner):
    acts = [
        posting(owner, page(compared, "decide"), {"rto": rto, "rpo": "1 h", "reason": why, "seen": "compared"})
        for rto, why in (("2 h", "Faster hand."), ("4 h", "Steadier hand."))
    ]
    replies = at_once(*acts)
    assert statuses(replies) == [302, 409]
    compared.refresh_from_db()
    won = 0 if replies[0].status_code == 302 else 1
    assert compared.decided["rto"] == (2 * HOUR, 4 * HOUR)[won]
    assert ("Steadier hand.", "Faster hand.")[won] in replies[1 - won].content.decode()
    assert compared.assessment.__class__.objects.get().answers["rto"]["value"]["seconds"] == compared.decided["rto"]
    assert AuditEntry.objects.filter(action="responses.decided").count() == 1


def test_a_decision_and_a_second_round_at_once_are_one_of_them(compared, owner, architect):
    chosen = {"rto": "4 h", "rpo": "1 h", "reason": "Enough.", "seen": "compared"}
    replies = at_once(
        posting(owner, page(compared, "decide"), chosen),
        posting(architect, page(compared, "again"), {"due_on": far()}),
    )
    compared.refresh_from_db()
    decided = replies[0].status_code == 302
    assert compared.state == (Panel.State.DECIDED if decided else Panel.State.SECOND)
    assert bool(compared.decided) is decided


def test_a_decision_while_the_owner_saves_loses_neither(compared, owner, assessment):
    """Either the save came first, or it is told of the decision: the decision is never undone unseen."""
    chosen = {"rto": "4 h", "rpo": "1 h", "reason": "Enough.", "seen": "compared"}
    assessment.refresh_from_db()
    save = reverse("assessments:autosave", args=[assessment.public_id, "harm"])
    replies = at_once(
        posting(owner, page(compared, "decide"), chosen),
        posting(owner, save, {"version": assessment.version, "what_stops": "Typed meanwhile."}),
    )
    assert replies[0].status_code == 302
    answers = Assessment.objects.get(pk=assessment.pk).answers
    assert answers["rto"]["value"]["seconds"] == 4 * HOUR
    assert ("what_stops" in answers) is (replies[1].status_code == 200)


@pytest.mark.parametrize("attempt", range(3))
def test_first_answers_decisions_and_ends_of_rounds_do_not_wait_for_each_other(attempt, typed, people, owner):
    """Trail and profile are always written in the same order; else the database would end one of them as a deadlock."""
    Profile.objects.get_or_create(system=typed.assessment.system)
    save = reverse("assessments:autosave", args=[typed.assessment.public_id, "harm"])
    replies = at_once(*map(sending, people), posting(owner, save, {"version": 0, "what_stops": "The tills."}))
    assert statuses(replies) == [200, 302, 302, 302]
    ended(typed, Panel.State.COMPARED)


def test_schedulers_the_last_sender_and_the_architect_end_a_round_once(typed, people, architect):
    for person in people[:2]:
        send(client_of(person), person)
    Panel.objects.update(due_on=(database_now() - timedelta(days=2)).date())
    replies = at_once(due.look, due.look, due.look, sending(people[2]), posting(architect, page(typed, "close")))
    assert statuses(replies) == [302, 302]
    ended(typed, Panel.State.COMPARED)
    assert response_of(people[2]).answers["rto"]["value"]["seconds"] == 24 * HOUR


def test_who_saves_while_the_day_ends_the_round_is_counted_or_told(typed, people):
    Panel.objects.update(due_on=(database_now() - timedelta(days=2)).date())
    panel_response = response_of(people[0])
    sent = {"version": panel_response.version, **SAID[0], "rto": str(4 * HOUR)}
    save = reverse("panels:response_save", args=[panel_response.public_id, "objectives"])
    _, reply = at_once(due.look, posting(people[0], save, sent))
    ended(typed, Panel.State.COMPARED)
    counted = response_of(people[0]).first["rto"]["value"]["seconds"]
    assert (reply.status_code, counted) in {(200, 4 * HOUR), (409, HOUR)}


@pytest.mark.parametrize("attempt", range(3))
def test_a_day_chosen_while_the_day_ends_the_round_is_kept_or_told(attempt, typed, architect):
    Panel.objects.update(due_on=(database_now() - timedelta(days=2)).date())
    choose = [posting(architect, page(typed, "until"), {"due_on": far()}) for _ in range(2)]
    assert statuses(at_once(due.look, *choose)) == [302, 302]
    typed.refresh_from_db()
    chosen = AuditEntry.objects.filter(action="responses.day_chosen").count()
    assert (typed.state, chosen, str(typed.due_on) == far()) in {("compared", 0, False), ("first", 1, True)}


def test_two_who_invite_at_once_begin_one_round(system, assessment, people, architect):
    other = PersonFactory(email="other.architect@example.org", roles=["architect"])
    address = reverse("panels:ask_several", args=[system.key])
    replies = at_once(
        posting(architect, address, {"people": people[0].email, "due_on": far()}),
        posting(
            other, address, {"people": f"{people[1].email}\nnew@example.org", "due_on": far(), "add": "new@example.org"}
        ),
    )
    assert statuses(replies) == [302, 302]
    assert Panel.objects.count() == 1
    assert PanelResponse.objects.count() == 3


def test_a_colleague_sends_twice_at_once(delegation, colleague, assessment):
    sent = {"version": 0, "what_stops": "All tills.", "mtd": str(8 * HOUR)}
    replies = at_once(*(posting(colleague, of(delegation), sent) for _ in range(5)))
    assert set(statuses(replies)) <= {302, 409}
    assert AuditEntry.objects.filter(action="colleague.answered").count() == 1
    assessment.refresh_from_db()
    assert assessment.answers["what_stops"]["value"] == "All tills."
    assert assessment.version == 1

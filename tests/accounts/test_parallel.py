"""Many at the same moment: the database decides, so one wins and a limit is a limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client

from accounts.actions.people import LastAdministrator, change_person
from accounts.models import AuditEntry, User
from accounts.permissions import Role
from accounts.services import audit, limits, links, mail_links
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "b" * 43


def at_once(times: int, work: Callable[[int], object], workers: int = 10) -> list[object]:
    """Each call in a thread with a connection of its own, `workers` of them at any moment."""
    start = Barrier(workers)

    def run(number: int) -> object:
        if number < workers:
            start.wait(20)
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(run, range(times)))


def test_of_fifty_parallel_posts_one_opens_a_session():
    person = PersonFactory(roles=[Role.OWNER])
    _, token = links.issue(person=person, browser=SECRET, next_path="/profile/")
    path = f"/sign-in/link/{token}/"

    def browser() -> Client:
        client = Client()
        client.cookies["browser"] = SECRET
        return client

    for _ in range(20):
        assert browser().get(path).status_code == 200
        assert browser().head(path).status_code == 200
    answers = at_once(50, lambda _: browser().post(path).status_code)
    assert Counter(answers) == {302: 1, 410: 49}
    assert Session.objects.count() == 1
    assert AuditEntry.objects.filter(action="person.signed_in").count() == 1


def test_of_fifty_parallel_presses_on_a_mails_link_one_opens_a_session():
    person = PersonFactory(roles=[Role.OWNER])
    mail_links.register("tests.asked", lambda person, about: about == "1")
    address = mail_links.way_to_answer(person=person, purpose="tests.asked", about=1, next_path="/profile/")
    path = address.removeprefix(settings.PUBLIC_URL)
    answers = at_once(50, lambda _: Client().post(path)["Location"].partition("?")[0])
    assert Counter(answers) == {"/profile/": 1, "/sign-in/": 49}
    assert Session.objects.count() == 1
    assert AuditEntry.objects.filter(action="person.signed_in_from_mail_anew").count() == 1


def test_parallel_guesses_get_no_more_than_the_limit():
    person = PersonFactory(roles=[Role.OWNER])
    answers = at_once(
        40,
        lambda n: (
            Client(REMOTE_ADDR=f"10.0.0.{n}")
            .post("/sign-in/", {"email": person.email, "password": f"guess {n}"})
            .status_code
        ),
    )
    assert Counter(answers) == {422: 20, 429: 20}


def test_a_counter_counts_each_try_once():
    def attempt(_: int) -> bool:
        try:
            limits.count(limits.LINKS, "somebody@example.org")
        except limits.TooMany:
            return False
        return True

    assert Counter(at_once(60, attempt)) == {True: 10, False: 50}


def test_entries_written_in_parallel_make_one_chain():
    person = PersonFactory(roles=[Role.OWNER])

    def write(number: int) -> None:
        with transaction.atomic():
            audit.record(by=person, action="person.edited", about=person, detail={"number": number})

    at_once(60, write)
    verdict = audit.verify()
    assert (verdict.count, verdict.broken) == (60, None)
    assert AuditEntry.objects.values("previous_hash").distinct().count() == 60


def test_two_administrators_cannot_take_the_role_from_each_other():
    two = [PersonFactory(roles=[Role.ADMINISTRATOR]) for _ in range(2)]

    def demote(number: int) -> str:
        other = User.objects.get(pk=two[1 - number].pk)
        try:
            change_person(
                person=other, version=other.version, by=two[number], name="X", roles=["owner"], may_sign_in=True
            )
        except LastAdministrator:
            return "refused"
        return "done"

    assert sorted(at_once(2, demote, workers=2)) == ["done", "refused"]
    assert User.objects.with_role(Role.ADMINISTRATOR).count() == 1

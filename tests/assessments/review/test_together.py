"""Approving together: what is listed is what is approved, nobody approves what he may not approve singly."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEntry, User
from accounts.permissions import Role
from assessments.models import Assessment, Decision
from derivation.services.deriving import derive
from notifications.models import OutgoingMail
from recovery.durations import DAY, HOUR
from systems.models import Finding, Profile
from systems.services.staleness import mark_stale
from tests.factories import ExerciseFactory, PersonFactory, ProtectionFactory, SystemFactory
from tests.panels.rounds import round_of
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db
TOGETHER = "/review/together/"
PROTECTED = {
    "strategy": "backup_restore", "live_copy": "none", "history": "snapshot", "interval_seconds": 6 * HOUR,
    "retention_seconds": 60 * DAY, "history_site": "other_region", "isolated": True, "immutable": True,
}  # fmt: skip


def fitting_system(name: str, owner: User | None = None) -> Assessment:
    """Answers in review about a system of which nothing is open."""
    system = SystemFactory(name=name, key=name.lower(), owner=owner or PersonFactory())
    ProtectionFactory(system=system, **PROTECTED)
    drilled = {"performed_on": timezone.localdate(), "rta_seconds": HOUR, "rpa_seconds": HOUR}
    ExerciseFactory(system=system, kind="data_restore", **drilled)
    round_ = round_of(system, rto=4 * HOUR, rpo=DAY, mtd=DAY)
    derive([system.pk])
    assert not Finding.objects.open().filter(system=system).exists()
    return round_


def form_of(page: bytes) -> dict[str, object]:
    """What the page would send, all that it lists being ticked."""
    html = page.decode()
    return {
        "key": re.search(r'name="key" value="([^"]+)"', html)[1],
        "round": re.findall(r'name="round" value="([^"]+)" checked', html),
    }


def main_of(response) -> str:
    return text(response).partition("<main")[2].partition("</main>")[0]


def pressed(client: Client, *, after=lambda: None):
    form = form_of(client.get(TOGETHER).content)
    after()
    return form, client.post(TOGETHER, form)


def test_what_is_listed_is_approved_and_each_is_signed_by_itself(sign_in, architect, blocked):
    one, two = fitting_system("One"), fitting_system("Two")
    form, response = pressed(sign_in(architect))
    assert [each.split("/")[0] for each in form["round"]] == [str(one.public_id), str(two.public_id)]
    assert set(Decision.objects.approvals().values_list("assessment", flat=True)) == {one.pk, two.pk}
    assert Decision.objects.get(assessment=one).signed["rto"] == 4 * HOUR
    assert AuditEntry.objects.filter(action="assessment.approved").count() == 2
    assert OutgoingMail.objects.filter(kind="approved").count() == 2
    page = text(response)
    assert "Not approved" not in page
    assert "One" in page
    assert "Two" in page
    assert Assessment.objects.get(pk=blocked.pk).state == "submitted"


def test_what_one_may_not_approve_singly_stands_apart_with_the_reason(sign_in, architect, blocked):
    fitting_system("Others")
    own = fitting_system("Mine")
    Assessment.objects.filter(pk=own.pk).update(submitted_by=architect)
    client = sign_in(architect)
    page = client.get(TOGETHER)
    assert "1 fits, but you had a part in its answers. Another architect decides." in text(page)
    assert "1 system would be approved." in text(page)
    assert 'href="/review/?findings=blocks" data-count="1"' in page.content.decode()
    form = form_of(page.content)
    # even a form that somebody wrote by hand approves nothing of it
    profile = Profile.objects.get(pk=own.system_id)
    forged = f"{own.public_id}/{Assessment.objects.get(pk=own.pk).submitted_at.isoformat()}/{profile.inputs_hash}"
    assert "You had a part in these answers" in text(client.post(TOGETHER, {**form, "round": [forged]}))
    assert not Decision.objects.exists()


def worth_a_look(round_: Assessment) -> None:
    Finding.objects.create(
        system_id=round_.system_id, code="never-tested", severity="warns", first_seen_at=timezone.now()
    )


def answered_again(round_: Assessment) -> None:
    Assessment.objects.filter(pk=round_.pk).update(submitted_at=timezone.now() + timedelta(seconds=1))


def planned_anew(round_: Assessment) -> None:
    Profile.objects.filter(pk=round_.system_id).update(inputs_hash="another")


def calculated_now(round_: Assessment) -> None:
    mark_stale([round_.system_id])


def taken_back(round_: Assessment) -> None:
    Assessment.objects.filter(pk=round_.pk).update(state="open")


CHANGES = {
    worth_a_look: "Something is worth a look there.",
    answered_again: "The answers or the plan have changed since you saw them.",
    planned_anew: "The answers or the plan have changed since you saw them.",
    calculated_now: "The plan is being calculated.",
    taken_back: "These answers are no longer in review",
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_changed_between_list_and_press_is_said_and_not_approved(change, sign_in, architect):
    changed, other = fitting_system("Changed"), fitting_system("Other")
    _form, response = pressed(sign_in(architect), after=lambda: change(changed))
    assert CHANGES[change] in text(response)
    assert [each.assessment for each in Decision.objects.all()] == [other]


def test_the_same_press_twice_is_one_and_says_the_same(sign_in, architect):
    fitting_system("One")
    client = sign_in(architect)
    form, first = pressed(client)
    second = client.post(TOGETHER, form)
    assert main_of(second) == main_of(first)
    assert Decision.objects.count() == OutgoingMail.objects.count() == 1
    # somebody else's press with the same key does not pass for theirs
    other = sign_in(PersonFactory(roles=[Role.ARCHITECT]))
    assert "no longer in review" in text(other.post(TOGETHER, form))


@pytest.mark.parametrize("rounds", [[], ["x"], ["//"], ["\0/\0/\0"], ["a" * 9999], ["1/2/3/4/5"] * 500])
def test_an_empty_or_hostile_form_approves_nothing(rounds, sign_in, architect):
    fitting_system("One")
    client = sign_in(architect)
    form = form_of(client.get(TOGETHER).content)
    response = client.post(TOGETHER, {**form, "round": rounds})
    assert response.status_code == 200
    assert "Nothing was ticked, so nothing was approved." in text(response)
    assert client.post(TOGETHER, {"round": form["round"]}).status_code == 422
    assert not Decision.objects.exists()


def test_only_the_part_of_the_queue_that_the_address_names(sign_in, architect):
    fitting_system("One"), fitting_system("Two")
    assert len(form_of(sign_in(architect).get(f"{TOGETHER}?q=two").content)["round"]) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_number_of_queries(count, sign_in, architect, django_assert_num_queries):
    for number in range(count):
        fitting_system(f"S{number}")
    client = sign_in(architect)
    with django_assert_num_queries(18):
        client.get(TOGETHER)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads need a database server")
def test_two_architects_at_once_sign_each_once_and_hear_it(architect):
    rounds = [fitting_system(f"S{number}") for number in range(4)]
    people = [architect, PersonFactory(roles=[Role.ARCHITECT])]
    clients, said, start = [Client(), Client()], [], threading.Barrier(2)
    for client, person in zip(clients, people, strict=True):
        client.force_login(person, backend="accounts.backends.PeopleBackend")
    forms = [form_of(client.get(TOGETHER).content) for client in clients]

    def press(client: Client, form: dict[str, object]) -> None:
        try:
            start.wait()
            said.append(client.post(TOGETHER, form).content.decode().count("no longer in review"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=each) for each in zip(clients, forms, strict=True)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert Decision.objects.count() == len(rounds)
    assert sum(said) == len(rounds)

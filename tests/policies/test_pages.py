"""Who may see and do what, and what the pages say."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policies.models import PolicySimulation, PolicyVersion
from recovery.policy import DEFAULT_POLICY

pytestmark = pytest.mark.django_db

READ = ["policy", "progress", "version"]
GET = ["draft", "edit", "remove", "publish", "simulation"]
POST = ["begin", "simulate", "edit", "remove", "publish"]


SAID = [
    "Version 2026.9 is in force", "70\u00a0%", "35 days", "4 hours and the time to copy the data back",
    "Warm standby", "needs a person", "7 minutes 30 seconds", "no interruption", "Asynchronous live copy", "1 second",
    "People begin to act after 30 minutes", "Less headroom", "Drills more often",
]  # fmt: skip


@pytest.fixture
def address(draft):
    version = PolicyVersion.objects.create(
        version="2026.9", document=DEFAULT_POLICY.to_document() | {"headroom": 0.7}, published_at=timezone.now(),
        note="Less headroom",
    )  # fmt: skip
    simulation = PolicySimulation.objects.create(policy=draft, revision=1, against="2026.9")
    numbers = {"version": version.pk, "simulation": simulation.pk}

    def address_of(name: str) -> str:
        without = name in {"policy", "progress", "begin"}
        return reverse(f"policies:{name}", args=[] if without else [numbers.get(name, draft.pk)])

    return address_of


@pytest.mark.parametrize("name", READ)
def test_architects_and_managers_read(name, address, sign_in, architect, manager, owner, administrator):
    assert sign_in(architect).get(address(name)).status_code == 200
    assert sign_in(manager).get(address(name)).status_code == 200
    for person in (owner, administrator):
        assert sign_in(person).get(address(name)).status_code == 403
    assert Client().get(address(name)).status_code == 302


@pytest.mark.parametrize(("method", "name"), [("get", name) for name in GET] + [("post", name) for name in POST])
def test_only_architects_change_it(method, name, address, sign_in, architect, manager, owner, administrator):
    for person in (manager, owner, administrator):
        assert getattr(sign_in(person), method)(address(name)).status_code == 403
    assert getattr(Client(), method)(address(name)).status_code == 302
    assert getattr(sign_in(architect), method)(address(name)).status_code in {200, 302, 409, 422}


@pytest.mark.parametrize("name", [*READ, "draft", "simulation"])
def test_what_is_read_is_not_posted_to(name, address, sign_in, architect):
    assert sign_in(architect).post(address(name)).status_code == 405


@pytest.mark.parametrize("name", ["begin", "simulate"])
def test_what_changes_something_is_not_a_link(name, address, sign_in, architect):
    assert sign_in(architect).get(address(name)).status_code == 405


@pytest.mark.parametrize("name", ["version", *GET, *POST[1:]])
def test_what_is_not_there_is_not_found(name, sign_in, architect):
    client = sign_in(architect)
    method = client.post if name in POST and name not in GET else client.get
    assert method(reverse(f"policies:{name}", args=[987654])).status_code == 404


def test_a_manager_does_not_know_of_drafts(address, draft, sign_in, manager):
    client = sign_in(manager)
    assert client.get(reverse("policies:version", args=[draft.pk])).status_code == 404
    page = client.get(address("policy")).content.decode()
    assert "Drills more often" not in page
    assert "Change the policy" not in page


def test_it_is_said_in_plain_words(address, sign_in, architect):
    page = sign_in(architect).get(address("policy")).content.decode()
    for words in SAID:
        assert words in page, words
    assert 'aria-current="page"' in page


def test_a_version_says_what_it_changed(address, sign_in, manager):
    page = sign_in(manager).get(address("version")).content.decode()
    assert "80\u00a0%" in page
    assert "70\u00a0%" in page


def test_the_names_lead_to_the_right_page(address, draft, sign_in, architect):
    client = sign_in(architect)
    version = PolicyVersion.objects.get(version="2026.9")
    for name in ("draft", "edit", "publish"):
        response = client.get(reverse(f"policies:{name}", args=[version.pk]))
        assert response["Location"] == reverse("policies:version", args=[version.pk])
    response = client.get(reverse("policies:version", args=[draft.pk]))
    assert response["Location"] == reverse("policies:draft", args=[draft.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(sign_in, architect, count, django_assert_num_queries):
    for number in range(count):
        values = {"document": DEFAULT_POLICY.to_document(), "created_by": architect}
        PolicyVersion.objects.create(version=f"draft-{number}", **values)
        PolicyVersion.objects.create(
            version=f"2025.{number}", published_at=timezone.now(), published_by=architect, **values
        )
    client = sign_in(architect)
    with django_assert_num_queries(8):
        client.get(reverse("policies:policy"))


def test_it_speaks_spanish_where_the_method_does(address, sign_in, architect):
    architect.language = "es"
    architect.save()
    assert "Reserva activa" in sign_in(architect).get(address("policy")).content.decode()

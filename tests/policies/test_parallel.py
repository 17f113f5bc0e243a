"""Publishing at the same moment, on a database server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, User
from accounts.permissions import Role
from derivation import tasks
from derivation.models import DerivationBatch
from policies.actions.publishing import next_label
from policies.models import PolicyVersion
from recovery.policy import DEFAULT_POLICY
from systems.models import Profile
from tests.factories import PersonFactory, SystemFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="threads need a database server"),
]
TIMES = 10


def all_at_once(*jobs: Callable[[], object]) -> list[object]:
    """What each of the jobs gives, all begun at the same moment; an error is what it gives, too."""
    start, given = threading.Barrier(len(jobs)), [None] * len(jobs)

    def work(at: int) -> None:
        try:
            start.wait()
            given[at] = jobs[at]()
        except Exception as error:
            given[at] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(at,)) for at in range(len(jobs))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return given


def publishing(person: User, draft: PolicyVersion) -> Callable[[], int]:
    def click() -> int:
        client = Client()
        client.force_login(person, backend="accounts.backends.PeopleBackend")
        address = reverse("policies:publish", args=[draft.pk])
        return client.post(address, {"revision": draft.revision}).status_code

    return click


@pytest.fixture
def other_draft() -> PolicyVersion:
    document = {**DEFAULT_POLICY.to_document(), "headroom": 0.5}
    return PolicyVersion.objects.create(version="draft-2", document=document, created_by=PersonFactory())


def versions() -> list[str]:
    return list(PolicyVersion.objects.published().values_list("version", flat=True))


def stretches_laid_out() -> Iterable[DerivationBatch]:
    return DerivationBatch.objects.open().filter(mark=None)


def test_of_two_drafts_at_once_one_comes_into_force(architect, draft, other_draft, simulated):
    system = SystemFactory()
    first, second = simulated(draft), simulated(other_draft)
    assert first.against == second.against
    other = PersonFactory(roles=[Role.ARCHITECT])
    replies = all_at_once(publishing(architect, draft), publishing(other, other_draft))
    assert sorted(replies) == [302, 409]
    assert versions() == [next_label([])]
    assert AuditEntry.objects.filter(action="policy.published").count() == 1
    (batch,) = stretches_laid_out()
    tasks.derive_batch(batch.pk)
    assert Profile.objects.get(pk=system.pk).policy_version == versions()[0]


def test_ten_clicks_on_one_draft_publish_it_once(architect, draft, simulated):
    SystemFactory()
    simulated(draft)
    replies = all_at_once(*[publishing(architect, draft)] * TIMES)
    assert replies == [302] * TIMES
    assert versions() == [next_label([])]
    assert AuditEntry.objects.filter(action="policy.published").count() == 1
    assert len(stretches_laid_out()) == 1


def test_workers_share_the_stretches_and_derive_everybody_once(architect, draft, simulated, monkeypatch):
    monkeypatch.setattr("derivation.services.laying_out.SHORTEST", 3)
    systems = [SystemFactory() for _ in range(12)]
    simulated(draft)
    assert publishing(architect, draft)() == 302
    ids = [each.pk for each in stretches_laid_out()]
    assert len(ids) >= 4
    assert all_at_once(*[lambda pk=pk: tasks.derive_batch(pk) for pk in ids]) == [None] * len(ids)
    assert not DerivationBatch.objects.open().exists()
    derived = Profile.objects.filter(pk__in=[each.pk for each in systems], policy_version=versions()[0])
    assert derived.count() == len(systems)
    assert set(DerivationBatch.objects.values_list("attempts", flat=True)) == {1}

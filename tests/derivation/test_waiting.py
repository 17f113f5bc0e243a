"""One task takes everything that waits, and no two take the same."""

from __future__ import annotations

from threading import Event, Thread
from time import sleep

import pytest
from django.db import connection, transaction

from derivation import tasks
from derivation.services import deriving
from recovery import derivation as method
from recovery.durations import DAY, HOUR
from systems.models import Profile, System
from systems.services.staleness import mark_stale
from tests.factories import DependencyFactory, PersonFactory, SystemFactory
from tests.panels.rounds import answers_of, round_of


@pytest.fixture
def derived(monkeypatch) -> list[set[str]]:
    """The keys of the systems that each call of the method was about."""
    begun: list[set[str]] = []
    real = method.derive

    def counted(given, dependencies, policy, *, only):
        begun.append(set(only))
        return real(given, dependencies, policy, only=only)

    monkeypatch.setattr(deriving.method, "derive", counted)
    return begun


def stale() -> list[int]:
    return list(Profile.objects.filter(stale_since__isnull=False).values_list("pk", flat=True))


@pytest.mark.django_db
def test_the_first_task_takes_what_the_others_were_handed_over_for(derived, django_assert_max_num_queries):
    systems = SystemFactory.create_batch(5)
    for system in systems:
        mark_stale([system.pk])
    tasks.derive()
    assert derived == [{system.key for system in systems}]
    assert stale() == []
    with django_assert_max_num_queries(3):  # the transaction's two ends and a look
        tasks.derive()
    assert len(derived) == 1


@pytest.mark.django_db
def test_what_is_taken_is_not_taken_again_but_for_what_changes_meanwhile(monkeypatch):
    taken, changed = SystemFactory.create_batch(2)
    round_ = round_of(changed, by=PersonFactory(), rto=HOUR, rpo=HOUR)
    begun: list[set[str]] = []
    real = method.derive

    def interrupted(given, dependencies, policy, *, only):
        begun.append(set(only))
        if len(begun) == 1:
            round_.submitted = answers_of(rto=DAY, rpo=HOUR)
            round_.save()
            mark_stale([changed.pk])
            tasks.derive()
        return real(given, dependencies, policy, only=only)

    monkeypatch.setattr(deriving.method, "derive", interrupted)
    tasks.derive()
    assert begun == [{taken.key, changed.key}, {changed.key}]
    assert Profile.objects.get(pk=changed.pk).rto == DAY
    assert stale() == []


@pytest.mark.django_db
def test_what_its_worker_did_not_come_back_from_waits_for_the_sweep(monkeypatch, published):
    system = SystemFactory()
    with monkeypatch.context() as killed:
        killed.setattr(deriving.method, "derive", lambda *_, **__: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            tasks.derive()
    tasks.derive()
    assert stale() == [system.pk]
    Profile.objects.update(stale_since="2020-01-01T00:00:00Z")
    tasks.sweep()
    assert published() == [("derivation.derive_again", [[system.pk]])]
    tasks.derive_again([system.pk])
    assert stale() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads need a database server")
def test_workers_at_the_same_time_share_out_what_waits(derived):
    keys = {system.key for system in SystemFactory.create_batch(40)}

    def work() -> None:
        try:
            tasks.derive()
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    tasks.derive()  # what one worker was about to take while another had it locked
    assert stale() == []
    assert sorted(key for only in derived for key in only) == sorted(keys)
    assert System.objects.filter(profile__attempts__gt=0).count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads need a database server")
@pytest.mark.parametrize("seconds", [0.3, 3])
def test_a_row_that_another_worker_holds_is_cleared_later(monkeypatch, published, seconds):
    system = SystemFactory()
    held = Event()

    def hold() -> None:
        with transaction.atomic():
            Profile.objects.select_for_update().get(pk=system.pk)
            held.set()
            sleep(seconds)
        connection.close()

    holder = Thread(target=hold)
    real = deriving.write

    def write(results, *, as_of):
        """The lock comes right after everything was written."""
        done = real(results, as_of=as_of)
        holder.start()
        held.wait(20)
        return done

    with monkeypatch.context() as busy:
        busy.setattr(deriving, "write", write)
        tasks.derive()
    holder.join()
    assert stale() == ([] if seconds < 1 else [system.pk])
    Profile.objects.filter(stale_since__isnull=False).update(stale_since="2020-01-01T00:00:00Z")
    tasks.sweep()
    for name, given in published():
        if name == "derivation.derive_again":
            tasks.derive_again(*given)
    assert stale() == []


@pytest.mark.django_db
def test_what_another_worker_was_writing_is_taken_by_the_next(
    monkeypatch, published, django_capture_on_commit_callbacks
):
    changed, dependent = SystemFactory.create_batch(2)
    DependencyFactory(system=dependent, needs=changed)
    tasks.derive()
    mark_stale([changed.pk])
    real = deriving.write
    with monkeypatch.context() as busy, django_capture_on_commit_callbacks(execute=True):
        busy.setattr(deriving, "write", lambda results, *, as_of: (real(results, as_of=as_of)[0], {dependent.pk}))
        tasks.derive()
    assert stale() == [dependent.pk]
    assert ("derivation.derive", []) in published()
    tasks.derive()
    assert stale() == []

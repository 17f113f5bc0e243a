"""A worker that keeps what it read derives what one that reads everything for the first time does."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import pytest
from django.utils import timezone

from assessments.models import Assessment
from derivation.services import kept
from derivation.services.deriving import derive_waiting
from derivation.services.facts import read_facts
from derivation.services.writing import Result
from policies.services import in_force
from questionnaires.services import changes
from recovery import derivation as method
from recovery.durations import LADDER
from systems.models import Dependency, Exercise, Profile, Protection, System
from systems.services.staleness import mark_stale
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db
SIZE, CHANGES = 14, 25


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(kept, "_kept", {})


@pytest.mark.parametrize("seed", range(6))
def test_after_any_changes_everything_is_as_if_derived_anew(seed):
    chance = random.Random(seed)
    systems = company(chance)
    derived_as_if_anew()
    for _ in range(CHANGES):
        change = chance.choice(CHANGES_OF)
        mark_stale(change(chance.choice(systems), chance))
        derive_waiting()
        derived_as_if_anew(change.__name__)


def company(chance: random.Random) -> list[System]:
    owners = [PersonFactory() for _ in range(3)]
    systems = [SystemFactory(owner=chance.choice(owners)) for _ in range(SIZE)]
    for system in systems[:-2]:
        round_of(system, by=system.owner, rto=chance.choice(LADDER), rpo=chance.choice(LADDER))
    for _ in range(SIZE * 2):
        needing(chance.choice(systems), chance)
    mark_stale([system.pk for system in systems])
    derive_waiting()
    return systems


def derived_as_if_anew(after: str = "") -> None:
    """Each profile in use carries the fingerprint of what comes out when nothing is kept and everything is read."""
    known = read_facts(System.objects.values_list("pk", flat=True), today=timezone.localdate())
    given = known.systems.values()
    anew = method.derive(given, known.dependencies, in_force.current())
    fingerprints = {pk: Result(each, anew[each.key]).fingerprint for pk, each in known.systems.items()}
    in_use = Profile.objects.exclude(system__status=System.Status.RETIRED)
    assert dict(in_use.values_list("pk", "inputs_hash")) == fingerprints, after
    assert not Profile.objects.filter(stale_since__isnull=False).exists()


def answering(system: System, chance: random.Random) -> list[int]:
    sent = Assessment.objects.select_related("questionnaire").filter(system=system).first()
    if sent is not None:
        said = {name: chance.choice(LADDER) for name in ("rto", "rpo", "mtd", "wrt") if chance.random() < 0.6}
        sent.submitted = changes.apply(sent.questionnaire.document, sent.submitted or {}, said)
        sent.save()
    return [system.pk]


def needing(system: System, chance: random.Random) -> list[int]:
    other = chance.choice(System.objects.exclude(pk=system.pk).order_by("pk"))
    Dependency.objects.get_or_create(system=system, needs=other, kind=chance.choice(Dependency.Kind.values))
    return [system.pk, other.pk]


def needing_no_more(system: System, chance: random.Random) -> list[int]:
    gone = Dependency.objects.filter(system=system).first()
    if gone is None:
        return [system.pk]
    gone.delete()
    return [system.pk, gone.needs_id]


def protecting(system: System, chance: random.Random) -> list[int]:
    said = {
        "strategy": chance.choice(("", "backup_restore", "warm_standby")),
        "interval_seconds": chance.choice((None, 3_600)),
        "isolated": chance.choice((None, True, False)),
        "restore_mib_per_s": chance.choice((None, 50, "0.01")),
    }
    Protection.objects.update_or_create(system=system, defaults=said)
    return [system.pk]


def protecting_no_more(system: System, chance: random.Random) -> list[int]:
    Protection.objects.filter(system=system).delete()
    return [system.pk]


def exercising(system: System, chance: random.Random) -> list[int]:
    day = timezone.localdate() - dt.timedelta(days=chance.randrange(900))
    kind = chance.choice(Exercise.Kind.values)
    Exercise.objects.create(system=system, kind=kind, performed_on=day, rta_seconds=chance.choice((None, 600)))
    return [system.pk]


def editing(system: System, chance: random.Random) -> list[int]:
    fields = {
        "running_cost": chance.choice((None, 100, "9999999999.99")),
        "data_size_gib": chance.choice((None, 0, 4_000, "0.01")),
        "supplier_rto_seconds": chance.choice((None, 3_600)),
        "type": chance.choice(System.Type.values),
        "significantly_changed_at": chance.choice((None, timezone.now())),
    }
    System.objects.filter(pk=system.pk).update(**fields)
    return [system.pk]


def retiring(system: System, chance: random.Random) -> list[int]:
    System.objects.filter(pk=system.pk).update(status=chance.choice(("live", "retired")))
    return [system.pk, *system.needed_by.values_list("system_id", flat=True)]


def leaving(system: System, chance: random.Random) -> list[int]:
    owner = type(system.owner).objects.get(pk=system.owner_id)
    owner.is_active = not owner.is_active
    owner.save()
    return list(owner.owned_systems.values_list("pk", flat=True))


CHANGES_OF: tuple[Callable[[System, random.Random], list[int]], ...] = (
    answering, answering, needing, needing_no_more, protecting, protecting_no_more, exercising, editing, retiring,
    leaving,
)  # fmt: skip


def test_nothing_is_made_twice_of_what_was_read_twice():
    owner = PersonFactory()
    pks = [round_of(SystemFactory(owner=owner), by=owner, rto=60).system_id for _ in range(2)]
    first = read_facts(pks, today=timezone.localdate(), keep=True).systems
    answering(System.objects.get(pk=pks[0]), random.Random(1))
    second = read_facts(pks, today=timezone.localdate(), keep=True).systems
    assert second[pks[1]] is first[pks[1]]
    assert second[pks[0]] != first[pks[0]]
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert read_facts(pks, today=tomorrow, keep=True).systems[pks[1]] is not first[pks[1]]


def test_what_is_kept_has_an_end(monkeypatch):
    monkeypatch.setattr(kept, "MOST_KEPT", 2)
    pks = [SystemFactory().pk for _ in range(5)]
    read_facts(pks, today=timezone.localdate(), keep=True)
    assert 0 < len(kept._kept) <= 2

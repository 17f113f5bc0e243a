"""A company of any size in the database: answered questionnaires, protection, exercises, a dense web of dependencies.

Four systems in five belong to departments of fifty that need each other downwards, and each of them one of the shared
platforms that the rest of the company stands on. Apart from them one system, `hub`, with a thousand dependents that
lean on nothing but it and each other: what one change can do without touching the whole company.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

DEPARTMENT = 50
DEPENDENTS = 1_000
PLATFORMS = 0.002
BATCH = 2_000


def fill(size: int, *, dependents: int = DEPENDENTS) -> int:
    """Create the systems with everything the method reads. Returns the number of dependencies."""
    from systems.models import Exercise, Profile, Protection, System

    chance = random.Random(1)
    owners = _owners(max(size // 4, 1))
    names = [f"system-{n}" for n in range(size - dependents - 1)] + ["hub"] + [f"leans-{n}" for n in range(dependents)]
    systems = System.objects.bulk_create(
        (_system(name, n, owners[n % len(owners)], chance) for n, name in enumerate(names)), batch_size=BATCH
    )
    Profile.objects.bulk_create((Profile(system=system, stale_since=None) for system in systems), batch_size=BATCH)
    _rounds(systems, chance)
    Protection.objects.bulk_create((_protection(system, chance) for system in systems[::2]), batch_size=BATCH)
    Exercise.objects.bulk_create((_exercise(system, chance) for system in systems[::3]), batch_size=BATCH)
    return _dependencies(systems, dependents, chance)


def _owners(count: int) -> list[Any]:
    from accounts.models import User

    people = (User(email=f"owner{n}@example.org", name=f"Owner {n}") for n in range(count))
    return User.objects.bulk_create(people, batch_size=BATCH)


def _system(name: str, n: int, owner: Any, chance: random.Random) -> Any:
    from systems.models import System

    return System(
        key=name,
        name=name.replace("-", " ").capitalize(),
        owner=owner,
        purpose="Takes orders and hands them on, all day long.",
        data_size_gib=chance.choice((None, 10, 500, 4000)),
        running_cost=chance.choice((None, 12_000, 80_000, 400_000)),
        recovery_budget=chance.choice((None, None, 20_000)),
    )


def _rounds(systems: list[Any], chance: random.Random) -> None:
    """Nine in ten are answered, each in one of some two hundred ways."""
    from django.utils import timezone

    from assessments.models import Assessment
    from questionnaires.services import loading
    from systems.models import Profile

    form, now = loading.current(), timezone.now()
    ways = [_answers(form.document, chance) for _ in range(200)]
    asked = [system for n, system in enumerate(systems) if n % 10]
    rounds = (
        Assessment(
            system=system, questionnaire=form, respondent_id=system.owner_id, state="submitted",
            answers={}, submitted=chance.choice(ways), submitted_at=now, saved_at=now, version=1,
        )
        for system in asked
    )  # fmt: skip
    Assessment.objects.bulk_create(rounds, batch_size=BATCH)
    Profile.objects.update(answer_state=Profile.AnswerState.IN_REVIEW)


def _answers(document: Any, chance: random.Random) -> dict[str, Any]:
    from questionnaires.services import changes
    from recovery.durations import DAY, HOUR, LADDER, MINUTE

    facts = {
        "rto": chance.choice(LADDER[2:12]),
        "rpo": chance.choice(LADDER[:12]),
        "mtd": chance.choice(LADDER[4:14]),
        "wrt": chance.choice((0, HOUR, 4 * HOUR)),
        "loss_per_hour": chance.choice((100, 2_000, 50_000)),
        "rebuild_window": chance.choice((0, HOUR, DAY)),
        "entries_per_hour": chance.choice((5, 100, 2_000)),
        "minutes_per_entry": chance.choice((1, 5)),
        "people_reentering": chance.choice((1, 4)),
        "expendable_entries": chance.choice((0, 10)),
        "discovery_time": chance.choice((DAY, 30 * DAY)),
        "unattended": chance.choice((0, 12 * HOUR)),
        "workaround_lasts": chance.choice((30 * MINUTE, 8 * HOUR)),
    }
    return changes.apply(document, {}, {name: facts[name] for name in facts if chance.random() < 0.85})


def _protection(system: Any, chance: random.Random) -> Any:
    from systems.models import Protection

    return Protection(
        system=system,
        strategy=chance.choice(("", "backup_restore", "pilot_light", "warm_standby")),
        live_copy=chance.choice(("", "none", "asynchronous")),
        history=chance.choice(("", "snapshot", "continuous")),
        interval_seconds=chance.choice((3600, 14_400, 86_400)),
        retention_seconds=chance.choice((None, 7 * 86_400, 40 * 86_400)),
        restore_mib_per_s=chance.choice((None, 50, 200)),
        history_site=chance.choice(("", "other_region", "same")),
    )


def _exercise(system: Any, chance: random.Random) -> Any:
    import datetime as dt

    from systems.models import Exercise

    day = dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(300))
    return Exercise(system=system, performed_on=day, rta_seconds=chance.choice((600, 7_200)), rpa_seconds=600)


def _dependencies(systems: list[Any], dependents: int, chance: random.Random) -> int:
    from systems.models import Dependency

    pairs = set(_pairs(len(systems), dependents, chance))
    rows = [
        Dependency(system=systems[one], needs=systems[other], kind=chance.choices(KINDS, (90, 5, 5))[0])
        for one, other in sorted(pairs)
    ]
    hub, leaning = systems[-dependents - 1], systems[-dependents:]
    rows += [Dependency(system=system, needs=hub, kind="hard") for system in leaning]
    Dependency.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


KINDS = ("hard", "soft", "shares_transactions")


def _pairs(count: int, dependents: int, chance: random.Random) -> Iterator[tuple[int, int]]:
    company = count - dependents - 1
    platforms = max(int(company * PLATFORMS), 1)
    for n in range(platforms, company):
        first = max(platforms, n - n % DEPARTMENT)
        yield n, chance.randrange(platforms)
        for _ in range(3):
            other = chance.randrange(first, n + 1)
            if other != n:
                yield n, other
    for n in range(company + 2, count):
        first = max(company + 1, n - n % DEPARTMENT)
        if first < n:
            yield n, chance.randrange(first, n)

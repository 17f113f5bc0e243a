"""Numbers that are kept are those that a process shows which has kept nothing, whoever wrote and however."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import User
from systems.models import BusinessUnit, Profile, System
from systems.queries import kept
from systems.services import stamps
from systems.services.upserts import upsert
from systems.tasks import refresh_statistics
from tests.factories import BusinessUnitFactory, PersonFactory, SystemFactory

pytestmark = pytest.mark.django_db
FIRST, LAST = "/systems/", "/systems/?sort=-name&page=2"
BY_TIME, BY_OWNER, BY_UNIT = "/systems/?sort=rto", "/systems/?sort=owner", "/systems/?sort=unit"
PORTFOLIO = "/portfolio/"


def by_hand(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def several(n: int) -> list[System]:
    return System.objects.bulk_create(System(key=f"bulk-{n}-{m}", name=f"Bulk {n} {m}") for m in range(3))


def derived_anew() -> None:
    """As `derivation` writes: new profiles and others in one statement."""
    profile = Profile.objects.get(system__key="s6")
    profile.rto_seconds = 120
    upsert([profile], unique=["system"], update=["rto_seconds"])


# What is written, and a page that must show it.
WRITES = {
    "a save": (lambda: SystemFactory(name="Aaa"), FIRST),
    "a change of all": (lambda: Profile.objects.update(answer_state="approved"), FIRST),
    "a derivation": (derived_anew, BY_TIME),
    "what blocks": (lambda: Profile.objects.filter(system__key="s4").update(blocks=2), PORTFOLIO),
    "many at once": (lambda: several(1), LAST),
    "a profile": (lambda: Profile.objects.bulk_create(Profile(system=each) for each in several(2)), PORTFOLIO),
    "a hand in the database": (lambda: by_hand("UPDATE systems_system SET status = 'retired' WHERE key = 's1'"), FIRST),
    "an owner who leaves": (lambda: User.objects.filter(email__startswith="boss").update(is_active=False), FIRST),
    "an owner's other address": (lambda: User.objects.filter(name="Zoe").update(email="a@example.org"), BY_OWNER),
    "another name of a unit": (lambda: BusinessUnit.objects.filter(name="Middle").update(name="Zzz"), BY_UNIT),
    "a new strategy": (lambda: Profile.objects.filter(system__key="s2").update(strategy="of_old"), FIRST),
    "a deletion": (lambda: System.objects.filter(key="s5").delete(), PORTFOLIO),
}


@pytest.fixture
def company(derived):
    boss, zoe = PersonFactory(email="boss@example.org"), PersonFactory(name="Zoe", email="zoe@example.org")
    middle, north = BusinessUnitFactory(name="Middle"), BusinessUnitFactory(name="North")
    for n in range(60):
        system = SystemFactory(key=f"s{n}", owner=zoe if n % 7 else boss, business_unit=north if n % 5 else middle)
        Profile.objects.filter(system=system).update(**{**derived, "rto_seconds": 3600 * (n + 1)})
    Profile.objects.filter(system__key="s9").update(answer_state="asked")


def shown(client, address: str) -> str:
    page = client.get(address).content.decode()
    page = re.sub(r'nonce="[^"]+"|"X-CSRFToken": "[^"]+"', "", page)
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]+"', "", page)


def forget() -> None:
    kept._newest[0] = kept._Kept()


@pytest.mark.parametrize("how", WRITES)
def test_a_change_is_seen_at_once(sign_in, architect, company, how):
    write, address = WRITES[how]
    client = sign_in(architect)
    before = shown(client, address)
    assert shown(client, address) == before
    write()
    after = shown(client, address)
    assert after != before
    forget()
    assert shown(client, address) == after


def test_what_was_undone_is_not_kept(sign_in, architect, company):
    client = sign_in(architect)
    before = shown(client, FIRST)
    with transaction.atomic():
        SystemFactory(name="Aaa")
        assert shown(client, FIRST) != before
        transaction.set_rollback(True)
    assert shown(client, FIRST) == before


def test_who_may_not_know_of_all_gets_numbers_of_their_own(sign_in, architect, owner, company):
    mine = SystemFactory(owner=owner)
    assert 'data-listed="61"' in shown(sign_in(architect), FIRST)
    assert 'data-listed="1"' in (page := shown(sign_in(owner), BY_TIME))
    assert mine.name in page


def test_it_is_counted_once(sign_in, architect, company, django_assert_max_num_queries):
    client = sign_in(architect)
    for address, most in ((FIRST, 8), (BY_TIME, 8), (PORTFOLIO, 7)):
        client.get(address)
        with django_assert_max_num_queries(most):
            client.get(address)


def test_a_migration_that_makes_a_table_anew_loses_no_stamp(sign_in, architect, company):
    """On SQLite such a table comes without its triggers."""
    client = sign_in(architect)
    if connection.vendor == "sqlite":
        for table in stamps.WRITTEN:
            for event in ("insert", "update", "delete"):
                by_hand(f"DROP TRIGGER {table}_{event}_stamp")
    else:
        for statement in stamps.dropped():
            by_hand(statement)
    before = shown(client, FIRST)
    SystemFactory(name="Aaa")
    call_command("migrate", verbosity=0)
    assert shown(client, FIRST) != before
    before = shown(client, FIRST)
    SystemFactory(name="Aab")
    assert shown(client, FIRST) != before


def test_without_stamps_nothing_is_kept(sign_in, architect, company):
    client = sign_in(architect)
    by_hand("DELETE FROM systems_stamp")
    before = shown(client, FIRST)
    SystemFactory(name="Aaa")
    by_hand("DELETE FROM systems_stamp")
    assert shown(client, FIRST) != before


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer, and one row")
def test_rows_of_connections_that_ended_go_and_no_stamp_comes_back():
    before = kept._stamp()
    by_hand("INSERT INTO systems_stamp VALUES (-1, 17)")
    refresh_statistics()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM systems_stamp WHERE writer = -1")
        assert cursor.fetchone() == (0,)
    assert kept._stamp() not in (None, before)

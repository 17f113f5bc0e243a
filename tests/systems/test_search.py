"""The search finds what a plain comparison of each field finds, and needs no index for it."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Q
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from systems.models import System
from systems.queries.filters import SystemFilter
from systems.services import search_index
from tests.factories import PersonFactory, SystemFactory
from tests.systems.test_list import names

pytestmark = pytest.mark.django_db
FIELDS = ("name", "key", "purpose", "tags", "supplier", "owner__name", "owner__email")
SIGNS = "aAbBéÉßİıſöÖñ%_\\'\"*-();:^ .0　\u0301漢я\t"
TEXTS = st.text(st.one_of(st.sampled_from(SIGNS), st.characters(exclude_characters="\0", codec="utf-8")), max_size=12)
ROWS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=6)
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has this index")


def plain(user, typed: str) -> set[int]:
    """What was meant by “found” before anything was kept for the search."""
    systems = System.objects.for_user(user).in_use()
    for word in typed.split()[:8]:
        found = Q()
        for field in FIELDS:
            found |= Q(**{f"{field}__icontains": word})
        systems = systems.filter(found)
    return set(systems.values_list("pk", flat=True))


def found(user, typed: str) -> set[int]:
    return set(SystemFilter({"q": typed}, user=user).qs.values_list("pk", flat=True))


@examples(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])  # it only looks
@given(rows=ROWS, typed=TEXTS, data=st.data())
def test_it_finds_what_a_plain_search_finds(architect, rows, typed, data):
    for_parts = [text for row in rows for text in row if text.strip()] or [typed]
    whole = data.draw(st.sampled_from(for_parts))
    start = data.draw(st.integers(0, max(len(whole) - 1, 0)))
    part = whole[start : data.draw(st.integers(start, len(whole)))]
    with transaction.atomic():
        for name, purpose, tags, supplier, person in rows:
            owner = PersonFactory(name=person[:10])
            SystemFactory(name=name, purpose=purpose, tags=tags, supplier=supplier, owner=owner)
        for query in (typed, whole, part, part.swapcase(), f"{part} {typed}", f"{part} example.org"):
            assert found(architect, query) == plain(architect, query), query
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "typed", ["%", "_", "\\", "'", '"', "a%", "50%_x", "*", "NEAR(", "a OR b", "é", "É", "--", "E'"]
)
def test_signs_mean_themselves(sign_in, architect, typed):
    SystemFactory(name=f"With {typed} in it")
    SystemFactory(name="Other")
    assert len(names(sign_in(architect).get("/systems/", {"q": typed}))) == len(plain(architect, typed)) >= 1


def test_one_word_does_not_reach_over_two_fields(sign_in, architect):
    SystemFactory(key="end", name="Begin", purpose="ing")
    assert names(sign_in(architect).get("/systems/?q=begin end")) == ["Begin"]
    assert names(sign_in(architect).get("/systems/?q=beginend")) == []


def test_what_changes_is_found_at_once_however_it_is_written(sign_in, architect):
    owner = PersonFactory(name="Ada")
    system = SystemFactory(name="Till", owner=owner)
    System.objects.filter(pk=system.pk).update(tags="cashless")
    type(owner).objects.filter(pk=owner.pk).update(name="Grace")
    client = sign_in(architect)
    assert names(client.get("/systems/?q=cashless")) == names(client.get("/systems/?q=grace")) == ["Till"]
    assert names(client.get("/systems/?q=ada")) == []


def test_a_word_that_leads_to_many_people(sign_in, architect, monkeypatch):
    monkeypatch.setattr("systems.queries.words.MOST_NAMED", 2)
    for n in range(3):
        SystemFactory(name=f"Of {n}", owner=PersonFactory(name=f"Lovelace {n}"))
    SystemFactory(name="Of nobody")
    assert names(sign_in(architect).get("/systems/?q=lovelace")) == ["Of 0", "Of 1", "Of 2"]


def test_the_command_says_what_there_is(capsys):
    call_command("search_index")
    said = search_index.MADE if connection.vendor == "postgresql" else search_index.NOT_NEEDED
    assert capsys.readouterr().out.strip() == said


@on_postgresql
def test_the_index_serves_the_search(architect):
    call_command("search_index")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = SystemFilter({"q": "shop"}, user=architect).qs.order_by().explain()
    assert f"Bitmap Index Scan on {search_index.NAME}" in plan


@on_postgresql
def test_a_role_that_may_not_have_it_is_told_and_finds_the_same(sign_in, architect, capsys):
    SystemFactory(name="Web shop")
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
        cursor.execute("CREATE ROLE without_rights")
        cursor.execute("SET LOCAL ROLE without_rights")
        said = search_index.make(connection)
        cursor.execute("RESET ROLE")
    assert 'permission denied to create extension "pg_trgm"' in said
    assert "CREATE EXTENSION pg_trgm, and then run manage.py search_index" in said
    assert names(sign_in(architect).get("/systems/?q=shop")) == ["Web shop"]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to be made takes no index
    call_command("search_index")
    assert search_index.MADE in capsys.readouterr().out

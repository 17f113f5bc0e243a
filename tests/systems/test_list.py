"""The list of systems: search, filter, sort, page; who sees what; what it costs."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from systems.models import System
from systems.tasks import refresh_statistics
from tests.factories import BusinessUnitFactory, ProtectionFactory, SystemFactory
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db


def names(response) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', response.content.decode())


def test_anonymous_people_are_sent_to_the_sign_in(client):
    response = client.get("/systems/")
    assert response.status_code == 302
    assert response.url.startswith("/sign-in/?next=")


def test_architects_and_managers_see_all_owners_their_own(sign_in, architect, manager, owner, stranger):
    SystemFactory(name="Mine", owner=owner)
    SystemFactory(name="Looked after", technical_contact=owner)
    SystemFactory(name="Other")
    assert names(sign_in(architect).get("/systems/")) == ["Looked after", "Mine", "Other"]
    assert names(sign_in(manager).get("/systems/")) == ["Looked after", "Mine", "Other"]
    assert names(sign_in(owner).get("/systems/")) == ["Looked after", "Mine"]
    assert names(sign_in(stranger).get("/systems/")) == []


def test_buttons_stand_only_before_those_who_may(sign_in, architect, manager, owner):
    SystemFactory(owner=owner)
    assert "New system" in text(sign_in(architect).get("/systems/"))
    for person in (manager, owner):
        page = text(sign_in(person).get("/systems/"))
        assert "New system" not in page
        assert "/systems/import/" not in page


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_only_reading(sign_in, architect, method):
    assert getattr(sign_in(architect), method)("/systems/").status_code == 405


def test_the_count_line_counts_what_is_in_use(sign_in, architect, owner, derived):
    SystemFactory(owner=owner, profile=derived)
    SystemFactory(owner=owner, profile={**derived, "blocks": 2})
    SystemFactory(profile={"warns": 1})
    SystemFactory(status="retired", profile={**derived, "blocks": 1})
    page = text(sign_in(architect).get("/systems/"))
    for part in ("3 systems", "2 answered", "2 with contradictions", "1 without an owner"):
        assert f">{part}<" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=pay", ["Payments"]),
        ("q=PAY+core", ["Payments"]),
        ("q=ledger-key", ["Ledger"]),
        ("q=books", ["Ledger"]),
        ("q=payments.owner", ["Payments"]),
        ("q=nowhere", []),
        ("unit=none", ["Ledger"]),
        ("owner=payments.owner", ["Payments"]),
        ("status=retired", ["Old"]),
        ("status=all", ["Ledger", "Old", "Payments"]),
        ("strategy=warm_standby", ["Payments"]),
        ("strategy=none", ["Ledger"]),
        ("tier=3", ["Payments"]),
        ("findings=any", ["Payments"]),
        ("findings=blocks", []),
        ("findings=none", ["Ledger"]),
        ("missing=objectives", ["Ledger"]),
        ("missing=owner", ["Ledger"]),
        ("missing=protection", ["Ledger"]),
        ("state=answered", ["Payments"]),
        ("state=not_asked", ["Ledger"]),
        ("state=answered&tier=3&q=pay", ["Payments"]),
    ],
)
def test_filters(sign_in, architect, owner, derived, query, found):
    unit = BusinessUnitFactory(name="Money")
    payments = SystemFactory(
        name="Payments", owner=owner, business_unit=unit, tags="core, shop", profile={**derived, "warns": 1}
    )
    ProtectionFactory(system=payments)
    SystemFactory(name="Ledger", key="ledger-key", purpose="Keeps the books")
    SystemFactory(name="Old", status="retired", business_unit=unit, owner=owner)
    assert names(sign_in(architect).get(f"/systems/?{query}")) == found


def test_a_filter_by_unit_is_offered_and_works(sign_in, architect):
    unit = BusinessUnitFactory(name="Money & more")
    SystemFactory(name="Payments", business_unit=unit)
    SystemFactory(name="Ledger")
    client = sign_in(architect)
    assert f'<option value="{unit.pk}">Money &amp; more</option>' in client.get("/systems/").content.decode()
    assert names(client.get(f"/systems/?unit={unit.pk}")) == ["Payments"]


def test_owners_are_offered_only_the_units_of_their_systems(sign_in, owner):
    SystemFactory(owner=owner, business_unit=BusinessUnitFactory(name="Known"))
    SystemFactory(business_unit=BusinessUnitFactory(name="Secret"))
    page = text(sign_in(owner).get("/systems/"))
    assert "Known" in page
    assert "Secret" not in page


@pytest.mark.parametrize(
    "query",
    ["unit=99999", "unit=x", "strategy=%00", "tier=nine", "q=%00", "q=" + "x" * 101, "status=x", "sort=x&page=-3"],
)
def test_nonsense_is_named_and_the_list_still_comes(sign_in, architect, query):
    SystemFactory(name="Payments")
    response = sign_in(architect).get(f"/systems/?{query}")
    assert response.status_code == 200
    assert names(response) == ["Payments"]
    if not query.startswith("sort"):
        assert 'class="notice warns"' in text(response)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["alpha", "Beta", "Gamma"]),
        ("-name", ["Gamma", "Beta", "alpha"]),
        ("rto", ["Gamma", "alpha", "Beta"]),
        ("-rto", ["alpha", "Gamma", "Beta"]),
        ("rpo", ["alpha", "Gamma", "Beta"]),
        ("strategy", ["Gamma", "alpha", "Beta"]),
        ("tier", ["Gamma", "alpha", "Beta"]),
        ("-findings", ["alpha", "Beta", "Gamma"]),
        ("unit", ["alpha", "Gamma", "Beta"]),
        ("owner", ["Beta", "alpha", "Gamma"]),
        ("state", ["Beta", "Gamma", "alpha"]),
    ],
)
def test_every_column_sorts_and_what_is_unknown_comes_last(sign_in, architect, owner, derived, sort, order):
    SystemFactory(name="Beta", owner=owner)
    SystemFactory(name="alpha", business_unit=BusinessUnitFactory(name="a"), profile={**derived, "blocks": 1})
    gamma = {**derived, "rto_seconds": 60, "rpo_seconds": 300, "strategy": "pilot_light", "cost_tier": 2}
    SystemFactory(name="Gamma", business_unit=BusinessUnitFactory(name="B"), profile={**gamma, "answer_state": "asked"})
    assert names(sign_in(architect).get(f"/systems/?sort={sort}")) == order


def test_of_two_with_as_many_that_block_the_one_with_more_warnings_is_worse(sign_in, architect, derived):
    SystemFactory(name="Worth knowing", profile={**derived, "warns": 1, "informs": 9})
    SystemFactory(name="Worth a look", profile={**derived, "warns": 2})
    SystemFactory(name="Blocked", profile={**derived, "blocks": 1})
    assert names(sign_in(architect).get("/systems/?sort=-findings")) == ["Blocked", "Worth a look", "Worth knowing"]


@pytest.mark.parametrize("objective", ["rto", "rpo"])
@pytest.mark.parametrize("state", ["unset", "unknown"])
def test_an_objective_is_missing_whichever_it_is_and_also_when_nobody_knows_it(
    sign_in, architect, derived, objective, state
):
    open_ = {f"{objective}_state": state, f"{objective}_seconds": None}
    SystemFactory(name="Open", profile={**derived, **open_})
    SystemFactory(name="Answered", profile=derived)
    assert names(sign_in(architect).get("/systems/?missing=objectives")) == ["Open"]


def test_filters_survive_paging_and_sorting(sign_in, architect):
    for _ in range(51):
        SystemFactory(purpose="found")
    page = sign_in(architect).get("/systems/?q=found&sort=-name").content.decode()
    assert "q=found&amp;sort=-name&amp;page=2" in page
    assert re.search(r'href="\?q=found&amp;sort=rto"', page)
    second = sign_in(architect).get("/systems/?q=found&sort=-name&page=2")
    assert len(names(second)) == 1
    assert len(names(sign_in(architect).get("/systems/?page=99"))) == 1


def test_every_filter_in_use_can_be_taken_away(sign_in, architect, derived):
    SystemFactory(name="Payments", profile=derived)
    page = sign_in(architect).get("/systems/?q=pay&tier=3&sort=rto&page=1").content.decode()
    assert 'href="?tier=3&amp;sort=rto"' in page
    assert 'href="?q=pay&amp;sort=rto"' in page
    assert "Cost: $$$" in page


def test_the_download_takes_the_same_systems(sign_in, architect):
    SystemFactory(name="Payments")
    page = sign_in(architect).get("/systems/?q=pay&sort=rto").content.decode()
    assert "/systems/export.csv?q=pay&amp;sort=rto" in page


def test_htmx_gets_the_results_alone(sign_in, architect):
    SystemFactory(name="Payments")
    headers = {"HX-Request": "true", "HX-Target": "results"}
    response = sign_in(architect).get("/systems/?q=pay&unit=&page=", headers=headers)
    assert "<html" not in response.content.decode()
    assert names(response) == ["Payments"]
    assert response.headers["HX-Push-Url"] == "/systems/?q=pay"


def test_an_empty_catalogue_says_what_to_do(sign_in, architect, owner):
    assert "Import a list" in text(sign_in(architect).get("/systems/"))
    assert "As soon as an architect names you" in text(sign_in(owner).get("/systems/"))
    SystemFactory()
    assert "No system matches" in text(sign_in(architect).get("/systems/?q=nothing"))


def test_durations_are_said_in_words(sign_in, architect, derived):
    SystemFactory(profile=derived)
    page = text(sign_in(architect).get("/systems/"))
    assert ">4 hours<" in page
    assert ">nothing<" in page
    assert "14400" not in page


def test_what_people_typed_is_only_text(sign_in, architect):
    SystemFactory(name="<script>alert(1)</script>", business_unit=BusinessUnitFactory(name="<b>unit</b>"))
    page = sign_in(architect).get("/systems/?q=%3Cscript%3E").content.decode()
    assert "<script>alert" not in page
    assert "<b>unit</b>" not in page


QUERIES = 8


@pytest.mark.parametrize("rows", [1, 3, 60])
@pytest.mark.parametrize(("query", "counting"), [("", 3), ("?sort=rto", 4), ("?sort=-owner", 4)])
def test_the_number_of_queries_does_not_depend_on_the_rows(
    sign_in, architect, owner, rows, query, counting, django_assert_num_queries
):
    """After a change there are as many more as it takes to count and sort anew."""
    unit = BusinessUnitFactory()
    for _ in range(rows):
        SystemFactory(owner=owner, business_unit=unit)
    client = sign_in(architect)
    for number in (QUERIES + counting, QUERIES):
        with django_assert_num_queries(number):
            client.get(f"/systems/{query}")


def test_a_system_without_a_profile_is_still_in_the_list(sign_in, architect):
    System.objects.create(key="bare", name="Bare")
    assert names(sign_in(architect).get("/systems/?q=bare")) == ["Bare"]


def test_the_embedded_database_learns_how_its_tables_are_filled(architect):
    SystemFactory.create_batch(3)
    refresh_statistics()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'systems_system'")
            assert cursor.fetchone()[0] > 0


def test_the_database_server_does_not_compile_short_statements(db):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW jit")
            assert cursor.fetchone() == ("off",)

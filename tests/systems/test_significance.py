"""Which changes make an exercise of before say less: those of the system, not those of the record of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import product

import pytest
from django.utils import timezone

from derivation.services.facts import read_facts
from systems.models import Dependency, Protection, System
from systems.services.significance import SIGNIFICANT, is_significant
from tests.factories import DependencyFactory, ExerciseFactory, ProtectionFactory, SystemFactory
from tests.systems.imports.test_importing import bring_in

pytestmark = pytest.mark.django_db

KNOWN = {
    "name": "Web shop", "purpose": "", "data_kinds": "", "unit": "", "owner": "", "technical_contact": "",
    "status": "live", "tags": "", "hosting": "cloud", "data_size_gib": "100", "running_cost": "", "recovery_budget": "",
    "supplier": "Acme", "supplier_rto_seconds": "4 hours", "supplier_rpo_seconds": "", "version": "1",
    "add_people": "on",
}  # fmt: skip
PROTECTED = {"history": "snapshot", "history_site": "other_site", "isolated": "False", "interval_seconds": "24 h"}


@pytest.fixture
def web_shop():
    """Exercised long before the catalogue knew it."""
    system = SystemFactory(
        key="web-shop", name="Web shop", hosting="cloud", data_size_gib=100, supplier="Acme", supplier_rto_seconds=14400
    )
    ExerciseFactory(system=system, performed_on=timezone.localdate() - dt.timedelta(days=200), rta_seconds=60)
    return system


def changed_since(system: System) -> bool:
    return read_facts([system.pk], today=timezone.localdate()).systems[system.pk].exercise("failover").changed_since


def test_an_exercise_from_before_the_catalogue_counts(web_shop):
    assert changed_since(web_shop) is False


@pytest.mark.parametrize(
    ("change", "significant"),
    [
        ({"name": "Web shops"}, False),
        ({"owner": "new.owner@example.org"}, False),
        ({"technical_contact": "new.contact@example.org"}, False),
        ({"unit": "Sales", "tags": "core", "purpose": "Sells", "data_kinds": "Orders"}, False),
        ({"running_cost": "1000", "recovery_budget": "10"}, False),
        ({"supplier_rto_seconds": "2 hours"}, False),
        ({"data_size_gib": "130"}, False),
        ({"data_size_gib": "200"}, True),
        ({"data_size_gib": "50"}, True),
        ({"data_size_gib": ""}, False),
        ({"hosting": "own"}, True),
        ({"hosting": ""}, False),
        ({"supplier": "Other"}, True),
        ({"name": "Web shops", "hosting": "own"}, True),
        ({"status": "planned"}, False),
    ],
)
def test_an_edit_counts_when_the_system_changes(sign_in, architect, web_shop, change, significant):
    assert sign_in(architect).post("/systems/web-shop/edit/", {**KNOWN, **change}).status_code == 302
    assert System.objects.get().version == 2
    assert changed_since(web_shop) is significant


def test_what_is_said_for_the_first_time_is_no_change(sign_in, architect, web_shop):
    System.objects.update(hosting="", supplier="", data_size_gib=None)
    sign_in(architect).post("/systems/web-shop/edit/", KNOWN)
    assert System.objects.get().hosting == "cloud"
    assert changed_since(web_shop) is False


def test_going_live_is_a_change(sign_in, architect, web_shop):
    System.objects.update(status="planned")
    sign_in(architect).post("/systems/web-shop/edit/", KNOWN)
    assert changed_since(web_shop) is True


def test_retiring_is_none_and_coming_back_is_one(sign_in, architect, web_shop):
    client = sign_in(architect)
    client.post("/systems/web-shop/retire/", {"do": "retire"})
    assert System.objects.get().significantly_changed_at is None
    client.post("/systems/web-shop/retire/", {"do": "bring_back"})
    assert changed_since(web_shop) is True


def test_the_first_protection_is_no_change_and_another_one_is(sign_in, architect, web_shop):
    client = sign_in(architect)
    for version, values, expected in (
        ("1", PROTECTED, False),
        ("2", {**PROTECTED, "retention_seconds": "35 days", "note": "As told by operations"}, False),
        ("3", {**PROTECTED, "restore_mib_per_s": "100"}, False),
        ("4", {**PROTECTED, "restore_mib_per_s": "90"}, False),
        ("5", {**PROTECTED, "history_site": "other_region"}, True),
    ):
        assert client.post("/systems/web-shop/protection/", {**values, "version": version}).status_code == 302
        assert changed_since(web_shop) is expected


@pytest.mark.parametrize("field", ["isolated", "immutable"])
def test_no_longer_out_of_reach_is_a_change(sign_in, architect, web_shop, field):
    ProtectionFactory(system=web_shop, **{field: True})
    sign_in(architect).post("/systems/web-shop/protection/", {field: "False", "version": "1"})
    assert getattr(Protection.objects.get(), field) is False
    assert changed_since(web_shop) is True


@pytest.mark.parametrize("kind", Dependency.Kind.values)
def test_another_dependency_is_a_change_of_what_needs_it(sign_in, architect, web_shop, kind):
    ledger = SystemFactory(key="ledger")
    sign_in(architect).post("/systems/web-shop/dependencies/", {"needs": "ledger", "kind": kind, "note": ""})
    assert changed_since(web_shop) is True
    ledger.refresh_from_db()
    assert ledger.significantly_changed_at is None


def test_a_dependency_less_is_a_change(sign_in, architect, web_shop):
    dependency = DependencyFactory(system=web_shop)
    sign_in(architect).post("/systems/web-shop/dependencies/", {"remove": dependency.pk})
    assert changed_since(web_shop) is True


@pytest.mark.parametrize(
    ("table", "significant"),
    [
        ("key,name\nweb-shop,Web shops\n", False),
        ("key,name,owner\nweb-shop,Web shop,nobody@example.org\n", False),
        ("key,name,hosting\nweb-shop,Web shop,SaaS\n", True),
        ("key,name,data size\nweb-shop,Web shop,101\n", False),
        ("key,name,needs\nweb-shop,Web shop,ledger\n", True),
        ("key,name,needs\nnewcomer,Newcomer,ledger\n", False),
    ],
)
def test_an_import_counts_like_an_edit(sign_in, architect, web_shop, table, significant):
    SystemFactory(key="ledger", name="Ledger")
    bring_in(sign_in(architect), table)
    assert changed_since(web_shop) is significant
    assert not System.objects.exclude(pk=web_shop.pk).exclude(significantly_changed_at=None).exists()


def test_what_happened_before_the_exercise_is_no_change_since(web_shop):
    day = timezone.now() - dt.timedelta(days=201)
    System.objects.update(significantly_changed_at=day)
    web_shop.refresh_from_db()
    assert changed_since(web_shop) is False


def test_talking_it_through_is_no_exercise_of_the_recovery(web_shop):
    ExerciseFactory(system=web_shop, kind="table_top", performed_on=timezone.localdate(), note="gaps")
    exercise = read_facts([web_shop.pk], today=timezone.localdate()).systems[web_shop.pk].exercise("failover")
    assert exercise.age == 200 * 86400


@pytest.mark.parametrize(("model", "nothing"), list(product(SIGNIFICANT, (None, ""))))
def test_from_or_to_nothing_is_never_a_change_but_for_going_live(model, nothing):
    for name in SIGNIFICANT[model].keys() - {"status"}:
        assert not is_significant({name: (nothing, Decimal(5))}, model)
        assert not is_significant({name: (Decimal(5), nothing)}, model)

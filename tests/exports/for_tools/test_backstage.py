"""Descriptors for Backstage: within what it takes, the same systems when they come in again, with a page each."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from exports.reports.records import records
from exports.writers import backstage
from systems.models import BusinessUnit, Dependency, System
from tests.factories import BusinessUnitFactory, DependencyFactory, PersonFactory, SystemFactory
from tests.systems.imports.test_round_trip import FIELDS, apply, choose, random_company

pytestmark = pytest.mark.django_db
LIST = "/systems/export.backstage"
MONEY = ("running_cost", "recovery_budget")
NAME = re.compile(r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*")
ANNOTATION = re.compile(r"drportal\.io/[a-z0-9]+(-[a-z0-9]+)*|backstage\.io/techdocs-ref")


def entities(content: bytes) -> dict[str, dict[str, Any]]:
    found = list(yaml.safe_load_all(content))
    assert len({(each["kind"], each["metadata"]["name"]) for each in found}) == len(found)
    return {each["metadata"]["name"]: each for each in found}


def told() -> tuple[list[dict[str, Any]], list[tuple[Any, ...]]]:
    """The catalogue as far as the file holds it; the order of tags is nothing that anybody says."""
    fields = [name for name in FIELDS if name not in MONEY]
    systems = [dict(row) for row in System.objects.order_by("key").values(*fields)]
    for each in systems:
        each["tags"] = sorted(tag.strip() for tag in each["tags"].split(","))
    edges = Dependency.objects.order_by("system__key", "needs__key", "kind")
    return systems, list(edges.values_list("system__key", "needs__key", "kind"))


def differing(before: tuple[list[Any], list[Any]]) -> list[Any]:
    """What the catalogue says otherwise now, as it was and as it is."""
    after = told()
    fields = [
        (one["key"], name, one[name], other[name])
        for one, other in zip(before[0], after[0], strict=True)
        for name in one
        if one[name] != other[name]
    ]
    return [*fields, *sorted(set(before[1]) ^ set(after[1]))]


def bring(client, content: bytes) -> str:
    response = client.post("/systems/import/", {"file": SimpleUploadedFile("catalog-info.yaml", content)})
    assert response.status_code == 302, response.content.decode()
    return response.url


@pytest.fixture
def shop(owner) -> System:
    contact = PersonFactory(email="tess@corp.example", name="Tess Contact")
    found = SystemFactory(
        key="shop", name="Web shop: 2", purpose="Sells.\nAll day.", data_kinds="Orders; customers", owner=owner,
        business_unit=BusinessUnitFactory(name="Sales & Más"), technical_contact=contact, tags="core, Öffentlich, c++",
        hosting="cloud", site="Rome", supplier="Acme, Inc.", data_size_gib=Decimal("1536.50"),
        supplier_rto_seconds=5400, supplier_rpo_seconds=0,
    )  # fmt: skip
    ledger = SystemFactory(key="ledger", name="Ledger", type="data_store", owner=owner, status="planned")
    search = SystemFactory(key="search", name="Search", type="business_service")
    pipes = SystemFactory(key="pipes", name="Pipes", type="infrastructure", status="retired")
    DependencyFactory(system=found, needs=ledger, kind="hard")
    DependencyFactory(system=found, needs=pipes, kind="hard")
    DependencyFactory(system=found, needs=search, kind="soft")
    DependencyFactory(system=search, needs=found, kind="shares_transactions")
    return found


def test_it_is_what_backstage_takes(shop, architect, fetch):
    response, content = fetch(architect, f"{LIST}?status=all")
    assert response["Content-Disposition"].endswith('.yaml"')
    found = entities(content)
    assert {name: each["kind"] for name, each in found.items() if each["kind"] not in ("Group", "User")} == {
        "shop": "Component", "ledger": "Resource", "search": "System", "pipes": "Resource",
    }  # fmt: skip
    described = found["shop"]
    assert described["spec"]["dependsOn"] == ["resource:default/ledger", "resource:default/pipes"]
    assert described["metadata"]["tags"] == ["core", "c++"]
    assert described["metadata"]["annotations"]["drportal.io/tags"] == "Öffentlich"
    assert described["metadata"]["annotations"]["drportal.io/plan"] == "draft"
    assert described["metadata"]["links"][0]["url"] == "http://localhost:8000/systems/shop/"
    group = found[described["spec"]["owner"].partition("/")[2]]
    assert (group["kind"], group["spec"]["profile"]["displayName"]) == ("Group", "Sales & Más")
    assert found["search"]["spec"]["owner"] == "unknown"
    assert found["ledger"]["spec"]["owner"].startswith("user:default/payments-owner-example-org")
    within_limits(found)


def within_limits(found: dict[str, dict[str, Any]]) -> None:
    for name, each in found.items():
        assert NAME.fullmatch(name)
        assert len(name) <= 63
        metadata = each["metadata"]
        assert all(backstage.fits(tag) for tag in metadata.get("tags", ()))
        for key, value in metadata.get("annotations", {}).items():
            assert ANNOTATION.fullmatch(key)
            assert isinstance(value, str)


def test_objectives_stand_in_annotations(payments, manager, fetch):
    notes = entities(fetch(manager, LIST)[1])["payments"]["metadata"]["annotations"]
    assert notes["drportal.io/objective-rto"] == "5 min"
    assert notes["drportal.io/planned-strategy"] == payments.profile.strategy


def test_nobody_takes_what_they_may_not_see(shop, stranger, fetch):
    assert "shop" not in fetch(stranger, LIST)[1].decode()


def test_it_brings_everything_into_an_empty_portal(shop, architect, sign_in, fetch):
    before = told()
    content = fetch(architect, f"{LIST}?status=all")[1]
    System.objects.all().delete()
    BusinessUnit.objects.all().delete()
    client = sign_in(architect)
    url = bring(client, content)
    choose(client, url, "add_people", "add_needed")
    apply(client, url)
    assert differing(before) == []


def test_tags_that_backstage_takes_and_others_come_in_as_they_are(architect, sign_in):
    """They stand in two places of the file, so that they come in another order."""
    SystemFactory(key="shop", name="Shop", tags="=a;b, web, Ä|ö")
    content = b"".join(backstage.stream(records(architect, {"status": "all"})))
    client = sign_in(architect)
    apply(client, bring(client, content))
    assert System.objects.get().tags == "=a;b, web, Ä|ö"


def test_a_summary_is_a_site_of_techdocs(payments, manager, fetch):
    response, content = fetch(manager, "/systems/payments/summary.techdocs")
    assert response["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    assert set(files) == {f"payments/{name}" for name in ("catalog-info.yaml", "mkdocs.yml", "docs/index.md")}
    described = entities(files["payments/catalog-info.yaml"])["payments"]
    assert described["metadata"]["annotations"]["backstage.io/techdocs-ref"] == "dir:."
    built = yaml.safe_load(files["payments/mkdocs.yml"])
    assert built["plugins"] == ["techdocs-core"]
    assert f"payments/{built['docs_dir']}/{built['nav'][0]['Recovery']}" in files
    page = files["payments/docs/index.md"].decode()
    assert page.startswith(f"# {payments.name}")
    assert fetch(manager, "/systems/payments/summary.techdocs")[1].count(b"mkdocs.yml") == 2


def comes_in_new(systems: list[dict[str, Any]]) -> bool:
    """Whether a list can bring them in as they are: names that several have name no new system, signs that part
    what stands in a cell are no part of a tag, and whoever has no access owns nothing new."""
    names = {each["name"].lower() for each in systems}
    tags = [tag for each in systems for tag in each["tags"]]
    people = {each[name] for each in systems for name in ("owner__email", "technical_contact__email")}
    gone = User.objects.filter(email__in=people - {None}, is_active=False).exists()
    return len(names) == len(systems) and not any(set(tag) & set(";|/\\") for tag in tags) and not gone


class ARandomCompany(TestCase):
    """Whatever it is called and whatever needs what: the file says the same systems."""

    @settings(
        max_examples=15, deadline=None, suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )  # fmt: skip
    @given(st.data())
    def test_it_comes_in_again_as_the_same(self, data):
        random_company(data)
        architect = PersonFactory(roles=["architect"])
        self.client.force_login(architect)
        before = told()
        content = b"".join(backstage.stream(records(architect, {"status": "all"})))
        within_limits(entities(content))
        url = bring(self.client, content)
        apply(self.client, url)
        assert differing(before) == []
        if comes_in_new(before[0]):
            System.objects.all().delete()
            BusinessUnit.objects.all().delete()
            url = bring(self.client, content)
            choose(self.client, url, "add_people", "add_needed")
            apply(self.client, url)
            assert differing(before) == []

"""The portal's own file, changed and brought back: nothing is lost, and what was changed is taken."""

from __future__ import annotations

import csv
import html
import io
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from systems.models import BusinessUnit, Dependency, System
from tests.factories import BusinessUnitFactory, DependencyFactory, PersonFactory, SystemFactory
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db
HARD, SOFT, SHARED = Dependency.Kind.HARD, Dependency.Kind.SOFT, Dependency.Kind.SHARES_TRANSACTIONS
FIELDS = (
    "key", "name", "purpose", "data_kinds", "type", "status", "hosting", "site", "tags", "supplier",
    "supplier_rto_seconds", "supplier_rpo_seconds", "data_size_gib", "running_cost", "recovery_budget",
    "business_unit__name", "owner__email", "technical_contact__email",
)  # fmt: skip
Rows = list[dict[str, str]]


@pytest.fixture
def company(owner):
    unit = BusinessUnitFactory(name="Sales")
    contact = PersonFactory(email="tess@corp.example", name="Tess Contact")
    shop = SystemFactory(
        key="shop", name="Web shop", purpose="Sells.\nAll day.", data_kinds="Orders; customers", business_unit=unit,
        owner=owner, technical_contact=contact, tags="core, web", hosting="cloud", site="Rome", supplier="Acme, Inc.",
        data_size_gib=Decimal("1536.50"), running_cost=Decimal("12000.50"), recovery_budget=Decimal("500.00"),
        supplier_rto_seconds=5400, supplier_rpo_seconds=0,
    )  # fmt: skip
    ledger, search = SystemFactory(key="ledger", name="Ledger"), SystemFactory(key="search", name="Search")
    DependencyFactory(system=shop, needs=ledger, kind=HARD, note="every booking")
    DependencyFactory(system=shop, needs=search, kind=SOFT)
    DependencyFactory(system=search, needs=shop, kind=SHARED)
    return shop


def exported(client) -> Rows:
    """The portal's own file, as rows by their headings."""
    content = b"".join(client.get("/systems/export.csv").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def bring(client, rows: Rows) -> str:
    """The address of the preview of a file with these rows."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    response = client.post("/systems/import/", {"file": SimpleUploadedFile("own.csv", out.getvalue().encode())})
    assert response.status_code == 302, text(response)
    return response.url


def page_of(client, url: str) -> str:
    return html.unescape(text(client.get(url)))


def choose(client, url: str, *switches: str) -> str:
    """The page after boxes were ticked; the columns stay as they were guessed."""
    shown = client.get(url).content.decode()
    columns = re.findall(
        r'<select[^>]*name="(column_\d+)"[^>]*>(?:(?!</select>).)*?value="([^"]*)" selected', shown, re.S
    )
    assert client.post(url, {**dict(columns), **dict.fromkeys(switches, "on")}).status_code == 302
    return page_of(client, url)


def apply(client, url: str) -> None:
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', page_of(client, url))[1]
    client.post(f"{url}apply/", {"fingerprint": fingerprint})


def catalogue() -> tuple[list[tuple], list[tuple]]:
    edges = Dependency.objects.order_by("system__key", "needs__key", "kind")
    return (
        list(System.objects.order_by("key").values_list(*FIELDS)),
        list(edges.values_list("system__key", "needs__key", "kind", "note")),
    )


SWITCHES = ((), ("clear_empty",), ("remove_needs",), ("clear_empty", "remove_needs", "add_needed", "add_people"))


@pytest.mark.parametrize("switches", SWITCHES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_own_file_unchanged_changes_nothing(client, architect, company, switches, language):
    architect.language = language
    architect.save()
    before = catalogue()
    url = bring(client, exported(client))
    choose(client, url, *switches)
    assert 'name="fingerprint"' in page_of(client, url)
    assert not re.search(r'class="badge (good|informs|blocks)"', page_of(client, url))
    assert "btn-primary" not in page_of(client, url).split('id="columns"')[0].split("In one look")[-1]
    apply(client, url)
    assert catalogue() == before


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_own_file_brings_everything_into_an_empty_portal(client, architect, company, language):
    architect.language = language
    architect.save()
    systems, edges = catalogue()
    rows = exported(client)
    System.objects.all().delete()
    BusinessUnit.objects.all().delete()
    User.objects.filter(email="tess@corp.example").delete()
    url = bring(client, rows)
    choose(client, url, "add_people")
    apply(client, url)
    assert catalogue() == (systems, [(*edge[:3], "") for edge in edges])


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"),
    [
        ("System", "Shop", "name", "Shop"),
        ("Purpose", "Buys.", "purpose", "Buys."),
        ("Kinds of data", "Orders", "data_kinds", "Orders"),
        ("Business unit", "Retail", "business_unit__name", "Retail"),
        ("Owner's e-mail", "tess@corp.example", "owner__email", "tess@corp.example"),
        ("Technical contact", "payments.owner@example.org", "technical_contact__email", "payments.owner@example.org"),
        ("Type", "infrastructure", "type", "infrastructure"),
        ("Status", "planned", "status", "planned"),
        ("Hosting", "at a supplier's", "hosting", "supplier"),
        ("Where it runs", "Oslo", "site", "Oslo"),
        ("Tags", "core, web, new", "tags", "core, web, new"),
        ("Supplier", "Other", "supplier", "Other"),
        ("Data size (GiB)", "2 TiB", "data_size_gib", Decimal(2048)),
        ("Yearly running cost (EUR)", "30000", "running_cost", Decimal(30000)),
        ("Yearly budget for its recovery (EUR)", "90", "recovery_budget", Decimal(90)),
        ("Supplier is back within", "4 hours", "supplier_rto_seconds", 14400),
        ("Supplier may lose", "15 min", "supplier_rpo_seconds", 900),
    ],
)  # fmt: skip
def test_a_changed_cell_is_taken_and_nothing_else_changes(client, company, column, cell, field, value):
    before = dict(zip(FIELDS, System.objects.filter(key="shop").values_list(*FIELDS)[0], strict=True))
    rows = exported(client)
    shop = next(row for row in rows if row["Key"] == "shop")
    assert column in shop
    shop[column] = cell
    apply(client, bring(client, rows))
    after = dict(zip(FIELDS, System.objects.filter(key="shop").values_list(*FIELDS)[0], strict=True))
    assert after == {**before, field: value}


CLEARED = {
    "Purpose": ("purpose", ""), "Kinds of data": ("data_kinds", ""), "Business unit": ("business_unit__name", None),
    "Technical contact": ("technical_contact__email", None), "Hosting": ("hosting", ""), "Where it runs": ("site", ""),
    "Tags": ("tags", ""), "Supplier": ("supplier", ""), "Data size (GiB)": ("data_size_gib", None),
    "Yearly running cost (EUR)": ("running_cost", None),
    "Yearly budget for its recovery (EUR)": ("recovery_budget", None),
    "Supplier is back within": ("supplier_rto_seconds", None), "Supplier may lose": ("supplier_rpo_seconds", None),
}  # fmt: skip


@pytest.mark.parametrize("chosen", [True, False])
@pytest.mark.parametrize("column", [*CLEARED, "Owner"])
def test_an_empty_cell_clears_only_when_that_is_chosen(client, company, column, chosen):
    before = dict(zip(FIELDS, System.objects.filter(key="shop").values_list(*FIELDS)[0], strict=True))
    rows = exported(client)
    shop = next(row for row in rows if row["Key"] == "shop")
    for name in ("Owner", "Owner's e-mail") if column == "Owner" else (column,):
        shop[name] = ""
    url = bring(client, rows)
    page = choose(client, url, *(["clear_empty"] if chosen else []))
    assert ("Empty cells clear what the catalogue says<span" in page) == chosen
    apply(client, url)
    after = dict(zip(FIELDS, System.objects.filter(key="shop").values_list(*FIELDS)[0], strict=True))
    field, value = CLEARED.get(column, ("owner__email", None))
    assert after == ({**before, field: value} if chosen else before)


@pytest.mark.parametrize(("chosen", "tags"), [(True, "core"), (False, "core, web")])
def test_a_tag_that_is_missing_goes_only_when_that_is_chosen(client, company, chosen, tags):
    rows = exported(client)
    next(row for row in rows if row["Key"] == "shop")["Tags"] = "core"
    url = bring(client, rows)
    choose(client, url, *(["clear_empty"] if chosen else []))
    apply(client, url)
    assert System.objects.get(key="shop").tags == tags


@pytest.mark.parametrize("chosen", [True, False])
def test_a_need_that_is_missing_goes_only_when_that_is_chosen(client, company, chosen):
    rows = exported(client)
    for row in rows:
        row["Cannot run without"] = row["Must agree with"] = ""
    url = bring(client, rows)
    page = choose(client, url, *(["remove_needs"] if chosen else []))
    assert ("No longer needs: ledger" in page) == chosen
    apply(client, url)
    left = {("shop", "search", "soft", "")}
    gone = {("shop", "ledger", "hard", "every booking"), ("search", "shop", "shares_transactions", "")}
    assert set(catalogue()[1]) == (left if chosen else left | gone)


def test_a_need_of_another_kind_is_moved_and_keeps_its_note(client, company):
    rows = exported(client)
    shop = next(row for row in rows if row["Key"] == "shop")
    shop["Cannot run without"], shop["Needs, but runs with less without"] = "search", "ledger"
    url = bring(client, rows)
    assert 'Another kind of need than before<span class="count">1</span>' in page_of(client, url)
    apply(client, url)
    assert set(catalogue()[1]) == {
        ("shop", "ledger", "soft", "every booking"), ("shop", "search", "hard", ""),
        ("search", "shop", "shares_transactions", ""),
    }  # fmt: skip
    history = text(client.get("/systems/shop/history/"))
    assert "ledger, search (soft)" in history
    assert "ledger (soft), search" in history


@pytest.mark.parametrize("side", ["shop", "search"])
def test_two_that_must_agree_may_say_it_on_either_side(client, company, side):
    rows = exported(client)
    for row in rows:
        row["Must agree with"] = {"shop": "search", "search": "shop"}[side] if row["Key"] == side else ""
    url = bring(client, rows)
    choose(client, url, "remove_needs")
    before = catalogue()
    apply(client, url)
    assert catalogue() == before


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co")), min_size=1, max_size=30)
LINE = TEXT.map(lambda made: " ".join(made.split())).filter(bool)
MONEY = st.none() | st.decimals(0, 10**9, places=2)
TIME = st.none() | st.integers(0, 10 * 365 * 86400)


class ARandomCompany(TestCase):
    """Whatever it is called and whatever needs what: its own file says the same again."""

    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )  # fmt: skip - a company is slow to make smaller
    @given(st.data())
    def test_its_own_file_changes_nothing(self, data):
        random_company(data)
        self.client.force_login(PersonFactory(roles=["architect"]))
        before = catalogue()
        url = bring(self.client, exported(self.client))
        switches = data.draw(st.sampled_from(SWITCHES))
        page = choose(self.client, url, *switches)
        apply(self.client, url)
        assert catalogue() == before, page


def random_company(data) -> None:
    System.objects.all().delete()
    tag = LINE.map(lambda made: made.replace(",", "")).map(str.strip).filter(bool)
    people = [PersonFactory(name=data.draw(LINE), is_active=data.draw(st.booleans())) for _ in range(3)]
    units = [BusinessUnit.objects.get_or_create(name=name)[0] for name in data.draw(st.lists(LINE, max_size=3))]
    made = [
        SystemFactory(
            key=f"system-{at}", name=data.draw(LINE | st.sampled_from(["Twin", "=Sum", "'=x", "-1", "A, B; C"])),
            purpose=data.draw(st.just("") | st.lists(LINE, max_size=3).map("\n".join)), data_kinds=data.draw(LINE),
            business_unit=data.draw(st.sampled_from([None, *units])), owner=data.draw(st.sampled_from([None, *people])),
            technical_contact=data.draw(st.sampled_from([None, *people])),
            type=data.draw(st.sampled_from(System.Type.values)),
            hosting=data.draw(st.sampled_from(System.Hosting.values)),
            status=data.draw(st.sampled_from(["planned", "live"])), site=data.draw(st.just("") | LINE),
            tags=", ".join({name.lower(): name for name in data.draw(st.lists(tag, max_size=4))}.values()),
            supplier=data.draw(st.just("") | LINE), data_size_gib=data.draw(MONEY), running_cost=data.draw(MONEY),
            recovery_budget=data.draw(MONEY), supplier_rto_seconds=data.draw(TIME),
            supplier_rpo_seconds=data.draw(TIME),
        )
        for at in range(data.draw(st.integers(1, 5)))
    ]  # fmt: skip
    pairs = [(one, other) for one in made for other in made if one != other]
    for one, other in data.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8)) if pairs else ():
        DependencyFactory(system=one, needs=other, kind=data.draw(st.sampled_from(Dependency.Kind.values)))

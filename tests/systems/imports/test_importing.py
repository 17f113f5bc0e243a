"""Importing a list, through HTTP: what is shown is what is done, once, and nothing that was refused."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import AuditEntry, User
from accounts.services import audit
from systems.models import BusinessUnit, Dependency, ImportBatch, Profile, System
from tests.factories import BusinessUnitFactory, PersonFactory, SystemFactory
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db

REAL = Path(__file__).resolve().parents[3] / "data" / "public-enterprise-systems.csv"


def bring(client, content: bytes | str, name: str = "systems.csv"):
    data = content.encode() if isinstance(content, str) else content
    return client.post("/systems/import/", {"file": SimpleUploadedFile(name, data, "text/csv")})


def look(client, content: bytes | str) -> tuple[str, str]:
    """The address of the preview and the page."""
    response = bring(client, content)
    assert response.status_code == 302, text(response)
    return response.url, text(client.get(response.url))


def go(client, url: str, page: str | None = None):
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', page or text(client.get(url)))
    return client.post(f"{url}apply/", {"fingerprint": fingerprint[1] if fingerprint else ""}, follow=True)


def bring_in(client, content: bytes | str):
    url, page = look(client, content)
    return go(client, url, page)


def counts(page: str) -> dict[str, int]:
    return {label: int(number) for label, number in re.findall(r"<dt>([\w ]+)</dt><dd>(\d+)", page)}


def test_the_real_file_end_to_end(client, architect, told, django_capture_on_commit_callbacks):
    url, page = look(client, REAL.read_bytes())
    assert counts(page) == {"New systems": 14, "Changed": 0, "As they are": 0, "Refused": 0, "Without an owner": 14}
    for part in ("Springbrook", "Siteground WordPress Website Hosting", "No owner yet", "Frequency of update: Daily"):
        assert part in page
    assert not System.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        done = text(go(client, url, page))
    assert "Name owners for 14 systems" in done
    names = set(System.objects.values_list("name", flat=True))
    assert {
        "Springbrook", "Siteground WordPress Website Hosting", "DMCI: Organize, manage and search the Board",
        "Websoft Developers Inc.: Manage purchase and replacement", "Rackspace Email", "Microsoft Access 2007",
        "Black Mountain Software Payroll Module", "Tyler Technologies Incode v X", "Intuit QuickBooks 2017",
    } <= names  # fmt: skip
    assert len(names) == 14
    assert BusinessUnit.objects.count() == 5
    system = System.objects.get(key="springbrook")
    assert system.business_unit.name == "Calaveras County Water District"
    assert system.supplier == "Springbrook"
    assert system.purpose.startswith("Manage the list of customers")
    assert system.tags == "Customer Service"
    assert System.objects.get(key="tyler-technologies-incode-v-x").tags == ""
    assert Profile.objects.filter(stale_since__isnull=False).count() == 14
    assert audit.verify().broken is None
    assert AuditEntry.objects.filter(action="system.imported").count() == 14
    assert told == [("derivation.derive",)]
    assert "from the file systems.csv" in text(client.get("/systems/springbrook/"))
    assert "14 systems" in text(client.get("/systems/"))


def test_the_real_file_twice_changes_nothing(client):
    bring_in(client, REAL.read_bytes())
    before = list(System.objects.order_by("pk").values())
    entries = AuditEntry.objects.count()
    _url, page = look(client, REAL.read_bytes())
    assert counts(page)["As they are"] == 14
    assert counts(page)["New systems"] == counts(page)["Changed"] == 0
    assert "There is nothing to import" in page
    assert list(System.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.count() == entries


def test_applying_twice_is_applying_once(client):
    url, page = look(client, "name\nShop\n")
    go(client, url, page)
    done = text(go(client, url, page))
    assert "New systems</dt><dd>1<" in done
    assert System.objects.count() == 1


def test_a_file_that_only_adds_needs_leaves_its_entry_on_each_system(client):
    """Old and new, the file by name and fingerprint; and the file itself is kept."""
    bring_in(client, "name;needs\nLedger;\nNetwork;\nShop;ledger\nBlog;\n")
    AuditEntry.objects.all().delete()
    bring_in(client, "name;needs\nShop;network\nBlog;ledger\n")
    batch = ImportBatch.objects.first()
    entries = {entry.object_label: entry for entry in AuditEntry.objects.filter(action="system.changed_by_import")}
    assert {name: entry.detail["changes"] for name, entry in entries.items()} == {
        "Shop": {"needs": ["ledger (soft)", "ledger (soft), network (soft)"]},
        "Blog": {"needs": ["", "ledger (soft)"]},
    }
    assert all(entry.detail["sha256"] == batch.sha256 for entry in entries.values())
    assert batch.sha256 == hashlib.sha256(batch.text.encode()).hexdigest()
    page = text(client.get("/systems/shop/history/"))
    assert "Changed from the file systems.csv: what it needs." in page
    assert "<del>ledger (soft)</del>" in page
    assert "<ins>ledger (soft), network (soft)</ins>" in page


WHOLE = """key;name;purpose;unit;owner;technical contact;status;tags;hosting;site;size;cost;vendor;vendor rto;needs
shop;Web shop;Sells;Sales;payments.owner@example.org;;in production;core, web;AWS;Rome;1.5 TiB;€ 12.000,50;Acme;4 h;ledger
ledger;Bank ledger;Books;Finance;;;live;;on-prem;;500;;;;
"""  # noqa: E501 (a row of a table is read in one line)


def test_every_column_arrives(client, owner):
    bring_in(client, WHOLE)
    shop = System.objects.select_related("business_unit").get(key="shop")
    assert (shop.name, shop.owner, shop.status, shop.hosting, shop.tags) == (
        "Web shop",
        owner,
        "live",
        "cloud",
        "core, web",
    )
    assert (str(shop.data_size_gib), str(shop.running_cost), shop.supplier) == ("1536.00", "12000.50", "Acme")
    assert (shop.supplier_rto_seconds, shop.site) == (14400, "Rome")
    assert Dependency.objects.get().needs.key == "ledger"


def test_what_changes_is_shown_from_old_to_new_and_empty_cells_erase_nothing(client, owner):
    bring_in(client, WHOLE)
    changed = (
        "key,name,purpose,tags,owner,vendor\nshop,Web shop,Sells <b>everything</b>,new,,\nledger,Bank ledger,,,,\n"
    )
    url, page = look(client, changed)
    assert counts(page)["Changed"] == 1
    assert counts(page)["As they are"] == 1
    assert "<del>Sells</del> <ins>Sells &lt;b&gt;everything&lt;/b&gt;</ins>" in page
    go(client, url, page)
    shop = System.objects.get(key="shop")
    assert shop.purpose == "Sells <b>everything</b>"
    assert (shop.tags, shop.owner, shop.supplier, shop.version) == ("core, web, new", owner, "Acme", 2)
    assert System.objects.get(key="ledger").version == 1
    assert AuditEntry.objects.about("system", [shop.pk]).first().detail["changes"]["purpose"][0] == "Sells"


def test_two_agencies_with_the_same_product_stay_two(client):
    rows = "Agency,Vendor,Product\nNorth,Microsoft,Office\nSouth,Microsoft,Office\n"
    bring_in(client, rows)
    assert set(System.objects.values_list("key", flat=True)) == {"microsoft-office", "microsoft-office-south"}
    _url, page = look(client, "Agency,Vendor,Product\nSouth,Microsoft,Office\nNorth,Microsoft,Office\n")
    assert counts(page)["As they are"] == 2


def test_a_system_renamed_in_the_portal_is_found_again(client):
    rows = "Agency,Vendor,Product\nNorth,Microsoft,Office\n"
    bring_in(client, rows)
    System.objects.update(name="Office for everybody")
    _url, page = look(client, rows)
    assert counts(page)["New systems"] == 0
    assert "<del>Office for everybody</del>" in page


def test_a_system_whose_key_was_made_before_letters_were_spelt_out_is_found_again(client):
    SystemFactory(key="groe", name="Renamed", business_unit=BusinessUnitFactory(name="North"))
    _url, page = look(client, "Agency,Name\nNorth,Größe\n")
    assert counts(page)["New systems"] == 0
    assert "<del>Renamed</del> <ins>Größe</ins>" in page


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("name,purpose\n,\n,Sells\nA,x\n", None),
        (
            "name,purpose\nShop,Sells\nshop,Buys\n",
            "Row 2 already describes this system, and says another thing: Purpose.",
        ),
        ("name,owner\nShop,a@x.example\nshop,b@x.example\n", "says another thing: Owner."),
        ("key,name\nshop,Shop\nshop,Web shop\n", "says another thing: Name."),
        ("name,purpose\nShop,Sells\nName,Purpose\nname,purpose\n", "It repeats the headings."),
        ('name\n"Web\nshop"\n', "line breaks"),
        ("name\nWeb\u200bshop\n", "cannot be seen"),
        ("name\nWeb\u202eshop\n", "cannot be seen"),
        ("name,purpose\nWeb\x07shop,Sells whatever people want to buy, every day of the year\n", "cannot be seen"),
        ("name,key\nShop,new\n", "portal&#x27;s own addresses"),
        ("vendor,unit\n,North\n", "nothing to call it by"),
        (f"name\n{'x' * 201}\n", "longer than 200 characters"),
        ("name\nTwin\n", "Several systems are called that"),
    ],
)
def test_rows_are_refused_with_the_reason(client, rows, why):
    SystemFactory(name="Twin")
    SystemFactory(name="Twin")
    before = System.objects.count()
    url, page = look(client, rows)
    if why is None:
        assert counts(page)["New systems"] == 2
    else:
        assert counts(page)["Refused"] == 1
        assert why in page
        go(client, url, page)
        assert System.objects.count() - before == counts(page)["New systems"]


@pytest.mark.parametrize(
    ("column", "cell", "note"),
    [
        ("status", "moon", "Write one of"),
        ("hosting", "moon", "Write one of"),
        ("size", "large", "Write a number"),
        ("size", "9" * 12, "That is too large"),
        ("cost", "-5", "was not understood"),
        ("vendor rto", "soon", "number and its unit"),
        ("owner", "Nobody Known", "not the name of exactly one person"),
        ("owner", "new@example.org", "Nobody has the address"),
        ("owner", "gone@example.org", "may no longer sign in"),
        ("needs", "nowhere", "no system&#x27;s key or name"),
        ("needs", "Shop", "names itself"),
        ("unit", "x" * 121, "longer than 120"),
        ("purpose", "x" * 2001, "cut there"),
    ],
)
def test_a_cell_that_does_not_fit_is_left_out_and_said(client, column, cell, note):
    PersonFactory(email="gone@example.org", is_active=False)
    url, page = look(client, f"name,{column}\nShop,{cell}\n")
    assert note in page
    assert counts(page)["New systems"] == 1
    go(client, url, page)
    assert System.objects.get().name == "Shop"
    assert System.objects.get().owner is None
    assert not User.objects.filter(email="new@example.org").exists()


def test_unknown_people_are_added_on_request(client, owner):
    url, page = look(client, "name,owner,contact\nShop,new@example.org,ops@example.org\nB,New@Example.org,\n")
    assert client.post(
        url, {"column_0": "name", "column_1": "owner", "column_2": "technical_contact", "add_people": "on"}
    )
    page = text(client.get(url))
    assert counts(page)["New people"] == 2
    go(client, url, page)
    new = User.objects.get(email="new@example.org")
    assert new.roles == {"owner"}
    assert set(new.owned_systems.values_list("name", flat=True)) == {"Shop", "B"}
    assert User.objects.get(email="ops@example.org").roles == frozenset()


def test_a_person_is_found_by_name_and_may_then_answer(client, manager):
    User.objects.filter(pk=manager.pk).update(name="Mary Manager")
    bring_in(client, "name,owner\nShop,mary manager\n")
    assert System.objects.get().owner == manager
    assert User.objects.get(pk=manager.pk).roles == {"manager", "owner"}


def test_the_mapping_is_adjustable_and_kept(client):
    url, page = look(client, "Thing,Whose\nShop,North\n")
    assert "Say which column names the systems" in page
    assert 'name="fingerprint"' not in page
    assert client.post(url, {"column_0": "name", "column_1": "unit"}).status_code == 302
    page = text(client.get(url))
    assert counts(page)["New systems"] == 1
    go(client, url, page)
    assert System.objects.get().business_unit.name == "North"


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({"column_0": "name", "column_1": "name"}, "Two columns are both"),
        ({"column_0": "", "column_1": "unit"}, "Say which column names the systems"),
        ({"column_0": "password", "column_1": "name"}, "Select a valid choice"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused_and_kept_in_the_form(client, choices, says):
    url, _page = look(client, "name,b\nShop,North\n")
    response = client.post(url, choices)
    assert response.status_code == 422
    assert says in text(response)
    assert ImportBatch.objects.get().mapping == ["name", ""]


def test_when_the_catalogue_changes_meanwhile_nothing_is_done_unseen(client):
    SystemFactory(key="shop", name="Shop", purpose="Before")
    url, page = look(client, "name,purpose\nShop,After\n")
    System.objects.update(purpose="Somebody else's")
    done = text(go(client, url, page))
    assert "The catalogue has changed since you looked" in done
    assert "Somebody else" in done
    assert System.objects.get().purpose == "Somebody else's"
    go(client, url, done)
    assert System.objects.get().purpose == "After"


@pytest.mark.parametrize("fingerprint", ["", "x", "0" * 64])
def test_a_made_up_fingerprint_does_nothing(client, fingerprint):
    url, _page = look(client, "name\nShop\n")
    client.post(f"{url}apply/", {"fingerprint": fingerprint})
    assert not System.objects.exists()


def test_hostile_cells_are_only_text(client):
    cell = "<script>alert(1)</script>"
    url, page = look(client, f'{cell},name,unit,owner\n=cmd|x,"{cell}",{cell},{cell}\n')
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    go(client, url, page)
    assert System.objects.get().name == cell
    assert "<script>alert" not in text(client.get("/systems/"))


def test_a_preview_is_private(client, sign_in, owner, manager):
    url, _page = look(client, "name\nShop\n")
    other = sign_in(PersonFactory(roles=["architect"]))
    assert other.get(url).status_code == 404
    assert other.post(f"{url}apply/", {"fingerprint": "x"}).status_code == 404
    assert client.get(f"{url}apply/").status_code == 405
    for person in (owner, manager):
        assert sign_in(person).get("/systems/import/").status_code == 403
        assert sign_in(person).get(url).status_code == 403
        assert sign_in(person).post(f"{url}apply/").status_code == 403
    assert not System.objects.exists()


def test_anonymous_people_sign_in_first(db):
    from django.test import Client

    for path in ("/systems/import/", "/systems/import/1/", "/systems/import/1/apply/"):
        assert Client().get(path).status_code == 302


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty"),
        (b"\n\n , \n", "The file is empty"),
        (b"\xef\xbb\xbf", "The file is empty"),
        (b"name\n", "heading line only"),
        (b"PK\x03\x04 and so on", "The workbook cannot be read"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text file"),
        (bytes(range(256)) * 40, "not a text file"),
        (b'name,purpose\nA,"open\nB,c\nD,e\n', "row 2"),
        (b"name\n" + b"x\n" * 20_001, "more than 20,000 rows"),
        (b"name\n" + b"x\n" * 100_000, "more than 20,000 rows"),
        (b",".join(b"c%d" % n for n in range(101)) + b"\nx\n", "more than 100 columns"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        (b'name\n"' + b"x" * 200_000 + b'"\n', "does not end"),
    ],
)
def test_bad_files_are_refused_kindly(client, data, says):
    response = bring(client, data)
    assert response.status_code == 422
    assert says in text(response)
    assert not ImportBatch.objects.exists()


def test_no_file_at_all(client):
    response = client.post("/systems/import/", {})
    assert response.status_code == 422
    assert "This field is required" in text(response)


ODD = "Name;Zweck\r\nCafé;Größe „x“\r\n"


@pytest.mark.parametrize(
    "data",
    [
        ODD.encode(),
        ODD.encode("utf-8-sig"),
        ODD.encode("utf-16"),
        ODD.encode("utf-16-le"),
        ODD.encode("utf-16-be"),
        ODD.encode("cp1252"),
        ODD.replace(";", ",").encode(),
        ODD.replace(";", "\t").encode(),
        ODD.replace(";", "|").encode(),
        ("sep=;\r\n" + ODD).encode(),
        ODD.replace("\r\n", "\r").encode(),
    ],
)
def test_encodings_and_separators(client, data):
    url, _page = look(client, data)
    client.post(url, {"column_0": "name", "column_1": "purpose"})
    go(client, url)
    system = System.objects.get()
    assert (system.name, system.purpose, system.key) == ("Café", "Größe „x“", "cafe")


def test_quoted_line_breaks_and_ragged_rows(client):
    rows = 'name,purpose,unit\n"Web shop","Sells\neverything, daily"\nLedger,,North,too,much\n\n,,\n'
    url, page = look(client, rows)
    assert "More cells than headings: “too; much”" in page
    go(client, url, page)
    assert set(System.objects.values_list("name", "purpose")) == {
        ("Web shop", "Sells\neverything, daily"),
        ("Ledger", ""),
    }


def test_the_preview_is_paged_and_its_parts_are_counted(client):
    SystemFactory(name="Known", purpose="p")
    rows = "name,purpose\nKnown,p\nKnown,q\n" + "".join(f"System {n},p\n" for n in range(120))
    url, page = look(client, rows)
    assert counts(page)["New systems"] == 120
    assert page.count('<span class="badge good">new</span>') == 48
    assert "?page=2" in page
    refused = text(client.get(f"{url}?show=refused"))
    assert refused.count("already describes") == 1
    assert "?show=created&amp;page=2" in text(client.get(f"{url}?show=created"))
    assert client.get(f"{url}?show=nonsense&page=x").status_code == 200


def many_rows(client, owner, rows: int) -> str:
    """A file that creates as many systems as it changes; its address."""
    BusinessUnitFactory(name="North")
    for n in range(rows):
        SystemFactory(key=f"old-{n}", name=f"Old {n}")
    lines = [
        f"new-{n},New {n},{owner.email},North,old-0\nold-{n},Renamed {n},{owner.email},North,\n" for n in range(rows)
    ]
    return bring(client, "key,name,owner,unit,needs\n" + "".join(lines)).url


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_rows(client, owner, rows, django_assert_num_queries):
    url = many_rows(client, owner, rows)
    with django_assert_num_queries(8):
        page = text(client.get(url))
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', page)[1]
    with django_assert_num_queries(32):
        client.post(f"{url}apply/", {"fingerprint": fingerprint})
    assert System.objects.filter(name__startswith="Renamed").count() == rows


def test_many_rows_are_written_in_a_few_statements(client, owner, django_assert_max_num_queries):
    url = many_rows(client, owner, 300)
    page = text(client.get(url))
    with django_assert_max_num_queries(64):
        go(client, url, page)
    assert System.objects.filter(name__startswith="Renamed").count() == 300
    assert Dependency.objects.count() == 300
    assert audit.verify().broken is None

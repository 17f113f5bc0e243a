"""Whom the cells of a list name: by address, by name, by both, one or several."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from systems.models import System
from systems.services.imports.people.persons import LONGEST_CELL, Named, name_key, people_in
from tests.factories import PersonFactory
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known():
    for email, name in (("hannah@corp.example", "Hannah Weiß"), ("jonas@corp.example", "Jonas Berg"),
                        ("twin1@corp.example", "Tom Twin"), ("twin2@corp.example", "Twin Tom"),
                        ("jose@corp.example", "José Núñez")):  # fmt: skip
        PersonFactory(email=email, name=name)
    PersonFactory(email="gone@corp.example", name="Gerda Gone", is_active=False)


def look(client, content: str) -> tuple[str, str]:
    response = client.post("/systems/import/", {"file": SimpleUploadedFile("x.csv", content.encode())})
    assert response.status_code == 302, text(response)
    return response.url, html.unescape(text(client.get(response.url)))


def apply(client, url: str) -> None:
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', text(client.get(url)))
    client.post(f"{url}apply/", {"fingerprint": fingerprint[1]})


SEVERAL = "of several people. Left out:"


@pytest.mark.parametrize(
    ("cell", "email", "note"),
    [
        ("hannah@corp.example", "hannah@corp.example", ""),
        ("HANNAH@Corp.Example", "hannah@corp.example", ""),
        ("Hannah Weiss <hannah@corp.example>", "hannah@corp.example", ""),
        ('"Weiss, Hannah" <hannah@corp.example>', "hannah@corp.example", ""),
        ("hannah@corp.example (Hannah Weiss)", "hannah@corp.example", ""),
        ("mailto:hannah@corp.example", "hannah@corp.example", ""),
        ("<hannah@corp.example>", "hannah@corp.example", ""),
        ("hannah weiß", "hannah@corp.example", ""),
        ("Weiss, Hannah", "hannah@corp.example", ""),
        ("WEISS Hannah", "hannah@corp.example", ""),
        ("Jose Nunez", "jose@corp.example", ""),
        ("hannah@corp.example; jonas@corp.example", "hannah@corp.example", f"{SEVERAL} jonas@corp.example."),
        ("hannah@corp.example, jonas@corp.example", "hannah@corp.example", f"{SEVERAL} jonas@corp.example."),
        ("new@corp.example; jonas@corp.example", "jonas@corp.example", f"{SEVERAL} new@corp.example."),
        ("gone@corp.example / jonas@corp.example", "jonas@corp.example", f"{SEVERAL} gone@corp.example."),
        ("Jonas Berg; Hannah Weiss", "jonas@corp.example", f"{SEVERAL} Hannah Weiss."),
        ("Jonas Berg, Hannah Weiss", "jonas@corp.example", f"{SEVERAL} Hannah Weiss."),
        ("Jonas Berg & Hannah Weiss", "jonas@corp.example", f"{SEVERAL} Hannah Weiss."),
        ("Jonas Berg\nHannah Weiss", "jonas@corp.example", f"{SEVERAL} Hannah Weiss."),
        ("Jonas Berg <hannah@corp.example>", "hannah@corp.example", "the name beside it is Jonas Berg."),
        ("Somebody Else <hannah@corp.example>", "hannah@corp.example", ""),
        ("Tom Twin", "twin1@corp.example", ""),
        ("tom TWIN", "twin1@corp.example", ""),
        ("Twin, Tom, or so", None, "is not the name of exactly one person"),
        ("Nobody Known", None, "“Nobody Known” is not the name of exactly one person"),
        ("Gerda Gone", None, "may no longer sign in"),
        ("new@corp.example", None, "Nobody has the address new@corp.example yet"),
        ("Jonas\u200b Berg", None, "Its signs cannot all be seen."),
        ("Jonas \u202eBerg", None, "Its signs cannot all be seen."),
        ("hannah\u200b@corp.example", None, "Its signs cannot all be seen."),
        ("x" * (LONGEST_CELL + 1), None, "Its signs cannot all be seen."),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("heading", "field"), [("Owner mail", "owner"), ("Technical contact", "technical_contact")])
def test_a_person_is_found_however_written(client, cell, email, note, heading, field):
    quoted = '"{}"'.format(cell.replace('"', '""'))
    url, page = look(client, f"Name,Purpose,{heading}\nShop,Sells things,{quoted}\n")
    assert note in page
    assert (SEVERAL in page) == (SEVERAL in note)
    assert ("the name beside it is" in page) == ("the name beside it is" in note)
    apply(client, url)
    person = getattr(System.objects.get(), field)
    assert (person.email if person else None) == email


def test_of_two_columns_about_the_owner_the_address_counts(client):
    rows = (
        "Application Name,Business owner,Owner mail\n"
        "Payroll,Hannah Weiss,hannah@corp.example\nDirectory,Jonas Berg,hannah@corp.example\nTill,Jonas Berg,\n"
    )
    url, page = look(client, rows)
    assert 'Owner: the address counts, not the name beside it<span class="count">1</span>' in page
    apply(client, url)
    owners = dict(System.objects.values_list("name", "owner__email"))
    assert owners == {
        "Payroll": "hannah@corp.example", "Directory": "hannah@corp.example", "Till": "jonas@corp.example",
    }  # fmt: skip


def test_who_is_added_has_the_name_that_stands_beside_the_address(client):
    rows = (
        "Name,Owner,Owner e-mail\n"
        "A,,new@corp.example\nB,Nina New,new@corp.example\nC,Otto Other <other@corp.example>,\n"
        'D,"Third, Tina",third@corp.example\n'
    )
    url, page = look(client, rows)
    assert 'Owner: an address that nobody has yet<span class="count">4</span>' in page
    columns = {"column_0": "name", "column_1": "owner", "column_2": "owner", "add_people": "on"}
    assert client.post(url, columns).status_code == 302
    page = html.unescape(text(client.get(url)))
    assert "<dt>New people</dt><dd>3</dd>" in page
    assert "new@corp.example, other@corp.example, third@corp.example" in page
    apply(client, url)
    new = dict(User.objects.filter(owned_systems__isnull=False).values_list("email", "name"))
    assert new == {
        "new@corp.example": "Nina New", "other@corp.example": "Otto Other", "third@corp.example": "Tina Third",
    }  # fmt: skip


def test_who_owns_it_already_stays_without_a_word_even_without_access(client):
    gone = User.objects.get(email="gone@corp.example")
    System.objects.create(key="shop", name="Shop", purpose="Sells", owner=gone)
    _url, page = look(client, "Key,Name,Owner\nshop,Shop,gone@corp.example\n")
    assert "There is nothing to import" in page
    assert "may no longer sign in" not in page


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("a@x.example b@x.example", [("a@x.example", ""), ("b@x.example", "")]),
        ("Ann <a@x.example>, Bob <b@x.example>", [("a@x.example", "Ann"), ("b@x.example", "Bob")]),
        ("Doe, Ann <a@x.example>; b@x.example (Bob)", [("a@x.example", "Ann Doe"), ("b@x.example", "Bob")]),
        ("Ann", [("", "Ann")]),
        (" , ; ", []),
        ("group:default/team-a", [("", "group:default"), ("", "team-a")]),
        ("a@b", [("", "a@b")]),
    ],
)
def test_people_of_a_cell(cell, people):
    assert [(named.email, named.name) for named in people_in(cell)] == people


@given(st.text(max_size=300))
def test_any_cell_names_people_or_nobody(cell):
    try:
        people = people_in(cell)
    except ValueError:
        return
    assert all(named.email or named.name for named in people)
    assert all(len(named.name) <= 120 for named in people)


@given(st.permutations(["hannah", "weiß", "müller"]))
def test_a_name_is_the_same_in_any_order(parts):
    assert name_key(" ".join(parts)) == name_key("Müller Hannah WEISS")


def test_named_shows_its_address_first():
    assert (Named("a@x.example", "Ann").shown, Named(name="Ann").shown) == ("a@x.example", "Ann")

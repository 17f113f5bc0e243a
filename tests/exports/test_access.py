"""Who may take what away: the person's systems and nothing else."""

import pytest
from django.test import Client

from recovery import facts
from recovery.durations import DAY, HOUR
from systems.models import System
from tests.exports import company
from tests.factories import DependencyFactory

SUMMARIES = [
    "/systems/payments/summary/",
    *(f"/systems/payments/summary.{extension}" for extension in ("pdf", "xlsx", "csv", "json", "md")),
]
LISTS = ["/systems/export.csv", "/systems/export.xlsx"]


@pytest.mark.parametrize("address", [*SUMMARIES, *LISTS, "/portfolio/"])
def test_a_visitor_signs_in_first(db, address):
    response = Client().get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("address", SUMMARIES)
def test_owner_architect_and_manager_get_the_summary(payments, readers, fetch, address):
    for person in readers:
        assert fetch(person, address)[0].status_code == 200


@pytest.mark.parametrize("address", SUMMARIES)
def test_a_system_one_may_not_know_of_is_not_there(payments, stranger, fetch, address):
    assert fetch(stranger, address)[0].status_code == 404


@pytest.mark.parametrize("address", [*SUMMARIES, *LISTS, "/portfolio/"])
def test_the_administrator_is_told_who_can_help(payments, administrator, fetch, address):
    assert fetch(administrator, address)[0].status_code == 403


def test_the_technical_contact_gets_the_summary(payments, stranger, fetch):
    payments.technical_contact = stranger
    payments.save()
    assert fetch(stranger, "/systems/payments/summary.json")[0].status_code == 200


def test_the_portfolio_is_not_for_owners(payments, owner, architect, manager, fetch):
    assert fetch(owner, "/portfolio/")[0].status_code == 403
    assert fetch(architect, "/portfolio/")[0].status_code == 200
    assert fetch(manager, "/portfolio/")[0].status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/systems/payments/summary.exe",
        "/systems/payments/summary.",
        "/systems/payments/summary.pdf.pdf",
        "/systems/payments/summary.PDF",
        "/systems/nowhere/summary.pdf",
        "/systems/Payments/summary/",
        "/systems/export.json",
        "/systems/export.docx",
    ],
)
def test_what_there_is_not_is_not_found(payments, manager, fetch, address):
    assert fetch(manager, address)[0].status_code == 404


@pytest.mark.parametrize("address", [SUMMARIES[0], SUMMARIES[1], "/portfolio/"])
def test_nothing_is_written_here(payments, manager, sign_in, address):
    assert sign_in(manager).post(address).status_code == 405


def test_an_owners_list_holds_the_owners_systems(payments, owner, stranger, fetch):
    company.system("theirs", owner=stranger)
    assert b"theirs" not in fetch(owner, "/systems/export.csv")[1]
    mine = fetch(stranger, "/systems/export.csv")[1].decode()
    assert [line.split(",")[0] for line in mine.splitlines()[1:]] == ["theirs"]


def test_only_neighbours_that_may_be_seen_are_links(payments, owner, architect, fetch):
    assert b'href="/systems/ledger/summary/"' in fetch(architect, "/systems/payments/summary/")[1]
    page = fetch(owner, "/systems/payments/summary/")[1]
    assert b"Card ledger" in page
    assert b'href="/systems/ledger/summary/"' not in page


@pytest.mark.parametrize("address", ["summary/", "summary.csv", "summary.json", "summary.md"])
def test_beyond_its_neighbours_only_those_who_may_see_a_system_read_its_name(owner, architect, fetch, address):
    for key, of in (("top", owner), ("middle", None), ("vault", None)):
        company.system(key, name=f"The {key}", owner=of)
    told = [facts.System(key, rto=rto, rpo=HOUR) for key, rto in (("top", HOUR), ("middle", HOUR), ("vault", 8 * DAY))]
    company.derived(*told, among=(facts.Dependency("top", "middle"), facts.Dependency("middle", "vault")))
    DependencyFactory(system=System.objects.get(key="top"), needs=System.objects.get(key="middle"))
    assert b"The vault" in fetch(architect, f"/systems/top/{address}")[1]
    file = fetch(owner, f"/systems/top/{address}")[1]
    assert b"another system" in file
    assert b"The middle" in file
    assert b"The vault" not in file

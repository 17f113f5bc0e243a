"""What a system needs: added and taken away, through HTTP."""

from __future__ import annotations

import pytest

from accounts.models import AuditEntry
from systems.models import Dependency, Profile
from tests.factories import DependencyFactory, SystemFactory
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db


def add(client, **values):
    return client.post("/systems/shop/dependencies/", {"kind": "hard", "note": "", **values})


@pytest.mark.parametrize("typed", ["ledger", "LEDGER", "Bank ledger", "  bank   LEDGER ", "bank"])
def test_a_dependency_is_added_by_key_or_name(
    sign_in, architect, shop, ledger, told, typed, django_capture_on_commit_callbacks
):
    Profile.objects.update(stale_since=None)
    with django_capture_on_commit_callbacks(execute=True):
        assert add(sign_in(architect), needs=typed, note="for bookings").status_code == 302
    dependency = Dependency.objects.get()
    assert (dependency.system, dependency.needs, dependency.note) == (shop, ledger, "for bookings")
    assert AuditEntry.objects.about("system", [shop.pk]).get().sentence == "Now needs Bank ledger."
    assert not Profile.objects.filter(stale_since=None).exists()
    assert told == [("derivation.derive",)]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("shop", "cannot need itself"),
        ("nowhere", "No system has this key or name"),
        ("", "This field is required"),
        ("led", "Several systems are called that"),
        ("<script>alert(1)</script>", "No system has this key or name"),
        ("x" * 201, "at most 200"),
        ("a\0b", "Null characters"),
    ],
)
def test_what_cannot_be_needed_is_said_beside_the_field(sign_in, architect, shop, ledger, typed, says):
    SystemFactory(key="ledger-2", name="Old ledger")
    response = add(sign_in(architect), needs=typed, note="keep me")
    assert response.status_code == 422
    assert says in text(response)
    assert 'value="keep me"' in text(response)
    assert "<script>alert" not in text(response)
    assert not Dependency.objects.exists()


def test_the_same_twice_is_refused_kindly(sign_in, architect, shop, ledger):
    client = sign_in(architect)
    add(client, needs="ledger")
    response = add(client, needs="ledger")
    assert response.status_code == 422
    assert "That is known already" in text(response)
    assert add(client, needs="ledger", kind="soft").status_code == 302


def test_sharing_transactions_goes_both_ways(sign_in, architect, shop, ledger):
    DependencyFactory(system=ledger, needs=shop, kind="shares_transactions")
    assert add(sign_in(architect), needs="ledger", kind="shares_transactions").status_code == 422
    assert Dependency.objects.count() == 1


def test_a_dependency_is_taken_away_once(sign_in, architect, shop, ledger):
    dependency = DependencyFactory(system=shop, needs=ledger)
    elsewhere = DependencyFactory(system=ledger)
    client = sign_in(architect)
    for number in (dependency.pk, dependency.pk, elsewhere.pk, "x", "", "9" * 40, "²"):
        assert client.post("/systems/shop/dependencies/", {"remove": number}).status_code == 302
    assert list(Dependency.objects.all()) == [elsewhere]
    assert [entry.action for entry in AuditEntry.objects.about("system", [shop.pk])] == ["system.dependency_removed"]


@pytest.mark.parametrize("who", ["owner", "manager", "administrator", "stranger", "contact", None])
def test_nobody_else_writes(request, sign_in, client, shop, ledger, who):
    if who:
        client = sign_in(request.getfixturevalue(who))
    response = client.post("/systems/shop/dependencies/", {"needs": "ledger", "kind": "hard"})
    assert response.status_code == (403 if who else 302)
    assert not Dependency.objects.exists()


def company_around(shop, way):
    """Three systems with different times and one without, named against the order, in this way to the shop."""
    for name, rto in (("Alpha", 3600), ("Beta", 7200), ("Gamma", 60), ("Delta", None)):
        other = SystemFactory(name=name)
        if rto is not None:
            Profile.objects.filter(system=other).update(rto_state="value", rto_seconds=rto)
        DependencyFactory(**{"system": shop, "needs": shop, way: other})
    soft = SystemFactory(name="Soft")
    Profile.objects.filter(system=soft).update(rto_state="value", rto_seconds=1)
    DependencyFactory(**{"system": shop, "needs": shop, way: soft}, kind=Dependency.Kind.SOFT)


@pytest.mark.parametrize(
    ("page", "way", "order", "says"),
    [
        ("needs", "needs", ["Beta", "Alpha", "Gamma", "Delta", "Soft"], "what is back last"),
        ("needed-by", "system", ["Gamma", "Alpha", "Beta", "Delta", "Soft"], "what needs it soonest"),
    ],
)
def test_what_decides_stands_first_and_the_page_says_so(sign_in, architect, shop, page, way, order, says):
    company_around(shop, way)
    shown = sign_in(architect).get(f"/systems/{shop.key}/{page}/").content.decode()
    assert says in shown
    assert sorted(order, key=shown.index) == order

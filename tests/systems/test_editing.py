"""Creating, changing, retiring: what is stored, what is refused, what is told to the rest of the portal."""

from __future__ import annotations

from decimal import Decimal

import pytest

from accounts.models import AuditEntry, User
from accounts.services import audit
from systems.models import BusinessUnit, Profile, System
from tests.factories import BusinessUnitFactory, DependencyFactory, PersonFactory, SystemFactory
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db

WHOLE = {
    "name": "Payment platform", "key": "payments", "purpose": "Takes payments", "data_kinds": "Cards",
    "unit": "Payments", "owner": "payments.owner@example.org", "technical_contact": "", "status": "live",
    "tags": "core, shop", "hosting": "cloud", "data_size_gib": "1500.5", "running_cost": "240000",
    "recovery_budget": "", "supplier": "Acme", "supplier_rto_seconds": "4 hours", "supplier_rpo_seconds": "0",
}  # fmt: skip


def about(system: System) -> list[str]:
    return [entry.sentence for entry in AuditEntry.objects.about("system", [system.pk])]


def test_an_architect_creates_a_system(sign_in, architect, owner, told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = sign_in(architect).post("/systems/new/", WHOLE)
    assert response.status_code == 302
    assert response.url == "/systems/payments/"
    system = System.objects.select_related("profile", "business_unit").get(key="payments")
    assert system.owner == owner
    assert system.business_unit.name == "Payments"
    assert system.supplier_rto_seconds == 14400
    assert system.supplier_rpo_seconds == 0
    assert system.profile.stale_since
    assert about(system) == ["Added to the catalogue."]
    assert ("derivation.derive",) in told
    assert audit.verify().broken is None


def test_a_name_is_enough(sign_in, architect):
    sign_in(architect).post("/systems/new/", {"name": "Bücher & Café", "status": "live"})
    sign_in(architect).post("/systems/new/", {"name": "Bücher & Café", "status": "live"})
    sign_in(architect).post("/systems/new/", {"name": "Import", "status": "live"})
    sign_in(architect).post("/systems/new/", {"name": "图书馆", "status": "live"})
    assert set(System.objects.values_list("key", flat=True)) == {"buecher-cafe", "buecher-cafe-2", "import-2", "system"}


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "This field is required"),
        ("name", "x" * 201, "at most 200"),
        ("name", "a\0b", "Null characters"),
        ("key", "Web Shop", "small letters"),
        ("key", "new", "own addresses"),
        ("key", "taken", "already exists"),
        ("key", "x" * 61, "at most 60"),
        ("owner", "nobody@example.org", "Nobody with this address is known yet"),
        ("owner", "Nobody Known", "Nobody is called that"),
        ("owner", "gone@example.org", "may no longer sign in"),
        ("status", "retired", "Select a valid choice"),
        ("hosting", "moon", "Select a valid choice"),
        ("data_size_gib", "-1", "“-1” was not understood"),
        ("data_size_gib", "NaN", "“NaN” was not understood"),
        ("running_cost", "30.000", "can be read as"),
        ("running_cost", "10k $", "is in USD"),
        ("running_cost", "9" * 15, "digits"),
        ("running_cost", "1e400", "“e” was not understood"),
        ("supplier_rto_seconds", "4", "lacks its unit"),
        ("supplier_rto_seconds", "-4 hours", "number and its unit"),
        ("supplier_rpo_seconds", "200 years", "longer than 100 years"),
        ("purpose", "x" * 2001, "at most 2000"),
    ],
)
def test_what_is_refused_is_named_beside_the_field_and_nothing_is_lost(sign_in, architect, owner, field, value, says):
    SystemFactory(key="taken")
    PersonFactory(email="gone@example.org", is_active=False)
    response = sign_in(architect).post("/systems/new/", {**WHOLE, field: value, "tags": "<script>typed</script>"})
    page = text(response)
    assert response.status_code == 422
    assert says in page
    assert f'href="#id_{field}"' in page
    assert "&lt;script&gt;typed" in page
    assert "<script>typed" not in page
    assert System.objects.count() == 1
    assert not BusinessUnit.objects.exists()


def test_new_people_are_added_when_asked_for(sign_in, architect):
    values = {**WHOLE, "owner": "New.Owner@example.org", "technical_contact": "ops@example.org", "add_people": "on"}
    sign_in(architect).post("/systems/new/", values)
    system = System.objects.get(key="payments")
    assert system.owner.email == "new.owner@example.org"
    assert system.owner.roles == {"owner"}
    assert system.technical_contact.roles == frozenset()


def test_whoever_is_named_as_owner_may_answer(sign_in, architect, manager):
    sign_in(architect).post("/systems/new/", {**WHOLE, "owner": manager.email})
    assert User.objects.get(pk=manager.pk).roles == {"manager", "owner"}


def test_units_are_found_however_they_are_written(sign_in, architect, owner):
    unit = BusinessUnitFactory(name="Payments")
    sign_in(architect).post("/systems/new/", {**WHOLE, "unit": " payments "})
    assert System.objects.get().business_unit == unit


@pytest.mark.parametrize("path", ["/systems/new/", "/systems/a/edit/", "/systems/a/retire/"])
@pytest.mark.parametrize("who", ["owner", "manager", "administrator", "stranger", None])
def test_nobody_else_writes(request, sign_in, client, owner, path, who):
    system = SystemFactory(key="a", name="As it was", owner=owner)
    if who:
        client = sign_in(request.getfixturevalue(who))
    response = client.post(path, {**WHOLE, "version": "1"})
    assert response.status_code == (403 if who else 302)
    assert System.objects.count() == 1
    system.refresh_from_db()
    assert (system.name, system.status) == ("As it was", "live")


def test_editing_changes_what_was_changed_and_tells(
    sign_in, architect, owner, told, django_capture_on_commit_callbacks
):
    system = SystemFactory(key="payments", name="Before", owner=owner)
    Profile.objects.update(stale_since=None)
    values = {**WHOLE, "name": "After", "version": str(system.version)}
    with django_capture_on_commit_callbacks(execute=True):
        assert sign_in(architect).post("/systems/payments/edit/", values).url == "/systems/payments/"
    system.refresh_from_db()
    assert system.name == "After"
    assert system.version == 2
    entry = AuditEntry.objects.about("system", [system.pk]).get()
    assert entry.detail["changes"]["name"] == ["Before", "After"]
    assert "owner" not in entry.detail["changes"]
    assert Profile.objects.get().stale_since
    assert ("derivation.derive",) in told


def test_saving_without_a_change_changes_nothing(sign_in, architect, owner):
    sign_in(architect).post("/systems/new/", WHOLE)
    form = sign_in(architect).get("/systems/payments/edit/").context["form"]
    shown = {name: form[name].value() for name in form.fields}
    sign_in(architect).post("/systems/payments/edit/", {name: "" if v is None else v for name, v in shown.items()})
    system = System.objects.get()
    assert system.version == 1
    assert about(system) == ["Added to the catalogue."]


def test_line_ends_as_browsers_send_them_are_no_change(sign_in, architect, owner):
    SystemFactory(key="payments", name="Shop", purpose="One line\nand another", owner=owner)
    values = {**dict.fromkeys(WHOLE, ""), "name": "Shop", "purpose": "One line\r\nand another", "status": "live"}
    sign_in(architect).post("/systems/payments/edit/", {**values, "owner": owner.email, "version": "1"})
    assert System.objects.get().version == 1


def test_two_people_at_once_lose_nothing(sign_in, architect, owner):
    SystemFactory(key="payments", name="First", owner=owner)
    client = sign_in(architect)
    client.post("/systems/payments/edit/", {**WHOLE, "name": "Theirs", "version": "1"})
    response = client.post("/systems/payments/edit/", {**WHOLE, "name": "Mine", "tags": "typed", "version": "1"})
    page = text(response)
    assert response.status_code == 409
    assert "Somebody changed this meanwhile" in page
    assert "Theirs" in page
    assert 'value="Mine"' in page
    assert 'value="typed"' in page
    assert System.objects.get().name == "Theirs"
    assert client.post("/systems/payments/edit/", {**WHOLE, "name": "Mine", "version": "2"}).status_code == 302
    assert System.objects.get().name == "Mine"


@pytest.mark.parametrize("version", ["", "0", "17", "x", "-1"])
def test_a_version_that_was_never_shown_overwrites_nothing(sign_in, architect, owner, version):
    SystemFactory(key="payments", name="First", owner=owner)
    response = sign_in(architect).post("/systems/payments/edit/", {**WHOLE, "name": "Mine", "version": version})
    assert response.status_code in (409, 422)
    assert System.objects.get().name == "First"


def test_retiring_and_bringing_back(sign_in, architect, told, django_capture_on_commit_callbacks):
    system = SystemFactory(key="old", name="Old")
    DependencyFactory(needs=system)
    client = sign_in(architect)
    assert "1 system still needs it" in text(client.get("/systems/old/retire/"))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/systems/old/retire/", {"do": "retire"})
        client.post("/systems/old/retire/", {"do": "retire"})
    assert System.objects.get(key="old").status == "retired"
    assert about(system) == ["Retired."]
    assert Profile.objects.filter(stale_since__isnull=False).count() == Profile.objects.count() == 2
    assert ("derivation.derive",) in told
    page = text(client.get("/systems/old/"))
    assert "This system is retired" in page
    assert "Name an owner" not in page
    assert "Bring Old back?" in text(client.get("/systems/old/retire/"))
    client.post("/systems/old/retire/", {"do": "bring_back"})
    assert System.objects.get(key="old").status == "live"


def test_suggestions(sign_in, architect, manager, owner, stranger):
    SystemFactory(key="web-shop", name="Web shop <b>", owner=owner)
    SystemFactory(key="old-shop", name="Old shop", status="retired")
    client = sign_in(architect)
    page = client.get("/systems/suggest/?field=needs&needs=SHOP").content.decode()
    assert '<option value="web-shop">Web shop &lt;b&gt;</option>' in page
    assert "old-shop" not in page
    assert "payments.owner@example.org" in client.get("/systems/suggest/people/?field=owner&owner=pay").content.decode()
    page = sign_in(manager).get("/systems/suggest/people/?field=owner&owner=example").content.decode()
    assert "payments.owner" in page
    assert "stranger" not in page
    assert sign_in(owner).get("/systems/suggest/people/").status_code == 403
    assert sign_in(manager).get("/systems/suggest/").status_code == 403
    assert client.get("/systems/suggest/people/?field=%00&%00=%00").status_code == 200


def test_numbers_are_shown_without_zeros_that_say_nothing(sign_in, architect):
    SystemFactory(key="shop", running_cost=Decimal("240000.00"), data_size_gib=Decimal("0.50"))
    page = sign_in(architect).get("/systems/shop/edit/").content.decode()
    assert 'value="240000"' in page
    assert 'value="0.5"' in page

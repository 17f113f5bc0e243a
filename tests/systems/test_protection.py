"""What protects a system today: said by architects and by its technical contact, through HTTP."""

from __future__ import annotations

import pytest

from accounts.models import AuditEntry
from systems.models import Protection, System
from tests.factories import ProtectionFactory
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db

DAY = 86400
PROTECTED = {
    "strategy": "backup_restore", "live_copy": "asynchronous", "live_lag_seconds": "5 s", "live_site": "other_site",
    "history": "snapshot", "interval_seconds": "24 hours", "retention_seconds": "35 days",
    "history_site": "other_region", "isolated": "True", "immutable": "", "archive_retention_seconds": "3650 days",
    "restore_mib_per_s": "100", "note": "", "version": "1",
}  # fmt: skip
PAGE = "/systems/shop/protection/"


def test_protection_is_said_and_shown(sign_in, architect, shop, told, django_capture_on_commit_callbacks):
    client = sign_in(architect)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(PAGE, PROTECTED).status_code == 302
    kept = Protection.objects.get()
    assert (kept.interval_seconds, kept.retention_seconds) == (DAY, 35 * DAY)
    assert (kept.live_site, kept.history_site) == ("other_site", "other_region")
    assert (kept.isolated, kept.immutable, kept.archive_retention_seconds) == (True, None, 3650 * DAY)
    page = text(client.get("/systems/shop/"))
    for part in (
        "snapshots, every 24 hours",
        "asynchronous, up to 5 seconds behind",
        "<dt>The live copy lies</dt><dd>at another site nearby",
        "<dt>The copies of the past lie</dt><dd>in another region",
        "<dt>Administrators could delete them</dt><dd>no</dd>",
        "Said what protects it today",
    ):  # fmt: skip
        assert part in page
    assert "For a time nobody can" not in page
    assert told == [("derivation.derive",)]
    assert 'value="24 hours"' in text(client.get(PAGE))


@pytest.mark.parametrize(("chosen", "meant"), [("False", False), ("True", True), ("", None)])
def test_yes_they_could_is_not_isolated(sign_in, architect, shop, chosen, meant):
    client = sign_in(architect)
    client.post(PAGE, {**PROTECTED, "isolated": chosen})
    assert Protection.objects.get().isolated is meant
    page = text(client.get(PAGE))
    labels = {False: "yes, they could", True: "no, it is out of their reach", None: "not said"}
    checked = page[page.index('name="isolated"') :].partition("checked")[2]
    assert checked[: checked.index("</label>")].partition("<span>")[2].startswith(labels[meant])


def test_the_form_works_without_scripts_and_says_examples(sign_in, architect, shop):
    page = text(sign_in(architect).get(PAGE))
    for part in ("How the computing comes back", "Live copy", "Copies of the past", "Restoring"):
        assert f'-title">{part}</h2>' in page
    assert "The next building on the same ground, too." in page
    assert "another availability zone of the same region" in page
    assert "Could whoever administers the system, or whoever takes over its account, delete the copies?" in page
    assert "Is there a time within which nobody can delete or change the copies?" in page


def test_nothing_is_said_about_a_copy_that_is_not_there(sign_in, architect, shop):
    typed = {**PROTECTED, "live_copy": "none", "history": "none", "live_lag_seconds": "soon", "interval_seconds": "x"}
    assert sign_in(architect).post(PAGE, typed).status_code == 302
    kept = Protection.objects.get()
    assert (kept.live_site, kept.live_lag_seconds, kept.history_site, kept.interval_seconds) == ("", None, "", None)
    assert (kept.isolated, kept.restore_mib_per_s) == (None, 100)


def test_protection_saved_unchanged_changes_nothing(sign_in, architect, shop):
    ProtectionFactory(system=shop, history="snapshot", interval_seconds=86400)
    values = {"history": "snapshot", "interval_seconds": "1440 min", "version": "1"}
    assert sign_in(architect).post(PAGE, values).status_code == 302
    assert System.objects.get(key="shop").version == 1
    assert not AuditEntry.objects.exists()


def test_two_people_at_once_lose_nothing(sign_in, architect, shop):
    client = sign_in(architect)
    client.post(PAGE, PROTECTED)
    response = client.post(PAGE, {**PROTECTED, "interval_seconds": "1 hour"})
    page = text(response)
    assert response.status_code == 409
    assert "24 hours" in page
    assert 'value="1 hour"' in page
    assert Protection.objects.get().interval_seconds == 86400
    again = {**PROTECTED, "interval_seconds": "1 hour", "version": "2"}
    assert client.post(PAGE, again).status_code == 302
    assert Protection.objects.get().interval_seconds == 3600


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("interval_seconds", "daily", "number and its unit"),
        ("archive_retention_seconds", "for ever", "number and its unit"),
        ("strategy", "hope", "Select a valid choice"),
        ("live_site", "the moon", "Select a valid choice"),
        ("history_site", "<script>alert(1)</script>", "Select a valid choice"),
        ("isolated", "maybe", "Select a valid choice"),
        ("restore_mib_per_s", "-1", "greater than or equal to 0"),
        ("note", "x" * 1001, "at most 1000"),
        ("note", "a\0b", "Null characters"),
    ],
)
def test_bad_protection_is_refused_beside_the_field(sign_in, architect, shop, field, value, says):
    response = sign_in(architect).post(PAGE, {**PROTECTED, field: value})
    page = text(response)
    assert response.status_code == 422
    assert says in page[page.index("</h2>", page.index('id="errors"')) :]
    assert f'href="#id_{field}' in page
    assert 'value="35 days"' in page
    assert "<script>alert" not in page
    assert not Protection.objects.exists()


def test_the_technical_contact_says_it_for_the_own_systems(sign_in, contact, shop, ledger):
    client = sign_in(contact)
    assert client.get("/systems/shop/").status_code == 200
    assert 'href="/systems/shop/protection/"' in text(client.get("/systems/shop/"))
    assert client.post(PAGE, PROTECTED).status_code == 302
    assert AuditEntry.objects.get().actor == contact.email
    assert client.post("/systems/ledger/protection/", PROTECTED).status_code == 404
    assert Protection.objects.count() == 1


def test_who_looked_after_it_once_says_nothing_any_more(sign_in, contact, shop):
    System.objects.update(technical_contact=None)
    assert sign_in(contact).post(PAGE, PROTECTED).status_code == 404
    System.objects.update(owner=contact)
    assert sign_in(contact).post(PAGE, PROTECTED).status_code == 403
    assert not Protection.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 403), ("manager", 403), ("administrator", 404), ("stranger", 404), (None, 302)]
)
def test_nobody_else_says_it(request, sign_in, client, shop, who, status):
    if who:
        client = sign_in(request.getfixturevalue(who))
    assert client.post(PAGE, PROTECTED).status_code == status
    assert client.get(PAGE).status_code == status
    assert not Protection.objects.exists()

"""A person's data is given and erased: no table says name or address any more, but what the trail must keep; the trail
holds."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import call_command
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.actions import personal_data as actions
from accounts.models import AuditEntry, OpenSession, ProviderIdentity, User
from accounts.permissions import Role
from accounts.services import links
from assessments.models import Decision
from exports.models import ExportedFile
from notifications.models import OutgoingMail
from systems.models import ImportBatch, ImportRow
from tests.factories import SystemFactory

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Quetzalcoatl Ada", "quetzal@example.org"
EVIDENCE = {"auditentry.actor", "auditentry.object_label", "auditentry.detail", "decision.by_name", "importbatch.text"}
"""What the audit trail is, what it is held against, and files whose fingerprint it names."""


def places_of(*words: str) -> set[str]:
    """Every column of every table that says one of the words."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            texts = model._default_manager.annotate(as_text=Cast(field.attname, TextField()))
            if any(texts.filter(as_text__icontains=word).exists() for word in words):
                found.add(f"{model._meta.model_name}.{field.name}")
    return found


@pytest.fixture
def ada(approve, fitting, architect, sign_in) -> User:
    """An architect who did what leaves traces: approved, imported, has files, mail, links, an account elsewhere."""
    architect.name, architect.email = NAME, EMAIL
    architect.save()
    approve(architect, fitting, comment="Well done.")
    Decision.objects.update(by_name="")  # as before names were kept
    sign_in(architect).get("/systems/")
    ProviderIdentity.objects.create(user=architect, issuer="https://id.example", subject=EMAIL)
    OpenSession.objects.create(user=architect, session_key="k", means="password", agent="Firefox")
    links.issue(person=architect, browser="b")
    Authenticator.objects.create(user=architect, type="totp", data={"secret": "A-SECRET"})
    SystemFactory(key="till", technical_contact=architect)
    ExportedFile.objects.create(person=architect, kind="systems", format="csv", language="en", query=f"owner={EMAIL}")
    for applied_at in (None, timezone.now()):
        batch = ImportBatch.objects.create(person=architect, file_name="x.csv", text=EMAIL, applied_at=applied_at)
        ImportRow.objects.create(batch=batch, position=0, outcome="same", step={"new_person": [EMAIL, NAME]})
    OutgoingMail.objects.create(kind="x", key="x:1", recipient=architect, context={"to": NAME}, error=EMAIL)
    return architect


@pytest.fixture
def without_access(ada) -> User:
    User.objects.filter(pk=ada.pk).update(is_active=False)
    ada.refresh_from_db()
    return ada


def test_no_table_says_who_it_was_but_what_the_trail_must_keep(without_access, administrator, sign_in):
    assert {"user.email", "importrow.step", "exportedfile.query", "provideridentity.subject"} <= places_of(NAME, EMAIL)
    client = sign_in(administrator)
    page = client.get(f"/people/{without_access.pk}/erase/").content.decode()
    assert f"Erase name and address of {NAME}?" in page
    assert User.objects.filter(email=EMAIL).exists()
    for _ in range(2):
        response = client.post(f"/people/{without_access.pk}/erase/", follow=True)
    assert "Name and address are erased." in response.content.decode()
    assert places_of(NAME, EMAIL) <= EVIDENCE
    person = User.objects.get(pk=without_access.pk)
    assert (str(person), person.email) == (f"Person {person.pk}", f"person-{person.pk}@erased.invalid")
    assert not person.has_usable_password()
    assert not Authenticator.objects.filter(user=person).exists()
    assert OutgoingMail.objects.get(key="x:1").state == "cancelled"
    (entry,) = AuditEntry.objects.filter(action="person.erased")
    assert NAME not in entry.sentence
    call_command("audit_verify")
    assert Decision.objects.get().signer == NAME


def test_the_address_is_free_for_somebody_new(without_access, administrator, sign_in):
    actions.erase(person=without_access, by=administrator)
    sign_in(administrator).post("/people/new/", {"name": "New", "email": EMAIL, "roles": ["owner"]})
    assert User.objects.get(email=EMAIL).pk != without_access.pk


def test_who_may_sign_in_is_not_erased(ada, administrator, sign_in):
    client = sign_in(administrator)
    assert "/erase/" not in client.get(f"/people/{ada.pk}/").content.decode()
    response = client.post(f"/people/{ada.pk}/erase/", follow=True)
    assert "End the access first." in response.content.decode()
    assert User.objects.get(pk=ada.pk).email == EMAIL


def test_everything_is_given_without_what_lets_in(ada, administrator, sign_in):
    own = json.loads(sign_in(ada).post("/profile/data/").content)
    response = sign_in(administrator).post(f"/people/{ada.pk}/data/")
    assert response["Content-Disposition"] == f'attachment; filename="person-{ada.pk}.json"'
    given = json.loads(response.content)
    assert given["person"]["email"] == own["person"]["email"] == EMAIL
    assert given["person"]["roles"] == [Role.ARCHITECT]
    assert {"decision: by", "system: technical_contact", "exported file: person", "import batch: person"} <= {
        *given["kept"]
    }
    assert given["kept"]["decision: by"][0]["comment"] == "Well done."
    assert "purpose" not in given["kept"]["system: technical_contact"][0]
    assert any(entry["action"] == "assessment.approved" for entry in given["trail"])
    secrets = ("A-SECRET", ada.password, ada.sign_in_links.first().token_hash)
    assert not any(secret and secret in response.content.decode() for secret in secrets)
    assert AuditEntry.objects.filter(action="person.data_given").count() == 2


def test_nobody_else_gives_or_erases(ada, owner, manager, sign_in):
    for person in (owner, manager, ada):
        client = sign_in(person)
        assert client.post(f"/people/{owner.pk}/data/").status_code == 403
        assert client.post(f"/people/{owner.pk}/erase/").status_code == 403
        assert client.get("/profile/data/").status_code == 405

"""Ways out that change what protects a system today: shown old and new, taken by saying that it is so, and undone."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from assessments.models import TakenProtection
from assessments.services.offers import token_of
from derivation.services.deriving import derive
from recovery.durations import DAY, HOUR
from systems.models import Finding, Protection, ProtectionInquiry, System
from systems.services.staleness import mark_stale
from tests.factories import PersonFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def exposed(shop) -> System:
    """Its copies lie where whoever takes over the system could delete them, and are no bar to that."""
    Protection.objects.create(
        system=shop, strategy="backup_restore", history="snapshot", interval_seconds=HOUR, history_site="other_site",
        isolated=False, immutable=False,
    )  # fmt: skip
    round_of(shop, rto=DAY, rpo=DAY, mtd=3 * DAY)
    derive([shop.pk])
    return shop


def finding_with(system: System, name: str) -> tuple[Finding, dict]:
    """A contradiction that a change of this field of today's protection would end, and the change."""
    for finding in Finding.objects.open().filter(system=system):
        for offer in finding.offers:
            if name in offer["change"]:
                return finding, offer["change"]
    raise AssertionError(f"nothing offers {name}")


def fragment(client, system: System) -> str:
    return client.get(reverse("assessments:decision_fragment", args=[system.key])).content.decode()


def way(page: str, token: str) -> str:
    return next((each for each in re.findall(r"<form.*?</form>", page, re.DOTALL) if f'value="{token}"' in each), "")


def text_of(html: str) -> str:
    bare = re.sub(r'<span class="visually-hidden">.*?</span>|<[^>]+>', " ", html)
    return " ".join(unescape(bare).replace("\u00a0", " ").split())


def post(client, system: System, finding: Finding, change: dict, version: int | None = None):
    sent = {"offer": token_of(finding.code, change), "version": System.objects.get(pk=system.pk).version}
    sent |= {} if version is None else {"version": version}
    return client.post(reverse("assessments:take_protection", args=[system.key, finding.pk]), sent, follow=True)


def test_it_shows_old_and_new_before_it_is_taken(sign_in, architect, exposed):
    finding, change = finding_with(exposed, "today.immutable")
    form = way(fragment(sign_in(architect), exposed), token_of(finding.code, change))
    assert "For a time nobody can delete or change them no → yes" in text_of(form)
    assert "Only once it is so" in form


@pytest.mark.parametrize("name", ["today.immutable", "today.isolated"])
def test_taken_and_undone_it_is_as_before(name, sign_in, architect, exposed):
    client = sign_in(architect)
    finding, change = finding_with(exposed, name)
    before = Protection.objects.filter(system=exposed).values().get()
    assert "It is noted that the system is protected so now." in post(client, exposed, finding, change).content.decode()
    field = name.removeprefix("today.")
    assert getattr(Protection.objects.get(system=exposed), field) is True
    derive([exposed.pk])
    assert not Finding.objects.open().filter(pk=finding.pk).exists()
    entry = AuditEntry.objects.get(action="protection.taken")
    assert "→" in entry.sentence
    taken = TakenProtection.objects.get()
    undo = reverse("assessments:undo_protection", args=[taken.pk])
    assert undo in fragment(client, exposed)
    assert undo in client.get(reverse("assessments:protection_taken", args=[taken.pk])).content.decode()
    client.post(undo)
    assert Protection.objects.filter(system=exposed).values().get() == before
    derive([exposed.pk])
    assert Finding.objects.open().filter(pk=finding.pk).exists()
    client.post(undo)
    assert AuditEntry.objects.filter(action="protection.undone").count() == 1


def test_how_often_is_shown_with_of_what(sign_in, architect, shop):
    Protection.objects.create(
        system=shop, strategy="backup_restore", history="snapshot", interval_seconds=DAY, retention_seconds=DAY,
        history_site="other_site", isolated=True,
    )  # fmt: skip
    round_of(shop, rto=DAY, rpo=4 * HOUR, mtd=3 * DAY)
    derive([shop.pk])
    finding, change = finding_with(shop, "today.interval")
    assert "today.history" in change or change.keys() == {"today.interval"}
    form = way(fragment(sign_in(architect), shop), token_of(finding.code, change))
    assert "Copies of the past snapshots, every 24 hours → snapshots, every " in text_of(form)


def test_the_technical_contact_may_and_others_see_words_only(sign_in, owner, manager, stranger, exposed):
    finding, change = finding_with(exposed, "today.immutable")
    token = token_of(finding.code, change)
    contact = PersonFactory()
    System.objects.filter(pk=exposed.pk).update(technical_contact=contact)
    assert way(fragment(sign_in(contact), exposed), token)
    for person, status in ((owner, 403), (manager, 403), (stranger, 404)):
        assert token not in fragment(sign_in(person), exposed)
        assert post(sign_in(person), exposed, finding, change).status_code == status
    assert Protection.objects.get(system=exposed).immutable is False
    post(sign_in(contact), exposed, finding, change)
    undo = reverse("assessments:undo_protection", args=[TakenProtection.objects.get().pk])
    assert sign_in(owner).post(undo).status_code == 403
    assert sign_in(stranger).post(undo).status_code == 404
    assert Protection.objects.get(system=exposed).immutable is True


def test_what_somebody_said_meanwhile_is_not_overwritten(sign_in, architect, exposed):
    client = sign_in(architect)
    finding, change = finding_with(exposed, "today.immutable")
    seen = System.objects.get(pk=exposed.pk).version
    System.objects.filter(pk=exposed.pk).update(version=seen + 1)
    assert "no longer offered" in post(client, exposed, finding, change, version=seen).content.decode()
    post(client, exposed, finding, change)
    Protection.objects.filter(system=exposed).update(immutable=None)
    mark_stale([exposed.pk])
    page = client.post(reverse("assessments:undo_protection", args=[TakenProtection.objects.get().pk]), follow=True)
    assert "was changed since" in page.content.decode()
    assert Protection.objects.get(system=exposed).immutable is None


def test_an_own_answer_is_not_taken_as_protection(sign_in, architect, blocked):
    finding = Finding.objects.open().get(code="rto-exceeds-mtd")
    change = next(offer["change"] for offer in finding.offers if offer["change"])
    assert "no longer offered" in post(sign_in(architect), blocked.system, finding, change).content.decode()
    assert not Protection.objects.filter(system=blocked.system).exists()


def test_who_was_asked_for_the_whole_is_still_asked(sign_in, architect, exposed):
    ProtectionInquiry.objects.create(system=exposed, person=PersonFactory(), asked_by=architect)
    finding, change = finding_with(exposed, "today.immutable")
    post(sign_in(architect), exposed, finding, change)
    assert ProtectionInquiry.objects.get().answered_at is None

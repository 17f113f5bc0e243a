"""Which versions there are, what each asks, and what differs between two; who may read it and who may change it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from questionnaires.models import Questionnaire
from questionnaires.services import loading
from tests.factories import SystemFactory
from tests.panels.rounds import round_of
from tests.questionnaires.drafting.conftest import NEW, STANDARD, address, current, press

pytestmark = pytest.mark.django_db


def test_the_list_says_who_published_when_and_how_many_rounds_use_it(editing, owner, own, publish):
    first = current()
    round_of(SystemFactory(owner=owner), state="open")
    round_of(SystemFactory(owner=owner), state="approved", rto=60, rpo=60)
    second = publish(note="We ask for the night contact")
    page = editing.get(reverse("questionnaires:questionnaire")).content.decode()
    assert page.index(f"/versions/{second.pk}/") < page.index(f"/versions/{first.pk}/")
    newer, older = page.split("<tbody>")[1].split("</tr>")[:2]
    assert "We ask for the night contact" in newer
    assert second.published_by.get_full_name() in newer
    assert "asked now" in newer
    assert "asked now" not in older
    assert "came with the portal" in older
    assert '<td data-label="Rounds">0' in newer
    assert '<td data-label="Rounds">2' in older
    assert "1 under way" in older


@pytest.mark.parametrize("more", [1, 3])
def test_the_list_costs_the_same_however_many_there_are(editing, draft, more, django_assert_num_queries):
    for number in range(STANDARD + 1, STANDARD + 1 + more):
        Questionnaire.objects.create(
            slug="standard", version=number, title="x", document=draft.document, checksum=str(number),
            based_on=draft.based_on, published_at=draft.created_at, note=f"number {number}",
        )  # fmt: skip
    with django_assert_num_queries(8):
        assert f"number {STANDARD + more}" in editing.get(reverse("questionnaires:questionnaire")).content.decode()


def test_a_version_is_read_whole_in_both_languages(editing):
    row = current()
    page = editing.get(address("version", row)).content.decode()
    document = loading.parse(loading.written(loading.STANDARD))
    assert len(document.questions) == page.count('<article class="card asked')
    for said in ("Your car is in the workshop", "Su coche está en el taller", "Leave it open if the rule does not say"):
        assert said in page
    assert "Asked when “Does it keep data of its own?” is not answered with “No”." in page
    assert "15 minutes · 1 hour · 4 hours" in page
    assert 'lang="es"' in page


def test_what_changed_is_said_in_plain_words(editing, send, own, publish, draft):
    send("question", "mtd", **{"wording-en": "When is it too late?", "help-en": "Count from noon."})
    send("topic", "harm", **{"title-en": "When it fails"})
    press(editing, draft, "question:mtd:down")
    row = publish()
    page = editing.get(address("changes", row)).content.decode()
    assert f"From version {STANDARD} to version {STANDARD + 1}" in page
    assert "“Who can be called at night?”, on the page “When it fails”" in page
    assert "“From when on does it hurt?” comes first now" in page
    assert "When would it become unbearable, even if everybody helps?" in page
    assert "When is it too late?" in page
    assert "When is it too late?: How to answer (in English)" in page
    assert "Page “When it fails”: Title (in English)" in page
    back = editing.get(address("changes", row.based_on), {"since": row.pk}).content.decode()
    assert f"From version {STANDARD + 1} to version {STANDARD}" in back
    assert "<h3>Removed</h3>" in back


def test_the_first_version_has_none_before_it(editing):
    row = current()
    for since in ("", "nonsense", "99999999", str(row.pk)):
        page = editing.get(address("changes", row), {"since": since})
        assert "This is the first version" in page.content.decode()


def test_managers_read_versions_but_see_no_drafts(manager, sign_in, draft, own):
    client = sign_in(manager)
    page = client.get(reverse("questionnaires:questionnaire")).content.decode()
    assert "Drafts" not in page
    assert "Change the questionnaire" not in page
    assert client.get(address("version", current())).status_code == 200
    for name in ("version", "preview", "changes"):
        assert client.get(address(name, draft)).status_code == 404
    for name in ("draft", "publish", "remove"):
        assert client.get(address(name, draft)).status_code == 403


def test_who_may_not_change_it_changes_nothing(manager, owner, administrator, sign_in, draft):
    for person in (manager, owner, administrator):
        client = sign_in(person)
        for name, place in (
            ("add", ["harm"]),
            ("question", ["mtd"]),
            ("topic", ["harm"]),
            ("move", []),
            ("publish", []),
        ):
            assert client.post(address(name, draft, *place), NEW).status_code == 403
        assert client.post(reverse("questionnaires:begin")).status_code == 403
    draft.refresh_from_db()
    assert draft.revision == 1
    assert AuditEntry.objects.filter(action__startswith="questionnaire.").count() == 1


def test_a_draft_begun_twice_is_one_until_it_is_touched(editing, draft, send):
    editing.post(reverse("questionnaires:begin"))
    assert Questionnaire.objects.drafts().count() == 1
    send("question", "mtd", **{"why-en": "Because."})
    editing.post(reverse("questionnaires:begin"))
    assert Questionnaire.objects.drafts().count() == 2


def test_a_draft_can_begin_from_an_earlier_version(editing, own, publish, draft):
    first = current()
    publish()
    editing.post(reverse("questionnaires:begin"), {"from": first.pk})
    again = Questionnaire.objects.drafts().get()
    assert own not in str(again.document)
    assert "<li>1 question removed</li>" in editing.get(address("draft", again)).content.decode()
    assert editing.post(reverse("questionnaires:begin"), {"from": "987654321"}).status_code == 404


def test_a_published_draft_leads_to_its_version(editing, own, publish, draft):
    publish()
    for name in ("draft", "publish"):
        assert editing.get(address(name, draft))["Location"] == address("version", draft)


def test_a_draft_is_removed_once(editing, draft, own):
    where = address("remove", draft)
    assert "Remove the draft?" in editing.get(where).content.decode()
    assert "The draft is removed." in editing.post(where, follow=True).content.decode()
    assert "is gone already" in editing.post(where, follow=True).content.decode()
    assert AuditEntry.objects.get(action="questionnaire.draft_removed").detail["changed"]["added"] == [own]

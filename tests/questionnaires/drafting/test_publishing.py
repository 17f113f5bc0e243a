"""Publishing: what was looked at, once, one at a time; new rounds are asked it, every round keeps its own version."""

from __future__ import annotations

import threading

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from assessments.models import Assessment
from questionnaires.models import Questionnaire
from questionnaires.services import loading
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of
from tests.questionnaires.drafting.conftest import KEY, STANDARD, address, current, fields_of, question

pytestmark = pytest.mark.django_db


def post(client, draft, **typed):
    where = address("publish", draft)
    return client.post(where, {**fields_of(client.get(where)), "note": "As we speak", **typed}, follow=True)


def test_new_rounds_are_asked_it_and_the_others_keep_theirs(editing, owner, sign_in, own, draft):
    before, fresh = SystemFactory(owner=owner), SystemFactory(owner=owner)
    kept = round_of(before, state="open")
    shown = editing.get(address("publish", draft)).content.decode()
    assert "1 round is under way; it keeps the version it began with." in shown
    assert "“Who can be called at night?”, on the page “When it stops”" in shown
    page = post(editing, draft).content.decode()
    assert f"Version {STANDARD + 1} is asked from now on." in page
    version = Questionnaire.objects.get(pk=draft.pk)
    assert (version.version, version.note, loading.current()) == (STANDARD + 1, "As we speak", version)
    assert version.published_at
    assert version.document["version"] == STANDARD + 1
    editing.post(reverse("assessments:invite", args=[fresh.key]))
    assert Assessment.objects.get(system=fresh).questionnaire == version
    kept.refresh_from_db()
    assert kept.questionnaire.version == STANDARD
    answering = sign_in(owner)
    assert "Who can be called at night?" in harm_page(answering, Assessment.objects.get(system=fresh))
    assert "Who can be called at night?" not in harm_page(answering, kept)
    entry = AuditEntry.objects.get(action="questionnaire.published")
    assert entry.detail["changed"]["added"] == [KEY]
    told = {"version": STANDARD + 1, "before": STANDARD, "note": "As we speak"}
    assert {**entry.detail, **told} == entry.detail


def harm_page(client, assessment):
    return client.get(reverse("assessments:topic", args=[assessment.public_id, "harm"])).content.decode()


@pytest.mark.parametrize(
    ("note", "said"), [("", "Say in a sentence"), ("  ", "Say in a sentence"), ("x" * 301, "at most 300")]
)
def test_it_needs_a_comment(editing, own, draft, note, said):
    response = post(editing, draft, note=note)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert current().version == STANDARD


def test_a_draft_that_changes_nothing_is_not_published(editing, draft):
    page = post(editing, draft).content.decode()
    assert "there is nothing to publish" in page
    assert current().version == STANDARD


def test_twice_is_once(editing, own, draft):
    where = address("publish", draft)
    form = {**fields_of(editing.get(where)), "note": "Once"}
    editing.post(where, form)
    again = editing.post(where, form, follow=True)
    assert "published already" in again.content.decode()
    assert AuditEntry.objects.filter(action="questionnaire.published").count() == 1
    assert Questionnaire.objects.published().count() == 2


def test_what_changed_since_it_was_looked_at_is_looked_at_again(editing, send, own, draft):
    where = address("publish", draft)
    form = {**fields_of(editing.get(where)), "note": "My comment"}
    send("question", "mtd", **{"wording-en": "When is it too late?"})
    refused = editing.post(where, form)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Nothing was published" in page
    assert "When is it too late?" in page
    assert fields_of(refused)["note"] == "My comment"
    assert editing.post(where, fields_of(refused)).status_code == 302
    assert current().note == "My comment"


def test_of_two_architects_the_second_looks_again(editing, sign_in, send, own, draft, publish):
    colleague = sign_in(PersonFactory(roles=["architect"]))
    colleague.post(reverse("questionnaires:begin"))
    other = Questionnaire.objects.drafts().exclude(pk=draft.pk).get()
    where = address("question", other, "mtd")
    colleague.post(where, {**fields_of(colleague.get(where)), "wording-en": "When is it too late?"})
    form = {**fields_of(colleague.get(address("publish", other))), "note": "Mine"}
    publish()
    refused = colleague.post(address("publish", other), form)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Nothing was published" in page
    assert "<h3>Removed</h3>" in page  # publishing this draft would take the first one's question back
    shown = colleague.get(address("draft", other)).content.decode()
    assert f"Version {STANDARD + 1} was published since this draft was begun" in shown
    assert colleague.post(address("publish", other), fields_of(refused)).status_code == 302
    assert (current().version, current().note) == (STANDARD + 2, "Mine")
    assert question(other, KEY) is None


def test_a_draft_that_was_removed_is_not_published(editing, draft):
    where = address("publish", draft)
    form = {**fields_of(editing.get(where)), "note": "Gone"}
    draft.delete()
    assert editing.post(where, form).status_code == 404


@pytest.mark.parametrize("typed", [{"revision": "x"}, {"against": ""}, {"revision": "-1"}, {"against": "9" * 40}])
def test_numbers_that_are_none_publish_nothing(editing, own, draft, typed):
    assert post(editing, draft, **typed).status_code == 422
    assert current().version == STANDARD


def test_it_can_be_worded_again_and_published_again(editing, own, draft, publish):
    publish()
    editing.post(reverse("questionnaires:begin"))
    second = Questionnaire.objects.drafts().get()
    assert question(second, KEY)
    editing.post(address("question_remove", second, KEY))
    assert publish(second).version == STANDARD + 2


TIMES = 6


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads need a database server")
def test_of_many_at_once_one_wins_and_the_others_are_told(architect, sign_in):
    client = sign_in(architect)
    drafts, forms = [], []
    for number in range(TIMES):
        client.post(reverse("questionnaires:begin"))
        draft = Questionnaire.objects.drafts().get(revision=1)
        where = address("question", draft, "mtd")
        client.post(where, {**fields_of(client.get(where)), "wording-en": f"Wording {number}?"})
        drafts.append(draft)
        forms.append({**fields_of(client.get(address("publish", draft))), "note": f"Number {number}"})
    replies, start = [], threading.Barrier(TIMES)

    def click(number):
        try:
            own = Client()
            own.force_login(architect, backend="accounts.backends.PeopleBackend")
            start.wait()
            replies.append(own.post(address("publish", drafts[number]), forms[number]).status_code)
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click, args=[number]) for number in range(TIMES)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert sorted(replies) == [302, *[409] * (TIMES - 1)]
    assert [row.version for row in Questionnaire.objects.published()] == [STANDARD + 1, STANDARD]
    assert AuditEntry.objects.filter(action="questionnaire.published").count() == 1


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="threads need a database server")
def test_many_at_different_questions_of_one_draft_all_count(architect, sign_in):
    client = sign_in(architect)
    client.post(reverse("questionnaires:begin"))
    draft = Questionnaire.objects.drafts().get()
    keys, replies = ["what_stops", "mtd", "peak", "wrt", "deadline", "never_lose"], []
    forms = {
        key: {**fields_of(client.get(address("question", draft, key))), "why-en": f"Because {key}."} for key in keys
    }
    start = threading.Barrier(len(keys))

    def save(key):
        try:
            own = Client()
            own.force_login(architect, backend="accounts.backends.PeopleBackend")
            start.wait()
            replies.append(own.post(address("question", draft, key), forms[key]).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=save, args=[key]) for key in keys]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert replies == [302] * len(keys)
    assert [question(draft, key)["why"]["en"] for key in keys] == [f"Because {key}." for key in keys]


@pytest.fixture
def newer_file(tmp_path, monkeypatch):
    """The portal comes with another standard questionnaire, as after an update."""

    def brought(old="What stops first", new="What ends first"):
        file = tmp_path / "standard.toml"
        text = loading.STANDARD.read_text().replace(old, new)
        file.write_text(text.replace(f"version = {STANDARD}", f"version = {STANDARD + 1}", 1))
        monkeypatch.setattr(loading, "STANDARD", file)
        return file

    return brought


def test_a_newer_standard_waits_where_there_are_versions_of_ones_own(editing, own, draft, publish, newer_file, capsys):
    publish()
    file = newer_file()
    call_command("load_questionnaire", str(file))
    assert "waits on the page of the questionnaire" in capsys.readouterr().out
    assert current().pk == draft.pk
    page = editing.get(reverse("questionnaires:questionnaire")).content.decode()
    assert "The portal came with a newer standard questionnaire." in page
    editing.post(reverse("questionnaires:begin"), {"from": "file"})
    offered = Questionnaire.objects.drafts().get()
    assert question(offered, "what_stops")["wording"]["en"].startswith("What ends first")
    assert question(offered, KEY)["wording"]["en"] == "Who can be called at night?"
    assert publish(offered).version == STANDARD + 2
    assert "came with a newer standard" not in editing.get(reverse("questionnaires:questionnaire")).content.decode()
    call_command("load_questionnaire", str(file))
    assert current().version == STANDARD + 2


def test_a_file_that_the_operator_loads_is_asked_at_once(own, draft, publish, tmp_path):
    publish()
    file = tmp_path / "ours.toml"
    file.write_text(loading.STANDARD.read_text().replace(f"version = {STANDARD}", f"version = {STANDARD + 5}", 1))
    call_command("load_questionnaire", str(file))
    assert current().version == STANDARD + 5


def test_a_newer_standard_is_asked_where_nobody_has_changed_it(draft, newer_file):
    file = newer_file()
    call_command("load_questionnaire", str(file))
    assert current().version == STANDARD + 1
    assert not loading.waiting()

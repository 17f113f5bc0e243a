"""Long files are compared and written in the background, in groups: what was shown is what is done, and once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry, User
from accounts.permissions import Role
from accounts.services import audit
from systems import tasks
from systems.models import BusinessUnit, Dependency, ImportBatch, ImportRow, ImportRun, Profile, System
from systems.services.imports.applying import running
from tests.background.late import go_silent
from tests.factories import PersonFactory, SystemFactory
from tests.systems.conftest import text
from tests.systems.imports.test_importing import bring, counts, go

pytestmark = pytest.mark.django_db
FILE = """Key,Name,Unit,Owner,Running cost,Needs
a,Alpha,Sales,ann@example.org,100,b; c
b,Beta,Sales,bob@example.org,200,c
c,Gamma,Ops,ann@example.org,,
d,Delta,Ops,,400,a
e,Epsilon,Ops,nobody here,500,
f,Zeta,Ops,,,zeppelin
,,Ops,,,
known,Known anew,Ops,ann@example.org,900,a
same,Same,,,,
same,Same,,,,a
"""


@pytest.fixture(autouse=True)
def long_from_two_rows_on(settings, monkeypatch):
    settings.IMPORT_AT_ONCE_ROWS = 2
    monkeypatch.setattr(running, "GROUP", 2)
    monkeypatch.setattr(running, "KEPT_AT_ONCE", 3)


@pytest.fixture
def known():
    SystemFactory(key="same", name="Same")
    return SystemFactory(key="known", name="Known", running_cost=300)


def work() -> ImportRun:
    """What a worker does with the newest run."""
    run = ImportRun.objects.first()
    tasks.run_import(run.pk)
    run.refresh_from_db()
    return run


def compared(client, content: str = FILE, **choices: str) -> str:
    """The address of a preview, after the comparison; `choices` are said first."""
    url = bring(client, content).url
    work()
    if choices:
        columns = {f"column_{at}": meaning for at, meaning in enumerate(ImportBatch.objects.get().mapping)}
        assert client.post(url, {"need_kind": "hard", **columns, **choices}).status_code == 302
        work()
    return url


def test_a_long_file_is_compared_in_the_background_and_shown_as_a_short_one(client, known, settings):
    url = bring(client, FILE).url
    waiting = text(client.get(url))
    assert "It is about to begin." in waiting
    assert "fingerprint" not in waiting
    ImportRun.objects.update(state="held", total=9, done=3, seen_at=timezone.now())
    assert "3 of 9 rows are compared" in text(client.get(url, headers={"HX-Request": "true"}))
    ImportRun.objects.update(state="pending")
    assert work().state == "done"
    refreshed = client.get(url, headers={"HX-Request": "true"})
    assert (refreshed["HX-Refresh"], refreshed.content) == ("true", b"")
    parts = ("", "?show=todo", "?show=created", "?show=no-owner", "?show=nobody.owner", "?page=2")
    long = [shape(client, url + part) for part in parts]
    settings.IMPORT_AT_ONCE_ROWS = 100
    short = [shape(client, url + part) for part in parts]
    for one, other in zip(long, short, strict=True):
        assert one.split(">") == other.split(">")
    assert "Epsilon" in short[1]
    assert not System.objects.filter(key="a").exists()


def shape(client, url: str) -> str:
    """The page without its tokens."""
    return re.sub(r"\b\w{64}\b", "", text(client.get(url)))


def results(page: str) -> dict[str, int]:
    """The counts of the last page, which are links to their lists."""
    return {label: int(number) for label, number in re.findall(r"<dt>([\w ]+)</dt><dd>(?:<a[^>]*>)?(\d+)", page)}


def test_what_columns_mean_is_compared_anew(client, known):
    url = compared(client, add_people="on")
    page = text(client.get(url))
    assert ImportRun.objects.count() == 2
    assert "New people</dt><dd>2" in page


def test_it_is_written_as_shown_with_an_entry_for_each_system(client, architect, known, told):
    url = compared(client, add_people="on")
    before = counts(text(client.get(url)))
    assert "Importing" in text(go(client, url))
    assert not System.objects.filter(key="a").exists()
    told.clear()
    assert work().state == "done"
    done = client.get(url)
    assert client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    told_after = results(text(done))
    assert told_after == {
        "New systems": 6,
        "Changed": 2,
        "As they were": 0,
        "Refused": 1,
        "With another row": 1,
        "New people": 2,
    }
    assert {name: before[name] for name in ("New systems", "Changed", "Refused")}.items() <= told_after.items()
    assert set(System.objects.values_list("key", flat=True)) == {"a", "b", "c", "d", "e", "f", "known", "same"}
    edges = set(Dependency.objects.values_list("system__key", "needs__key", "kind"))
    assert edges == {(one, two, "hard") for one, two in ("ab", "ac", "bc", "da")} | {
        ("known", "a", "hard"), ("same", "a", "hard"),
    }  # fmt: skip
    assert System.objects.get(key="a").owner == User.objects.get(email="ann@example.org")
    assert User.objects.get(email="bob@example.org").roles == {Role.OWNER}
    assert BusinessUnit.objects.filter(name="Ops").count() == 1
    assert Profile.objects.filter(stale_since__isnull=False).count() == 8
    known.refresh_from_db()
    assert (known.name, known.running_cost, known.version) == ("Known anew", 900, 2)
    entries = AuditEntry.objects.filter(object_type="system")
    assert set(entries.values_list("object_label", flat=True)) == set(System.objects.values_list("name", flat=True))
    batch = ImportBatch.objects.get()
    assert {entry.detail["sha256"] for entry in entries} == {batch.sha256}
    [entry] = entries.filter(object_label="Known anew")
    assert entry.detail["changes"]["name"] == ["Known", "Known anew"]
    assert entry.detail["changes"]["needs"] == ["", "a"]
    [applied] = AuditEntry.objects.filter(action="importbatch.applied")
    assert (applied.actor, applied.detail["created"], applied.detail["changed"]) == (architect.email, 6, 2)
    assert audit.verify().broken is None


def test_every_count_of_the_last_page_is_that_of_its_list(client, known):
    url = compared(client)
    go(client, url)
    System.objects.filter(key="known").update(version=7)
    work()
    page = client.get(url).content.decode()
    links = re.findall(r'<a href="(\?show=\w+)#rows" data-count="(\d+)"', page)
    assert {link.partition("=")[2] for link, _ in links} == {"created", "changed", "refused", "joined", "overtaken"}
    for link, count in links:
        listed = client.get(url + link).content.decode()
        assert re.search(r'data-listed="(\d+)"', listed)[1] == count
        assert listed.count('<td class="num" data-label="Row">') == int(count)
    assert f'data-count="{System.objects.count() - 2}"' in page


def test_each_group_is_one_transaction_in_which_systems_are_marked_once(client, known, told):
    url = compared(client)
    go(client, url)
    run = ImportRun.objects.first()
    assert run.kind == "apply"
    told.clear()
    tasks.run_import(run.pk)
    run.refresh_from_db()
    assert run.done == run.total
    entries = AuditEntry.objects.filter(object_type="system").order_by("pk")
    moments = [entry.at for entry in entries]
    assert len(set(moments)) == -(-6 // 2) + -(-5 // 2)


@pytest.mark.parametrize("groups", [0, 1, 2, 3, 4, 5])
def test_a_worker_that_was_killed_is_followed_by_one_that_does_nothing_twice(groups, client, known, monkeypatch):
    url = compared(client, add_people="on")
    go(client, url)
    write, written = running.carry_out, []

    def killed_after_some(*arguments):
        if len(written) == groups:
            raise KeyboardInterrupt
        written.append(arguments)
        write(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(running, "carry_out", killed_after_some)
        with pytest.raises(KeyboardInterrupt):
            work()
    assert ImportRun.objects.first().state == "held"
    go_silent(ImportRun)
    tasks.sweep()
    run = work()
    assert (run.state, run.claims, run.done) == ("done", 2, run.total)
    assert System.objects.count() == 8
    assert Dependency.objects.count() == 6
    assert AuditEntry.objects.filter(action="system.imported").count() == 6
    assert AuditEntry.objects.filter(action="system.changed_by_import").count() == 5
    assert AuditEntry.objects.filter(action="importbatch.applied").count() == 1
    assert AuditEntry.objects.filter(action="person.created").count() == 2
    assert set(System.objects.values_list("version", flat=True)) <= {1, 2}
    assert results(text(client.get(url)))["New systems"] == 6


def test_who_comes_back_too_late_writes_nothing(client, known, monkeypatch):
    url = compared(client)
    go(client, url)
    write, first = running.carry_out, [1]

    def another_is_through(*arguments):
        if first:
            first.clear()
            go_silent(ImportRun)
            tasks.sweep()
            ImportRun.objects.filter(kind="apply").update(claims=5, state="held", seen_at=timezone.now())
        write(*arguments)

    monkeypatch.setattr(running, "carry_out", another_is_through)
    work()
    assert ImportRow.objects.filter(state="created").count() <= 2


def test_pressed_twice_it_is_written_once(client, known):
    url = compared(client)
    page = text(client.get(url))
    go(client, url, page)
    go(client, url, page)
    assert ImportRun.objects.filter(kind="apply").count() == 1
    work()
    go(client, url, page)
    assert ImportRun.objects.filter(kind="apply").count() == 1
    assert System.objects.filter(name="Alpha").count() == 1


def test_another_import_meanwhile_waits_with_a_sentence(client, known, sign_in, settings):
    url = compared(client)
    go(client, url)
    other = sign_in(PersonFactory(roles=[Role.ARCHITECT]))
    longer = compared(other, "Name\nOne\nTwo\nThree\n")
    short = bring(other, "Name\nTiny\n").url
    for place in (longer, short):
        assert "Another import is being written." in text(go(other, place))
    assert not System.objects.filter(name__in=["One", "Tiny"]).exists()
    tasks.run_import(ImportRun.objects.filter(kind="apply").get().pk)
    go(other, short)
    assert System.objects.filter(name="Tiny").exists()


def test_who_changed_a_system_meanwhile_wins_and_the_row_is_said(client, known, sign_in):
    url = compared(client)
    System.objects.filter(key="known").update(running_cost=777, version=2)
    SystemFactory(key="b", name="Somebody else's")
    go(client, url)
    work()
    known.refresh_from_db()
    assert (known.running_cost, known.name) == (777, "Known")
    assert System.objects.get(key="b").name == "Somebody else's"
    page = text(client.get(url))
    assert "Some systems were changed by somebody else meanwhile." in page
    listed = text(client.get(f"{url}?show=overtaken"))
    assert "Known anew" in listed
    assert "Beta" in listed


def test_stopped_it_keeps_what_is_written_and_goes_on_when_asked(client, known, monkeypatch):
    url = compared(client)
    go(client, url)
    write = running.carry_out

    def stopped_meanwhile(*arguments):
        write(*arguments)
        if System.objects.filter(key__in="abcdef").count() == 4:
            ImportRun.objects.open().call_off()

    with monkeypatch.context() as patched:
        patched.setattr(running, "carry_out", stopped_meanwhile)
        work()
    page = text(client.get(url))
    assert "The import stopped after" in page
    assert "Go on with the rest" in page
    go(client, url, page)
    assert work().state == "done"
    assert set(System.objects.filter(key__in="abcdef").values_list("key", flat=True)) == set("abcdef")
    assert AuditEntry.objects.filter(action="system.imported").count() == 6


def test_the_button_stops_it_before_a_worker_came(client, known):
    url = compared(client)
    go(client, url)
    client.post(f"{url}stop/")
    work()
    assert not System.objects.filter(key="a").exists()
    client.post(f"{url}look-again/")
    work()
    assert "Import 8 systems" in text(client.get(url))


def test_a_made_up_fingerprint_or_none_begins_nothing(client, known):
    url = bring(client, FILE).url
    for fingerprint in ("", "0" * 64):
        assert "Nothing was imported" in text(client.post(f"{url}apply/", {"fingerprint": fingerprint}, follow=True))
        work()
    assert not ImportRun.objects.filter(kind="apply").exists()


def test_nobody_else_sees_stops_or_compares_it(client, known, sign_in):
    url = compared(client)
    other = sign_in(PersonFactory(roles=[Role.ARCHITECT]))
    assert other.get(url).status_code == 404
    assert {other.post(f"{url}{what}/").status_code for what in ("stop", "apply", "look-again")} == {404}


def test_a_role_that_was_taken_away_ends_it(client, architect, known):
    url = compared(client)
    go(client, url)
    architect.role_assignments.all().delete()
    run = work()
    assert (run.state, run.error) == ("failed", "not allowed")
    assert not System.objects.filter(key="a").exists()


def test_a_large_short_file_is_long_too(client, settings):
    settings.IMPORT_AT_ONCE_ROWS = 3
    bring(client, "Name,Purpose\nBig," + "x" * 1600 + "\n")
    work()
    assert ImportBatch.objects.get().is_long


def test_files_that_were_never_written_are_forgotten_with_their_rows(client, known):
    compared(client)
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(days=8))
    bring(client, "Name\nOne\n")
    assert not ImportRow.objects.exists()

"""What else lists say: strategy and copies today, the last test and its result, who needs a system, bare numbers."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from systems.models import Dependency, Exercise, ImportBatch, Proposal, Protection, System
from systems.services.imports.cells import Unusable
from systems.services.imports.columns import guess
from systems.services.imports.kinds.days import Tested, day, result_of_test
from tests.factories import DependencyFactory, ExerciseFactory, SystemFactory
from tests.systems.imports.test_shapes import apply, edges, look, meant_field, page_of, say

pytestmark = pytest.mark.django_db
HOUR = 3600

HEADINGS = [
    ("DR strategy", "strategy"), ("Estrategia de recuperación", "strategy"), ("Replication", "live_copy"),
    ("Backup type", "history"), ("Sicherungsart", "history"), ("cross_region", "history_site"),
    ("Last DR test", "tested_on"), ("last_dr_test_days", "tested_on"), ("Letzter Test", "tested_on"),
    ("Last restore test", "restored_on"), ("Test result", "test_result"), ("parent_assets", "needed_by"),
    ("Kind of dependency", "need_kind"), ("Wird benötigt von", "needed_by"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "meaning"), HEADINGS)
def test_the_headings_are_learnt(heading, meaning):
    assert guess(["Name", heading]) == ["name", meaning]


def test_what_protects_it_today_comes_in_and_words_are_asked_once(client):
    rows = "Name,DR strategy,Replication,Backup type,Cross region\nShop,Warm standby,async,PITR,yes\nTill,Cold,no,full,"
    url, page = look(client, rows)
    page = say(client, url, **{meant_field(page, "yes"): "other_region"})
    assert "Warm standby" in page
    apply(client, url)
    found = {p.system.key: (p.strategy, p.live_copy, p.history, p.history_site) for p in Protection.objects.all()}
    assert found == {
        "shop": ("warm_standby", "asynchronous", "continuous", "other_region"),
        "till": ("backup_restore", "none", "snapshot", ""),
    }
    entry = AuditEntry.objects.get(action="system.imported", object_label="Till")
    assert entry.detail["changes"]["protected"][1] == "STRATEGY backup_restore, LIVE none, HISTORY snapshot"
    assert "There is nothing to import" in look(client, "Name,DR strategy\nShop,warm\n")[1]


def test_what_somebody_has_said_of_it_stays(client):
    Protection.objects.create(system=SystemFactory(key="shop", name="Shop"), strategy="pilot_light")
    url, page = look(client, "Name,Strategy,Replication\nShop,Warm standby,sync\n")
    assert "Strategy today: what the catalogue says stays" in page
    apply(client, url)
    assert list(Protection.objects.values_list("strategy", "live_copy")) == [("pilot_light", "synchronous")]


TESTS = """Name,Last DR test,Last restore test,Test result
Shop,2026-03-31,,passed
Till,12.05.2026,,3 h 20 min
Desk,,3 May 2026,ok
Help,2026-01-02,,failed
Bank,03/04/2026,,passed
Post,,,passed
"""


@pytest.mark.parametrize("long", [False, True])
def test_a_test_that_succeeded_becomes_an_exercise(client, settings, long):
    settings.IMPORT_AT_ONCE_ROWS = 1 if long else 100
    settings.CELERY_TASK_ALWAYS_EAGER = True
    url, page = look(client, TESTS)
    if not long:
        assert "The last test did not succeed" in page
        assert "A test without its day" in page
        assert "Last failover test: not understood and left out" in page
    apply(client, url) if not long else finish(client, url)
    found = {(e.system.key, e.kind, e.performed_on, e.rta_seconds) for e in Exercise.objects.all()}
    assert found == {
        ("shop", "failover", dt.date(2026, 3, 31), None),
        ("till", "failover", dt.date(2026, 5, 12), 12000),
        ("desk", "data_restore", dt.date(2026, 5, 3), None),
    }
    assert set(Exercise.objects.values_list("note", flat=True)) == {"From the file x.csv."}
    assert System.objects.count() == 6


def finish(client, url: str) -> None:
    from systems.models import ImportRun
    from systems.services.imports.applying import running

    def run() -> None:
        for pk in ImportRun.objects.filter(state="pending").values_list("pk", flat=True):
            running.run(pk)

    run()
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', page_of(client, url))[1]
    client.post(f"{url}apply/", {"fingerprint": fingerprint})
    run()


def test_a_test_is_recorded_once_and_an_older_one_not_at_all(client):
    shop = SystemFactory(key="shop", name="Shop")
    ExerciseFactory(system=shop, kind="failover", performed_on=dt.date(2026, 4, 1))
    assert "There is nothing to import" in look(client, "Name,Last test\nShop,2026-04-01\n")[1]
    page = look(client, "Name,Last test\nShop,2026-03-01\n")[1]
    assert "A newer test stands in the catalogue" in page
    assert "There is nothing to import" in page
    apply(client, look(client, "Name,Last test\nShop,2026-05-01\n")[0])
    assert Exercise.objects.filter(system=shop).count() == 2


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2026-03-31", (2026, 3, 31)), ("2026-03-31 10:15", (2026, 3, 31)), ("31.3.2026", (2026, 3, 31)),
        ("25/12/2025", (2025, 12, 25)), ("12/25/2025", (2025, 12, 25)), ("05/05/2026", (2026, 5, 5)),
        ("5 May 2026", (2026, 5, 5)), ("May 5th, 2026", (2026, 5, 5)), ("12. März 2026", (2026, 3, 12)),
        ("3 de mayo de 2026", (2026, 5, 3)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_its_writer_meant_it(cell, found):
    assert day(cell) == dt.date(*found)


@pytest.mark.parametrize("cell", ["04/05/2026", "2026-02-30", "soon", "31", "2999-01-01", "1899-12-31", "Q3 2026", "²"])
def test_a_day_that_is_none_or_two_is_refused(cell):
    with pytest.raises(Unusable):
        day(cell)


def test_so_many_days_ago():
    assert day("45", 86400) == timezone.localdate() - dt.timedelta(days=45)


@pytest.mark.parametrize(
    ("cell", "found"),
    [("Passed", Tested("passed")), ("partial", Tested("failed")), ("fallido", Tested("failed")),
     ("2 h", Tested("passed", 2 * HOUR))],
)  # fmt: skip
def test_a_result_is_a_word_or_a_time(cell, found):
    assert result_of_test(cell) == found


def test_parent_assets_need_the_row_also_where_they_have_none(client):
    old = SystemFactory(key="billing", name="Billing")
    DependencyFactory(system=old, needs=SystemFactory(key="mail", name="Mail"))
    rows = "name,parent_assets,description\nDatabase,Shop;Billing,Keeps it\nShop,,Sells\nLedger,Nirvana,Counts\n"
    url, page = look(client, rows)
    assert "Needs something that is no system here" in page
    page = say(client, url, remove_needs="on", need_kind="hard")
    apply(client, url)
    assert edges() == {("shop", "database", "hard"), ("billing", "database", "hard"), ("billing", "mail", "hard")}
    assert AuditEntry.objects.filter(action="system.changed_by_import", object_label="Billing").count() == 1
    assert Dependency.objects.count() == 3


def test_the_unit_of_bare_numbers_is_asked_once_for_the_column(client):
    url, page = look(client, "name,u_rto,u_rpo (h)\nShop,4,1\nTill,8,2\nDesk,30 min,1\n")
    shown = client.get(url).content.decode()
    assert 'name="bare_rto_seconds"' in shown
    assert 'name="bare_rpo_seconds"' not in shown
    assert "Numbers like “4” are" in page
    assert "RTO: not understood and left out" in page
    page = say(client, url, bare_rto_seconds="3600")
    assert "RTO: not understood and left out" not in page
    apply(client, url)
    found = {each.system.key: each.seconds for each in Proposal.objects.all()}
    assert found == {
        "shop": {"rto": 4 * HOUR, "rpo": HOUR}, "till": {"rto": 8 * HOUR, "rpo": 2 * HOUR},
        "desk": {"rto": 1800, "rpo": HOUR},
    }  # fmt: skip
    _url, again = look(client, "name,u_rto,u_rpo (h)\nHelp,2,1\n")
    assert ImportBatch.objects.first().meant == {"bare:rto_seconds": "3600"}
    assert "2 hours" in again

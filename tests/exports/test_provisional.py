"""A plan from a list that nobody has confirmed: shown, marked wherever it stands, counted nowhere, and gone at once."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import openpyxl
import pytest
from django.utils import timezone

from assessments.models import Assessment
from assessments.queries import to_answer
from assessments.services.answer_state import set_answer_state
from assessments.services.reminding.unanswered import unanswered_systems
from derivation.models import DerivationBatch
from derivation.services.batches import derive as derive_batch
from derivation.services.deriving import derive, derive_waiting
from derivation.services.laying_out import lay_out_for
from policies.services import in_force
from systems.models import Finding, Profile, Proposal, ProvisionalPlan, System
from systems.services.staleness import mark_stale
from tests.factories import DependencyFactory, PersonFactory, SystemFactory
from tests.panels.rounds import round_of
from tests.systems.imports.test_shapes import apply, look

pytestmark = pytest.mark.django_db
HOUR = 3600
LIST = "bia-2024.xlsx"


def proposed(name: str, owner=None, **seconds: int) -> System:
    system = SystemFactory(name=name, key=name.lower(), owner=owner)
    said = {f"{measure}_seconds": value for measure, value in seconds.items()}
    Proposal.objects.create(system=system, source=LIST, **said)
    return system


def derived(*systems: System) -> None:
    mark_stale([system.pk for system in systems])
    derive([system.pk for system in systems])


@pytest.fixture
def shop(owner):
    system = proposed("Shop", owner, rto=HOUR, rpo=HOUR, mtd=24 * HOUR)
    derived(system)
    return system


def test_the_plan_stands_beside_the_profile_which_knows_nothing_of_it(shop):
    plan = ProvisionalPlan.objects.get()
    assert (plan.rto, plan.rpo, plan.strategy, plan.source) == (HOUR, HOUR, "pilot_light", LIST)
    assert plan.derived().history is not None
    profile = Profile.objects.get()
    assert (profile.rto_state, profile.rpo_state, profile.strategy, profile.cost_tier) == ("unset", "unset", "", None)
    assert {each.code for each in Finding.objects.open()} == {"objective-unset"}


def test_whoever_has_answered_is_derived_among_what_was_answered():
    till, shop, bank = SystemFactory(key="till"), proposed("Shop", rto=48 * HOUR), proposed("Bank", rto=72 * HOUR)
    DependencyFactory(system=till, needs=shop)
    DependencyFactory(system=shop, needs=bank)
    round_of(till, by=PersonFactory(), rto=HOUR, rpo=HOUR)
    derived(till, shop, bank)
    codes = {each.code for each in Finding.objects.open().filter(system=till)}
    assert "dependency-without-objective" in codes
    assert not codes & {"dependency-slower", "chain-exceeds-rto"}
    assert ProvisionalPlan.objects.get(pk=bank.pk).required_rto_seconds is not None
    assert set(ProvisionalPlan.objects.values_list("pk", flat=True)) == {shop.pk, bank.pk}


@pytest.mark.parametrize("in_batches", [False, True])
def test_it_goes_with_the_answers_and_with_the_proposal(in_batches):
    answered, left, kept = (proposed(name, rto=HOUR, rpo=HOUR) for name in ("Shop", "Till", "Bank"))
    derived(answered, left, kept)
    round_of(answered, by=PersonFactory(), rto=8 * HOUR, rpo=HOUR)
    Proposal.objects.filter(system=left).delete()
    if in_batches:
        lay_out_for(in_force.current())
        for batch in DerivationBatch.objects.all():
            derive_batch(batch.pk)
    else:
        derived(answered, left, kept)
    assert list(ProvisionalPlan.objects.values_list("pk", flat=True)) == [kept.pk]
    assert Profile.objects.get(pk=answered.pk).rto == 8 * HOUR


def test_it_goes_when_the_system_is_retired(shop):
    System.objects.update(status=System.Status.RETIRED)
    derived(shop)
    assert not ProvisionalPlan.objects.exists()


def test_reminders_go_on_and_nothing_counts_it(shop, owner, manager, fetch):
    assert shop in unanswered_systems(timezone.now())
    assert shop in to_answer(owner)
    _, page = fetch(manager, "/portfolio/")
    assert b"1 of them has a provisional plan from a list. It counts in no number here." in page
    assert b"0 of 1" in page
    assert b"Nobody has answered both questions" in page
    _, listed = fetch(manager, "/systems/?state=provisional")
    assert b'data-listed="1"' in listed
    _, strategies = fetch(manager, "/systems/?strategy=none")
    assert b'data-listed="1"' in strategies


def test_the_list_and_the_page_of_the_system_mark_it(shop, manager, fetch):
    _, listed = fetch(manager, "/systems/")
    assert listed.decode().count('<span class="sub">provisional</span>') == 4
    _, page = fetch(manager, "/systems/shop/")
    for words in ("“bia-2024.xlsx” says so, and nobody has confirmed it.", "Provisional objectives and plan", "Pilot"):
        assert words in page.decode()


def test_every_file_marks_it(shop, manager, fetch):
    _, page = fetch(manager, "/systems/shop/summary/")
    assert "Provisional" in page.decode()
    _, content = fetch(manager, "/systems/shop/summary.json")
    found = json.loads(content)
    assert (found["provisional"], found["objectives"]["rto"]["seconds"], found["sign_off"]) == (LIST, HOUR, None)
    for ending in ("csv", "md"):
        _, content = fetch(manager, f"/systems/shop/summary.{ending}")
        assert "from “bia-2024.xlsx”; nobody has confirmed it" in content.decode("utf-8-sig"), ending
    _, content = fetch(manager, "/systems/shop/summary.xlsx")
    cells = {str(cell) for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.values for cell in row}
    assert any("nobody has confirmed it" in cell for cell in cells)


def test_its_code_is_a_draft_that_names_the_list(shop, architect, fetch):
    _, content = fetch(architect, "/systems/shop/summary.code")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if not name.endswith(".json")]
    assert texts
    assert all("DRAFT: provisional, from “bia-2024.xlsx”" in each for each in texts)
    _, page = fetch(architect, "/systems/shop/plan-as-code/")
    assert "its objectives come from “bia-2024.xlsx”, and nobody has confirmed them" in page.decode()


def test_in_the_table_of_all_systems_it_has_columns_of_its_own(shop, manager, fetch):
    _, content = fetch(manager, "/systems/export.csv")
    found = next(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert (found["Back within (RTO)"], found["Strategy"]) == ("not answered", "")
    assert (found["Provisional plan from"], found["Provisional: back within"]) == (LIST, "1 hour")
    assert found["Provisional strategy"] == "Pilot light"


SHOWN = {
    "/systems/": 'class="sub">provisional',
    "/systems/shop/": 'class="card provisional"',
    "/portfolio/": "has a provisional plan from a list",
    "/systems/shop/summary.md": "Provisional",
    "/systems/export.csv": "Pilot light",
}


@pytest.mark.parametrize("begun", [True, False])
def test_an_answer_that_is_being_written_ends_it_before_it_is_derived_away(shop, owner, manager, fetch, begun):
    round_of(shop, by=owner, rto=HOUR, rpo=HOUR)
    moment = timezone.now() if begun else None
    Assessment.objects.update(state="open", submitted=None, submitted_at=None, saved_at=moment)
    set_answer_state([shop.pk])
    assert ProvisionalPlan.objects.exists()
    for address, words in SHOWN.items():
        _, content = fetch(manager, address)
        assert (words in content.decode()) is not begun, address


HEAD = (
    "Name,Owner,RTO,RPO,MTPD,Strategy,Backup type,Backup frequency,Retention,Backup site,Replication,"
    "Last DR test,Last restore test,Test result\n"
)
TODAY = "Backup and restore,continuous,5 minutes,35 days,other region,no"


def test_a_list_is_through_in_three_presses(architect, owner, stranger, sign_in):
    """An architect brings it, its owners confirm what it says, another architect approves what fits."""
    people = (owner, stranger)
    day = timezone.localdate().isoformat()
    told = f"4 hours,1 hour,2 days,{TODAY},{day},{day},1 h"
    rows = "".join(f"S{n},{people[n % 2].email},{told}\n" for n in range(6))
    bringing = sign_in(architect)
    apply(bringing, look(bringing, HEAD + rows)[0])
    derive_waiting()
    assert ProvisionalPlan.objects.count() == 6
    for person in people:
        confirming = sign_in(person)
        page = confirming.get("/to-do/lists/").content.decode()
        confirming.post("/to-do/lists/", {"system": re.findall(r'name="system" value="([^"]+)"', page)})
    derive_waiting()
    assert not ProvisionalPlan.objects.exists()
    assert {(each.rto, each.rpo, each.answer_state) for each in Profile.objects.all()} == {
        (4 * HOUR, HOUR, "in_review")
    }
    deciding = sign_in(PersonFactory(roles=["architect"]))
    page = deciding.get("/review/together/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key, sorted({(each.code, each.severity) for each in Finding.objects.open()})
    deciding.post("/review/together/", {"key": key[1], "round": re.findall(r'name="round" value="([^"]+)"', page)})
    assert set(Profile.objects.values_list("answer_state", flat=True)) == {"approved"}

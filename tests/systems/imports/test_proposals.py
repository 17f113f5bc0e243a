"""What lists say of objectives: proposals with their source, never answers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEntry
from systems.models import ImportBatch, Profile, Proposal, System
from systems.services.imports.cells import Unusable, objectives_of_tier
from tests.factories import PersonFactory, SystemFactory
from tests.systems.imports.test_shapes import apply, look, meant_field, page_of, say

pytestmark = pytest.mark.django_db
HOUR = 3600
LIST = "Name,RTO,RPO (h),MTPD,WRT\nShop,4h,1,1 day,\nTill,PT8H,,,30 min\n"


def test_they_come_in_with_their_source_and_fill_no_answer(client, architect):
    url, page = look(client, LIST)
    assert "4 hours" in page
    apply(client, url)
    shop, till = Proposal.objects.get(system__key="shop"), Proposal.objects.get(system__key="till")
    assert shop.seconds == {"rto": 4 * HOUR, "rpo": HOUR, "mtd": 24 * HOUR}
    assert till.seconds == {"rto": 8 * HOUR, "wrt": HOUR / 2}
    assert shop.source == "x.csv"
    assert set(Profile.objects.values_list("rto_state", "answer_state")) == {("unset", "not_asked")}
    entry = AuditEntry.objects.get(action="system.imported", object_label="Shop")
    assert entry.detail["changes"]["proposed"] == ["", "RTO 4 hours, RPO 1 hour, MTD 24 hours"]
    shown = page_of(client, "/systems/shop/")
    assert "“x.csv” says, and nobody has confirmed it yet: Back within 4 hours." in shown


def test_a_later_list_changes_what_it_says_and_leaves_the_rest(client):
    apply(client, look(client, LIST)[0])
    url, page = look(client, "Name,Recovery time objective\nShop,2h\nTill,\n")
    assert page.count("as it is</span>") == 1
    apply(client, url)
    assert Proposal.objects.get(system__key="shop").seconds == {"rto": 2 * HOUR, "rpo": HOUR, "mtd": 24 * HOUR}
    _url, again = look(client, "Name,Recovery time objective\nShop,2h\n")
    assert "There is nothing to import" in again


@pytest.mark.parametrize("state", ["in_review", "returned", "approved"])
def test_who_has_answered_is_not_told_what_a_list_says(client, state):
    system = SystemFactory(key="shop", name="Shop")
    Profile.objects.filter(system=system).update(answer_state=state)
    url, page = look(client, "Name,RTO,Purpose\nShop,4h,Sells\n")
    assert "Objectives that the owner has answered" in page
    apply(client, url)
    assert not Proposal.objects.exists()
    assert System.objects.get().purpose == "Sells"


def test_a_cell_that_is_no_time_is_left_out_and_said(client):
    _url, page = look(client, "Name,RTO\nShop,Tier 1\nTill,24/7\nDesk,NBD\n")
    assert "RTO: not understood and left out" in page


def test_the_next_list_with_these_headings_is_one_click(client, sign_in):
    url, _page = look(client, "Bezug,Wert,RTO\nShop,red,4h\n")
    say(client, url, column_0="name", column_1="tags")
    apply(client, url)
    _url, page = look(client, "Bezug,Wert,RTO\nTill,blue,2h\n")
    assert "The columns are taken as you said for “x.csv”" in page
    assert ImportBatch.objects.first().mapping == ["name", "tags", "rto_seconds"]
    other = sign_in(PersonFactory(roles=["architect"]))
    assert "The columns are taken as you said" not in look(other, "Bezug,Wert,RTO\nTill,blue,2h\n")[1]


def test_what_removes_is_asked_anew_each_time(client):
    url, _page = look(client, LIST)
    say(client, url, clear_empty="on", remove_needs="on", add_people="on")
    apply(client, url)
    look(client, LIST)
    last = ImportBatch.objects.first()
    assert (last.clear_empty, last.remove_needs, last.add_people) == (False, False, False)


def queries_for(client, count: int) -> int:
    rows = "".join(f"S{count}-{n},4h,1h,1 day\n" for n in range(count))
    url, _page = look(client, f"Name,RTO,RPO,MTPD\n{rows}")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        apply(client, url)
    return len(seen)


def test_three_thousand_old_records_come_in_by_one_import(client, settings):
    settings.IMPORT_AT_ONCE_ROWS = 5000
    few = queries_for(client, 400)
    assert queries_for(client, 3000) - few < 2600 / 10  # statements of a hundred rows and more, none for a single one
    assert Proposal.objects.count() == 3400


def test_a_tier_is_said_once_and_stands_for_its_objectives(client):
    rows = "Name,Tier,RTO\nShop,Gold,\nTill,gold,8h\nDesk,Bronze,\n"
    url, page = look(client, rows)
    field = meant_field(page, "Gold")
    columns = {"column_0": "name", "column_1": "tier", "column_2": "rto_seconds"}
    assert client.post(url, {**columns, field: "soon"}).status_code == 422
    page = say(client, url, **{field: "4 hours / 1 hour"})
    assert "Tier: read as you said" in page
    apply(client, url)
    found = {each.system_id: each.seconds for each in Proposal.objects.all()}
    assert {System.objects.get(pk=pk).name: seconds for pk, seconds in found.items()} == {
        "Shop": {"rto": 4 * HOUR, "rpo": HOUR}, "Till": {"rto": 8 * HOUR, "rpo": HOUR},
    }  # fmt: skip
    _url, again = look(client, "Name,Tier,RTO\nHelp,GOLD,\n")
    assert "Tier: read as you said" in again


@given(st.text(max_size=40))
def test_any_tier_is_two_times_or_said_to_be_none(cell):
    try:
        rto, rpo = objectives_of_tier(cell)
    except Unusable:
        return
    assert rto >= 0
    assert rpo is None or rpo >= 0

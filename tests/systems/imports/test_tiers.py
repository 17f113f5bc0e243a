"""The company's table of tiers: filled in once, read by every import, and never guessed beyond it."""

from __future__ import annotations

import re

import pytest

from accounts.models import AuditEntry
from systems.models import Proposal, System, Tier
from systems.services.tiers import seen_of
from tests.systems.conftest import text
from tests.systems.imports.test_shapes import apply, look, meant_field, page_of, say

pytestmark = pytest.mark.django_db
HOUR = 3600
ROWS = "Name,Tier\nShop,Gold\nTill,GOLD \nDesk,silver\nHelp,Bronze\n"


def save(client, *rows: tuple[str, str, str], seen: str | None = None):
    shown = client.get("/tiers/").content.decode()
    data = {"seen": re.search(r'name="seen" value="(\w+)"', shown)[1] if seen is None else seen}
    data |= {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for at, (name, rto, rpo) in enumerate(rows):
        data |= {f"form-{at}-name": name, f"form-{at}-rto": rto, f"form-{at}-rpo": rpo}
    return client.post("/tiers/", data)


def table() -> dict[str, tuple[int, int | None]]:
    return {tier.name: (tier.rto_seconds, tier.rpo_seconds) for tier in Tier.objects.all()}


def test_an_import_proposes_what_the_table_says_and_counts_the_rest(client):
    assert save(client, ("Gold", "4 hours", "1 hour"), ("Silver", "1 day", ""), ("", "", "")).status_code == 302
    assert table() == {"Gold": (4 * HOUR, HOUR), "Silver": (24 * HOUR, None)}
    url, page = look(client, ROWS)
    assert re.search(r'data-count="1">Tier: not understood and left out', client.get(url).content.decode())
    assert '<option value="Gold">' in client.get(url).content.decode()
    assert meant_field(page, "Bronze")
    apply(client, url)
    found = {system.key: system.proposal.seconds for system in System.objects.filter(proposal__isnull=False)}
    gold = {"rto": 4 * HOUR, "rpo": HOUR}
    assert found == {"shop": gold, "till": gold, "desk": {"rto": 24 * HOUR}}


def test_an_empty_cell_beside_a_tier_clears_nothing(client):
    save(client, ("Gold", "4 hours", ""))
    apply(client, look(client, "Name\nShop\n")[0])
    assert "The empty cells clear" not in look(client, "Name,Tier,RTO\nShop,Gold,\n")[1]


def test_a_tier_of_the_file_is_said_to_be_one_of_the_table(client):
    save(client, ("Gold", "4 hours", "1 hour"))
    url, page = look(client, "Name,Tier\nShop,Kategorie A\n")
    page = say(client, url, **{meant_field(page, "Kategorie A"): "gold"})
    assert "Tier: read as you said" in page
    apply(client, url)
    assert Proposal.objects.get().seconds == {"rto": 4 * HOUR, "rpo": HOUR}


def test_a_changed_table_is_shown_before_it_is_imported(client):
    save(client, ("Gold", "4 hours", ""))
    url, _page = look(client, "Name,Tier\nShop,Gold\n")
    fingerprint = re.search(r'name="fingerprint" value="(\w+)"', page_of(client, url))[1]
    save(client, ("Gold", "8 hours", ""))
    client.post(f"{url}apply/", {"fingerprint": fingerprint})
    assert not System.objects.exists()
    apply(client, url)
    assert Proposal.objects.get().seconds == {"rto": 8 * HOUR}


def test_each_change_has_its_entry_and_the_same_again_has_none(client):
    save(client, ("Gold", "4 hours", "1 hour"), ("Silver", "1 day", ""))
    save(client, ("Gold", "2 hours", "1 hour"))
    save(client, ("Gold", "2 hours", "1 hour"))
    entries = AuditEntry.objects.filter(action__startswith="tier.").order_by("id")
    assert [(each.action, each.object_label, each.detail.get("said", "")) for each in entries] == [
        ("tier.set", "Gold", "RTO 4 hours, RPO 1 hour"), ("tier.set", "Silver", "RTO 24 hours"),
        ("tier.removed", "Silver", ""), ("tier.set", "Gold", "RTO 2 hours, RPO 1 hour"),
    ]  # fmt: skip
    assert entries.last().detail["before"] == "RTO 4 hours, RPO 1 hour"


def test_who_saves_over_what_they_have_not_seen_is_told(client):
    save(client, ("Gold", "4 hours", ""))
    refused = save(client, ("Gold", "1 hour", ""), seen=seen_of([]))
    assert refused.status_code == 409
    said = text(refused)
    assert "Somebody else saved the table meanwhile." in said
    assert "Gold: 4 hours" in said
    assert 'value="1 hour"' in refused.content.decode()
    assert table() == {"Gold": (4 * HOUR, None)}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("Gold", "soon", "")], "soon"),
        ([("Gold", "", "1 hour")], "Say how soon a system of this tier has to be back"),
        ([("Gold", "1 hour", ""), ("GOLD", "2 hours", "")], "Two rows are called “gold”."),
        ([("***", "1 hour", "")], "A tier is called by letters or digits."),
    ],
)
def test_what_cannot_be_a_tier_is_refused_with_what_was_typed(client, rows, says):
    refused = save(client, *rows)
    assert refused.status_code == 422
    assert says in text(refused)
    assert f'value="{rows[0][0]}"' in refused.content.decode()
    assert not Tier.objects.exists()

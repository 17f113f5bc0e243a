"""Strategies and live copies as rows of the form: added, moved, removed, named, and tied to each other."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.models import PolicyVersion
from recovery.policy import Policy
from systems.models import Profile
from tests.policies.conftest import MIRROR, OWN

pytestmark = pytest.mark.django_db
NEW = {"doing_time": "1 h", "standby_capacity": "0", "share": "80", "tier": "3", "copies": ["c0"]}
"""What a new strategy says, without its name."""


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def row(prefix: str, **said: object) -> dict[str, object]:
    return {f"{prefix}-{name.replace('__', '-')}": value for name, value in said.items()}


def test_rows_are_added_moved_and_removed_and_nothing_is_saved(architect, sign_in, draft, form_of, save):
    client = sign_in(architect)
    moved = save(client, draft, {**form_of(draft, s3__doing_time="a moment", headroom="77"), "do": "up:s3"})
    assert moved.status_code == 200
    page = moved.content.decode()
    assert page.index('id="s3"') < page.index('id="s2"')
    assert 'value="a moment"' in page
    assert 'value="77"' in page
    assert "Please look at this again" not in page
    added = save(client, draft, {**form_of(draft), "do": "add:s"}).content.decode()
    assert 'id="s4"' in added
    assert 'id="c3"' not in added
    copy = save(client, draft, {**form_of(draft), "do": "add:c"}).content.decode()
    assert 'id="c3"' in copy
    assert 'id="s4"' not in copy
    removed = save(client, draft, {**form_of(draft), "do": "remove:s0"}).content.decode()
    assert 'id="s0"' not in removed
    nothing = save(client, draft, {**form_of(draft), "do": "remove:s9"}).content.decode()
    assert nothing.count('name="row"') == 7
    draft.refresh_from_db()
    assert draft.revision == 1


def test_moving_a_row_keeps_what_is_ticked(architect, sign_in, draft, form_of, save):
    data = form_of(draft, s1__copies=["c2"], s3__person="on")
    page = save(sign_in(architect), draft, {**data, "do": "up:s3"}).content.decode()
    ticked = re.findall(r'<input type="checkbox"[^>]*name="s1-copies" value="(\w+)"[^>]*checked', page)
    assert ticked == ["c2"]
    assert re.search(r'name="s3-person"[^>]*checked', page)
    assert not re.search(r'name="s2-person"[^>]*checked', page)


def test_rows_are_saved_in_their_order_with_new_ones(architect, sign_in, draft, form_of, save):
    new = row("s7", names__en="Hot  standby", names__es="En caliente", meanings__en="a twin runs along",
              doing_time="1 min", standby_capacity="60", share="80", tier="3", copies=["c2", "c1"])  # fmt: skip
    data = form_of(draft) | {"row": ["s3", "s7", "s0", "c0", "c1", "c2"]} | new
    assert save(sign_in(architect), draft, data).status_code == 302
    draft.refresh_from_db()
    rows = draft.document["strategies"]
    assert [row["key"] for row in rows] == ["multi_site", "hot_standby", "backup_restore"]
    assert rows[1] == {
        "key": "hot_standby", "doing_time": 60, "share": 0.8, "tier": 3, "person": False, "standby_capacity": 0.6,
        "copies": ["asynchronous", "synchronous"], "names": {"en": "Hot standby", "es": "En caliente"},
        "meanings": {"en": "a twin runs along"},
    }  # fmt: skip
    assert rows[2]["copies"] == []


def test_a_new_live_copy_is_carried_by_who_ticks_it(architect, sign_in, draft, form_of, save):
    """The form knows it by its row before it has a key."""
    client = sign_in(architect)
    added = save(client, draft, {**form_of(draft), "do": "add:c"}).content.decode()
    assert len(re.findall(r'name="s\d-copies" value="c3"', added)) == 4
    assert "A new live copy" in added
    new = row("c3", names__en="Mirror of the disks in the cellar", best_point="1 min", share="1", tier="2")
    data = form_of(draft, s1__copies=["c0", "c3"]) | new
    data["row"] = [*data["row"], "c3"]
    assert save(client, draft, data).status_code == 302
    draft.refresh_from_db()
    policy = Policy.from_document(draft.document)
    copy = policy.copies[-1]
    assert (copy.best_point, copy.share, copy.tier) == (60, 0.01, 2)
    assert len(copy.key) <= Profile._meta.get_field("live_copy").max_length
    assert policy.row("pilot_light").copies == ("none", copy.key)
    page = words(client.get(reverse("policies:draft", args=[draft.pk])).content.decode())
    assert "Mirror of the disks in the cellar not there name in English" in page
    assert "Pilot light: live copies it can carry" in page


def test_a_live_copy_that_is_carried_cannot_go_unseen(architect, sign_in, draft, form_of, save):
    """Removed, it is still ticked in what was sent; and who carries nothing else has to say so."""
    client = sign_in(architect)
    without = {**form_of(draft), "row": ["s0", "s1", "s2", "s3", "c0", "c2"]}
    refused = save(client, draft, without)
    assert refused.status_code == 422
    assert refused.content.decode().count("This live copy has no row. Tick those that are listed.") >= 3
    assert 'href="#id_s1-copies_0"' in refused.content.decode()
    nothing = form_of(draft)
    del nothing["s1-copies"]
    assert "Tick what it can carry" in save(client, draft, nothing).content.decode()
    shown = save(client, draft, {**form_of(draft), "do": "remove:c1"}).content.decode()
    assert 'value="c1"' not in shown
    draft.refresh_from_db()
    assert draft.revision == 1


@pytest.mark.parametrize("hostile", ["c9999", "s1", "<script>alert(1)</script>", "c0'--", "none"])
def test_what_no_row_offers_is_refused_beside_the_boxes(architect, sign_in, draft, form_of, save, hostile):
    response = save(sign_in(architect), draft, form_of(draft, s1__copies=["c1", hostile]))
    assert response.status_code == 422
    assert "This live copy has no row" in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_to_go_without_a_live_copy_always_remains(architect, sign_in, draft, form_of, save):
    client = sign_in(architect)
    page = client.get(reverse("policies:edit", args=[draft.pk])).content.decode()
    assert 'value="remove:c1"' in page
    assert 'value="remove:c0"' not in page
    assert 'name="c0-best_point"' not in page
    data = form_of(draft, s0__copies=["c1"]) | {"row": ["s0", "s1", "s2", "s3", "c1", "c2"]}
    refused = save(client, draft, data)
    assert refused.status_code == 422
    assert "“No live copy” is missing" in refused.content.decode()
    assert save(client, draft, form_of(draft, c0__share="2", c0__best_point="7 s")).status_code == 302
    draft.refresh_from_db()
    without = Policy.from_document(draft.document).copy("none")
    assert (without.best_point, without.share) == (None, 0.02)


def test_rows_of_ones_own_keep_all_that_they_say(architect, sign_in, with_own_row, form_of, save):
    assert save(sign_in(architect), with_own_row, form_of(with_own_row)).status_code == 302
    with_own_row.refresh_from_db()
    assert with_own_row.document["strategies"][-1] == OWN
    assert with_own_row.document["copies"][-1] == MIRROR


def test_a_row_keeps_its_key_when_it_is_called_otherwise(architect, sign_in, with_own_row, form_of, save):
    typed = {"s4__names-en": "Disks in the cellar", "s4__meanings-en": "", "c3__names-en": "Twin disks"}
    assert save(sign_in(architect), with_own_row, form_of(with_own_row, **typed)).status_code == 302
    with_own_row.refresh_from_db()
    row, copy = with_own_row.document["strategies"][-1], with_own_row.document["copies"][-1]
    assert (row["key"], row["names"]) == ("tape", {"en": "Disks in the cellar", "es": "Copia en el NAS"})
    assert "meanings" not in row
    assert (copy["key"], copy["names"]["en"], row["copies"]) == ("mirror", "Twin disks", ["mirror"])


def test_no_two_rows_share_a_key(architect, sign_in, draft, form_of, save):
    """Names are found by keys, so no strategy and no live copy may share one either."""
    names = {"s7": "Hot standby!", "s8": "Hot standby?", "s9": "热备", "s10": "Pilot light 2", "s11": "Mirror"}
    data = form_of(draft) | {"row": ["s1", *names, "c0", "c1", "c2", "c3"]}
    for prefix, name in names.items():
        data |= row(prefix, **NEW, names__en=name)
    data |= row("c3", names__en="Mirror", best_point="1 min", share="1", tier="2")
    assert save(sign_in(architect), draft, data).status_code == 302
    draft.refresh_from_db()
    keys = [row["key"] for row in draft.document["strategies"]]
    assert keys == ["pilot_light", "hot_standby", "hot_standby_2", "strategy", "pilot_light_2", "mirror"]
    assert [copy["key"] for copy in draft.document["copies"]] == ["none", "asynchronous", "synchronous", "mirror_2"]


def test_what_the_method_brings_comes_back_by_its_name(architect, sign_in, draft, form_of, save):
    data = form_of(draft) | {"row": ["s0", "s7", "c0", "c2", "c5"]} | row("s7", **NEW, names__en="Pilot light")
    data |= row("c5", names__en="asynchronous live COPY", best_point="3 s", share="1", tier="2")
    assert save(sign_in(architect), draft, data).status_code == 302
    draft.refresh_from_db()
    assert draft.document["strategies"][1]["key"] == "pilot_light"
    assert "names" not in draft.document["strategies"][1]
    assert draft.document["copies"][-1] == {"key": "asynchronous", "best_point": 3, "share": 0.01, "tier": 2}


def test_what_rows_are_called_is_among_the_differences(architect, sign_in, with_own_row, form_of, save):
    client, page = sign_in(architect), reverse("policies:draft", args=[with_own_row.pk])
    added = client.get(page).content.decode()
    assert "name in English: NAS copy" in added
    assert "name in English: Mirrored disks" in added
    PolicyVersion.objects.create(version="1", document=with_own_row.document, published_at=timezone.now())
    typed = {"s4__names-es": "Discos", "s4__meanings-en": "", "c3__best_point": "2 min"}
    save(client, with_own_row, form_of(with_own_row, **typed))
    changed = words(client.get(page).content.decode())
    assert "NAS copy: name in Spanish Copia en el NAS Discos" in changed
    assert "NAS copy: meaning in English files are copied to another building not said" in changed
    assert "Mirrored disks: loses at best 1 minute 2 minutes" in changed
    assert "name in English" not in changed


def test_what_follows_stands_beside_the_numbers(architect, sign_in, draft):
    """Reckoned by the clock of the method: noticing and deciding 30 minutes, failing over 2 minutes 30 seconds."""
    page = words(sign_in(architect).get(reverse("policies:edit", args=[draft.pk])).content.decode())
    for sentence in (
        "People begin to act after 30 minutes.",
        "What fails over by itself is reached again after 2 minutes 30 seconds.",
        "Destroyed data can be copied back after 1 hour.",
        "Back at best: 4 hours and the time to copy the data back.",
        "Back at best: 2 hours 30 minutes.",
        "Where 30\u00a0% of normal service suffices at first: 2 minutes 30 seconds.",
        "Back at best: no interruption.",
        "Cost with its live copy: Asynchronous live copy 25\u00a0% / Synchronous live copy 30\u00a0%.",
    ):
        assert sentence.replace("\u00a0", " ") in page.replace("\u00a0", " "), sentence


def test_hostile_text_stays_text(architect, sign_in, draft, form_of, save):
    client = sign_in(architect)
    hostile = "<script>alert(1)</script>"
    named = {"names__en": hostile, "names__es": hostile}
    data = form_of(draft, note=hostile) | row("s7", **(NEW | {"copies": ["c7"]}), **named)
    data |= row("c7", **named, meanings__en=hostile, best_point="1 s", share="1", tier="2")
    assert save(client, draft, data | {"row": [*data["row"], "s7", "c7"]}).status_code == 302
    for name in ("draft", "edit", "publish"):
        page = client.get(reverse(f"policies:{name}", args=[draft.pk])).content.decode()
        assert "<script>alert" not in page
    assert "<script>alert" not in client.get(reverse("policies:policy")).content.decode()

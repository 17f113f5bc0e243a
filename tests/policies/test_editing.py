"""A draft changed in a form: what will do, what will not and why, and that nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from policies.models import PolicyVersion
from policies.presenters.numbers import numbers
from presentation.contradictions import title_of
from recovery.contradictions import BY_CODE
from recovery.policy import DEFAULT_POLICY, Policy

pytestmark = pytest.mark.django_db


def save(client, draft, data):
    return client.post(reverse("policies:edit", args=[draft.pk]), data)


def test_every_number_of_the_policy_is_in_the_form():
    shown = {number.name for number in numbers()} | {"version", "strategies"}
    assert shown == set(DEFAULT_POLICY.to_document())


def test_every_contradiction_has_a_title():
    assert not [code for code in BY_CODE if title_of(code) == code]


def test_begun_it_says_what_is_in_force(architect, sign_in):
    client = sign_in(architect)
    response = client.post(reverse("policies:begin"))
    draft = PolicyVersion.objects.get()
    assert response["Location"] == reverse("policies:edit", args=[draft.pk])
    assert Policy.from_document(draft.document).strategies == DEFAULT_POLICY.strategies
    assert (draft.published_at, draft.created_by) == (None, architect)
    client.post(reverse("policies:begin"))
    assert PolicyVersion.objects.count() == 1
    assert AuditEntry.objects.get().action == "policy.draft_begun"


def test_what_is_sent_unchanged_changes_nothing(architect, sign_in, draft, form_of):
    before = draft.document
    response = save(sign_in(architect), draft, form_of(draft))
    assert response.status_code == 302
    draft.refresh_from_db()
    assert Policy.from_document(draft.document) == Policy.from_document(before)
    assert draft.revision == 2


def test_times_are_typed_as_people_say_them(architect, sign_in, draft, form_of):
    typed = {
        "drill_age": "90 days", "snapshot_intervals": "1 day, 6 h; 90 min", "headroom": "75 %", "harm_factor": "2.5",
        "s0__best_time": "3h 30min", "s0__share": "12.5", "note": "Cheaper copies",
    }  # fmt: skip
    assert save(sign_in(architect), draft, form_of(draft, **typed)).status_code == 302
    draft.refresh_from_db()
    policy = Policy.from_document(draft.document)
    assert (policy.drill_age, policy.snapshot_intervals) == (90 * 86400, (86400, 21600, 5400))
    assert (policy.headroom, policy.harm_factor) == (0.75, 2.5)
    assert (policy.strategies[0].best_time, policy.strategies[0].share) == (12600, 0.125)
    assert draft.note == "Cheaper copies"
    entry = AuditEntry.objects.get(action="policy.draft_saved")
    assert entry.detail["changed"]["headroom"] == ["0.8", "0.75"]


REFUSED = [
    ("drill_age", "", "This field is required"),
    ("drill_age", "soon", "Write a number and its unit"),
    ("drill_age", "0", "Choose a longer time"),
    ("drill_age", "101 years", "Write a number and its unit"),
    ("headroom", "101", "up to 100"),
    ("headroom", "0", "Choose a share above 0"),
    ("headroom", "-5", "greater than or equal to 0"),
    ("headroom", "NaN", "in percent"),
    ("owner_share", "a lot", "in percent"),
    ("harm_factor", "0.5", "This number will not do"),
    ("harm_factor", "1e400", "less than or equal to"),
    ("disruptions_per_year", "often", "Write a number"),
    ("tighter_steps", "0", "greater than or equal to 1"),
    ("tighter_steps", "1.5", "whole number"),
    ("asynchronous_tier", "5", "Select a valid choice"),
    ("snapshot_intervals", "", "This field is required"),
    ("snapshot_intervals", "1 day, <script>", "&lt;script&gt;” is not a time"),
    ("snapshot_intervals", "1 day, 0", "longer than nothing"),
    ("snapshot_intervals", ", ".join(f"{n} h" for n in range(1, 40)), "at most thirty"),
    ("currency", "euro", "three letters"),
    ("currency", "", "This field is required"),
    ("note", "x" * 301, "at most 300 characters"),
    ("s1__best_time", "quick", "Write a number and its unit"),
    ("s1__share", "", "This field is required"),
    ("s1__share", "-1", "greater than or equal to 0"),
    ("s1__tier", "", "This field is required"),
    ("s4__names-en", "", "This field is required"),
    ("s4__names-en", "Backup AND restore", "has this name already"),
    ("s4__names-en", "x" * 61, "at most 60 characters"),
    ("s4__meanings-es", "x" * 151, "at most 150 characters"),
]
OWN = {
    "key": "tape", "best_time": 86400, "best_point": 86400, "share": 0.05, "tier": 1, "keeps_live_data": False,
    "needs_person": True, "restores": True, "names": {"en": "NAS copy", "es": "Copia en el NAS"},
    "meanings": {"en": "files are copied to another building"},
}  # fmt: skip
"""A strategy that the method does not bring."""


@pytest.fixture
def with_own_row(draft):
    draft.document["strategies"].append(OWN)
    draft.save(update_fields=["document"])
    return draft


@pytest.mark.parametrize(("field", "typed", "said"), REFUSED)
def test_what_will_not_do_is_said_beside_the_field(architect, sign_in, with_own_row, form_of, field, typed, said):
    draft = with_own_row
    data = form_of(draft, **{field: typed, "note": "kept"} | {field: typed})
    response = save(sign_in(architect), draft, data)
    page = response.content.decode()
    name = field.replace("__", "-")
    assert response.status_code == 422
    assert said in page
    assert f'href="#id_{name}"' in page
    assert 'class="invalid-feedback"' in page or f'id="id_{name}_error"' in page or "error_1_id" in page
    draft.refresh_from_db()
    assert draft.revision == 1
    if typed and "<" not in typed:
        assert typed in page


def test_a_policy_without_strategies_is_refused(architect, sign_in, draft, form_of):
    response = save(sign_in(architect), draft, {**form_of(draft), "row": []})
    assert response.status_code == 422
    assert "at least one strategy" in response.content.decode()


def test_rows_are_added_moved_and_removed_and_nothing_is_saved(architect, sign_in, draft, form_of):
    client = sign_in(architect)
    moved = save(client, draft, {**form_of(draft, s3__best_time="a moment", headroom="77"), "do": "up:s3"})
    assert moved.status_code == 200
    page = moved.content.decode()
    assert page.index('id="s3"') < page.index('id="s2"')
    assert 'value="a moment"' in page
    assert 'value="77"' in page
    assert "Please look at this again" not in page
    added = save(client, draft, {**form_of(draft), "do": "add"}).content.decode()
    assert 'id="s4"' in added
    removed = save(client, draft, {**form_of(draft), "do": "remove:s0"}).content.decode()
    assert 'id="s0"' not in removed
    nothing = save(client, draft, {**form_of(draft), "do": "remove:s9"}).content.decode()
    assert nothing.count('name="row"') == 4
    draft.refresh_from_db()
    assert draft.revision == 1


def test_rows_are_saved_in_their_order_with_new_ones(architect, sign_in, draft, form_of):
    data = form_of(draft) | {
        "row": ["s3", "s7", "s0"], "s7-names-en": "Hot  standby", "s7-names-es": "En caliente",
        "s7-meanings-en": "a twin runs along", "s7-best_time": "1 min", "s7-best_point": "0",
        "s7-share": "80", "s7-tier": "3", "s7-keeps_live_data": "on",
    }  # fmt: skip
    assert save(sign_in(architect), draft, data).status_code == 302
    draft.refresh_from_db()
    rows = draft.document["strategies"]
    assert [row["key"] for row in rows] == ["multi_site", "hot_standby", "backup_restore"]
    assert rows[1] == {
        "key": "hot_standby", "best_time": 60, "best_point": 0, "share": 0.8, "tier": 3, "needs_person": False,
        "keeps_live_data": True, "restores": False, "names": {"en": "Hot standby", "es": "En caliente"},
        "meanings": {"en": "a twin runs along"},
    }  # fmt: skip


def test_a_row_of_ones_own_keeps_all_that_it_says(architect, sign_in, with_own_row, form_of):
    assert save(sign_in(architect), with_own_row, form_of(with_own_row)).status_code == 302
    with_own_row.refresh_from_db()
    assert with_own_row.document["strategies"][-1] == OWN


def test_a_row_keeps_its_key_when_it_is_called_otherwise(architect, sign_in, with_own_row, form_of):
    client, typed = sign_in(architect), {"s4__names-en": "Disks in the cellar", "s4__meanings-en": ""}
    assert save(client, with_own_row, form_of(with_own_row, **typed)).status_code == 302
    with_own_row.refresh_from_db()
    row = with_own_row.document["strategies"][-1]
    assert (row["key"], row["names"]) == ("tape", {"en": "Disks in the cellar", "es": "Copia en el NAS"})
    assert "meanings" not in row


def test_two_new_rows_never_share_a_key(architect, sign_in, draft, form_of):
    new = {"best_time": "1 h", "best_point": "0", "share": "80", "tier": "3"}
    names = {"s7": "Hot standby!", "s8": "Hot standby?", "s9": "热备", "s10": "Pilot light 2"}
    rows = {
        f"{row}-{name}": value for row, known in names.items() for name, value in {**new, "names-en": known}.items()
    }
    data = form_of(draft) | rows | {"row": ["s1", *names]}
    assert save(sign_in(architect), draft, data).status_code == 302
    draft.refresh_from_db()
    keys = [row["key"] for row in draft.document["strategies"]]
    assert keys == ["pilot_light", "hot_standby", "hot_standby_2", "strategy", "pilot_light_2"]


def test_a_strategy_of_the_method_comes_back_by_its_name(architect, sign_in, draft, form_of):
    data = form_of(draft) | {
        "row": ["s0", "s7"], "s7-names-en": "Pilot light", "s7-best_time": "1 h", "s7-best_point": "0",
        "s7-share": "80", "s7-tier": "3",
    }  # fmt: skip
    assert save(sign_in(architect), draft, data).status_code == 302
    draft.refresh_from_db()
    assert draft.document["strategies"][1]["key"] == "pilot_light"
    assert "names" not in draft.document["strategies"][1]


def test_what_rows_are_called_is_among_the_differences(architect, sign_in, with_own_row, form_of):
    client, page = sign_in(architect), reverse("policies:draft", args=[with_own_row.pk])
    added = client.get(page).content.decode()
    assert "name in English: NAS copy" in added
    PolicyVersion.objects.create(version="1", document=with_own_row.document, published_at=timezone.now())
    save(client, with_own_row, form_of(with_own_row, **{"s4__names-es": "Discos", "s4__meanings-en": ""}))
    changed = " ".join(re.sub(r"<[^>]+>", " ", client.get(page).content.decode()).split())
    assert "NAS copy: name in Spanish Copia en el NAS Discos" in changed
    assert "NAS copy: meaning in English files are copied to another building not said" in changed
    assert "name in English" not in changed


def test_two_at_once_lose_nothing(architect, sign_in, draft, form_of):
    client = sign_in(architect)
    mine = form_of(draft, headroom="70")
    assert save(client, draft, form_of(draft, headroom="60")).status_code == 302
    refused = save(client, draft, mine)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert 'value="70"' in page
    assert "60\u00a0%" in page
    draft.refresh_from_db()
    assert draft.document["headroom"] == 0.6
    assert f'name="revision" value="{draft.revision}"' in page
    assert save(client, draft, {**mine, "revision": draft.revision}).status_code == 302
    draft.refresh_from_db()
    assert draft.document["headroom"] == 0.7


def test_what_was_typed_into_a_draft_that_is_gone_is_kept_in_a_new_one(architect, sign_in, draft, form_of):
    data = form_of(draft, headroom="70")
    address = reverse("policies:edit", args=[draft.pk])
    draft.delete()
    client = sign_in(architect)
    assert client.get(address).status_code == 404
    response = client.post(address, data, follow=True)
    assert "kept here, in a new draft" in response.content.decode()
    assert PolicyVersion.objects.get().document["headroom"] == 0.7


def test_a_draft_is_removed_once(architect, sign_in, draft):
    client, address = sign_in(architect), reverse("policies:remove", args=[draft.pk])
    assert client.get(address).status_code == 200
    assert PolicyVersion.objects.exists()
    assert "is removed" in client.post(address, follow=True).content.decode()
    assert "is gone already" in client.post(address, follow=True).content.decode()
    assert not PolicyVersion.objects.exists()


def test_hostile_text_stays_text(architect, sign_in, draft, form_of):
    client = sign_in(architect)
    hostile = "<script>alert(1)</script>"
    new = {"best_time": "1 h", "best_point": "0", "share": "80", "tier": "3", "names-en": hostile, "names-es": hostile}
    data = form_of(draft, note=hostile) | {f"s7-{name}": typed for name, typed in new.items()}
    assert save(client, draft, data | {"row": [*data["row"], "s7"]}).status_code == 302
    for name in ("draft", "edit", "publish"):
        page = client.get(reverse(f"policies:{name}", args=[draft.pk])).content.decode()
        assert "<script>alert" not in page
    assert "<script>alert" not in client.get(reverse("policies:policy")).content.decode()

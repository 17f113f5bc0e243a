"""A draft changed in a form: what will do, what will not and why, and that nothing typed is lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from policies.models import PolicyVersion
from policies.presenters.numbers import numbers
from presentation.contradictions import title_of
from recovery.contradictions import BY_CODE
from recovery.policy import DEFAULT_POLICY, Policy

pytestmark = pytest.mark.django_db


def test_every_number_of_the_policy_is_in_the_form():
    shown = {number.name for number in numbers()} | {"version", "strategies", "copies"}
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


def test_what_is_sent_unchanged_changes_nothing(architect, sign_in, draft, form_of, save):
    before = draft.document
    response = save(sign_in(architect), draft, form_of(draft))
    assert response.status_code == 302
    draft.refresh_from_db()
    assert Policy.from_document(draft.document) == Policy.from_document(before)
    assert draft.revision == 2


def test_times_are_typed_as_people_say_them(architect, sign_in, draft, form_of, save):
    typed = {
        "drill_age": "90 days", "snapshot_intervals": "1 day, 6 h; 90 min", "headroom": "75 %", "harm_factor": "2.5",
        "s0__doing_time": "3h 20min", "s0__share": "12.5", "note": "Cheaper copies", "health_check_failures": "5",
        "s2__standby_capacity": "45 %", "c1__best_point": "2 s", "c2__share": "15", "dns_ttl": "0",
    }  # fmt: skip
    assert save(sign_in(architect), draft, form_of(draft, **typed)).status_code == 302
    draft.refresh_from_db()
    policy = Policy.from_document(draft.document)
    assert (policy.drill_age, policy.snapshot_intervals) == (90 * 86400, (86400, 21600, 5400))
    assert (policy.headroom, policy.harm_factor) == (0.75, 2.5)
    assert (policy.strategies[0].doing_time, policy.strategies[0].share) == (12000, 0.125)
    assert (policy.health_check_failures, policy.dns_ttl, policy.strategies[2].standby_capacity) == (5, 0, 0.45)
    assert (policy.copies[1].best_point, policy.copies[2].share) == (2, 0.15)
    assert draft.note == "Cheaper copies"
    entry = AuditEntry.objects.get(action="policy.draft_saved")
    assert entry.detail["changed"]["headroom"] == ["0.8", "0.75"]


REFUSED = [
    ("drill_age", "", "This field is required"),
    ("drill_age", "soon", "Write a number and its unit"),
    ("drill_age", "0", "Choose a longer time"),
    ("drill_age", "101 years", "longer than 100 years"),
    ("headroom", "101", "up to 100"),
    ("headroom", "0", "Choose a share above 0"),
    ("headroom", "-5", "“-5” was not understood"),
    ("headroom", "0.7", "Do you mean 70 %?"),
    ("headroom", "NaN", "in percent"),
    ("owner_share", "a lot", "in percent"),
    ("harm_factor", "0.5", "This number will not do"),
    ("harm_factor", "1e400", "“e” was not understood"),
    ("harm_factor", "9" * 12, "less than or equal to"),
    ("disruptions_per_year", "often", "Write a number"),
    ("tighter_steps", "0", "greater than or equal to 1"),
    ("tighter_steps", "1.5", "whole number"),
    ("detection_time", "-10 min", "Write a number and its unit"),
    ("health_check_failures", "0", "greater than or equal to 1"),
    ("health_check_failures", "1e99", "whole number"),
    ("archive_interval", "0", "Choose a longer time"),
    ("continuous_retention_max", "0", "Choose a longer time"),
    ("snapshot_intervals", "", "This field is required"),
    ("snapshot_intervals", "1 day, <script>", "“script” was not understood"),
    ("snapshot_intervals", "1 day, 0", "longer than nothing"),
    ("snapshot_intervals", ", ".join(f"{n} h" for n in range(1, 40)), "at most thirty"),
    ("currency", "euro", "three letters"),
    ("currency", "", "This field is required"),
    ("note", "x" * 301, "at most 300 characters"),
    ("s1__doing_time", "quick", "Write a number and its unit"),
    ("s1__doing_time", "-1 h", "Write a number and its unit"),
    ("s1__doing_time", "9" * 60 + " h", "longer than 100 years"),
    ("s2__standby_capacity", "101", "less than or equal to 100"),
    ("s2__standby_capacity", "1e99", "“e” was not understood"),
    ("s1__share", "9" * 13, "less than or equal to"),
    ("s1__tier", "5", "Select a valid choice"),
    ("c1__best_point", "-1 s", "Write a number and its unit"),
    ("c1__best_point", "", "This field is required"),
    ("c0__share", "much", "in percent"),
    ("c2__tier", "5", "Select a valid choice"),
    ("c3__names-en", "", "This field is required"),
    ("c3__names-en", "synchronous LIVE copy", "has this name already"),
    ("s1__share", "", "This field is required"),
    ("s1__share", "-1", "“-1” was not understood"),
    ("s1__tier", "", "This field is required"),
    ("s4__names-en", "", "This field is required"),
    ("s4__names-en", "Backup AND restore", "has this name already"),
    ("s4__names-en", "x" * 61, "at most 60 characters"),
    ("s4__meanings-es", "x" * 151, "at most 150 characters"),
]


@pytest.mark.parametrize(("field", "typed", "said"), REFUSED)
def test_what_will_not_do_is_said_beside_the_field(architect, sign_in, with_own_row, form_of, field, typed, said, save):
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


def test_a_policy_without_strategies_is_refused(architect, sign_in, draft, form_of, save):
    response = save(sign_in(architect), draft, {**form_of(draft), "row": []})
    assert response.status_code == 422
    assert "at least one strategy" in response.content.decode()
    assert "“No live copy” is missing" in response.content.decode()


def test_two_at_once_lose_nothing(architect, sign_in, draft, form_of, save):
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

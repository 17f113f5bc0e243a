"""Publishing: only what was looked at, once, one at a time, and then everything is derived again."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.permissions import Role
from derivation import tasks
from derivation.models import DerivationBatch
from policies.actions.publishing import next_label
from policies.models import PolicyVersion
from policies.services import in_force as policies
from recovery.durations import HOUR
from recovery.policy import DEFAULT_POLICY
from systems.models import Profile
from tests.factories import PersonFactory, SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    system = SystemFactory(running_cost=100_000)
    round_of(system, by=PersonFactory(), rto=HOUR, rpo=HOUR)
    tasks.derive()
    return system


def publish(client, draft, revision=None):
    address = reverse("policies:publish", args=[draft.pk])
    return client.post(address, {"revision": draft.revision if revision is None else revision}, follow=True)


def test_it_takes_effect_and_everything_is_derived_again(architect, sign_in, shop, draft, simulated, published):
    simulated(draft)
    client = sign_in(architect)
    confirm = client.get(reverse("policies:publish", args=[draft.pk])).content.decode()
    assert "1 of 1 systems gets another plan" in confirm
    assert "25,000" in confirm
    assert "55,000" in confirm
    page = publish(client, draft).content.decode()
    version = PolicyVersion.objects.get(pk=draft.pk)
    assert version.version == next_label([])
    assert f"Version {version.version} is in force" in page
    assert "0 of 1 systems calculated" in page
    assert policies.current().version == version.version
    assert (version.published_by, version.published_at is None) == (architect, False)
    told = client.get(reverse("policies:version", args=[draft.pk])).content.decode()
    assert "100 days" in told.split("What it changed")[1].split("Strategies, from")[0]
    entry = AuditEntry.objects.get(action="policy.published")
    assert entry.detail["changed"]["drill_age"] == [365 * 86400, 100 * 86400]
    assert entry.detail["simulated"]["plans"] == 1
    before = Profile.objects.get(pk=shop.pk)
    assert (before.strategy, before.policy_version) == ("pilot_light", DEFAULT_POLICY.version)
    (batch,) = DerivationBatch.objects.all()
    assert ("derivation.derive_batch", [batch.pk]) in published()
    tasks.derive_batch(batch.pk)
    after = Profile.objects.get(pk=shop.pk)
    assert (after.strategy, after.policy_version) == ("warm_standby", version.version)
    done = client.get(reverse("policies:progress")).content.decode()
    assert "1 of 1 systems calculated" in done
    assert "hx-get" not in done.split('id="deriving"')[1].split(">")[0]


def test_without_a_simulation_it_is_asked_for_first(architect, sign_in, draft):
    client = sign_in(architect)
    address = reverse("policies:publish", args=[draft.pk])
    assert "First see what it would change" in client.get(address).content.decode()
    refused = publish(client, draft)
    assert refused.status_code == 409
    assert "Nothing was published" in refused.content.decode()
    assert not PolicyVersion.objects.published().exists()


def test_a_simulation_of_an_older_draft_does_not_count(architect, sign_in, draft, simulated, form_of):
    simulated(draft)
    client = sign_in(architect)
    client.post(reverse("policies:edit", args=[draft.pk]), form_of(draft, headroom="70"))
    draft.refresh_from_db()
    assert publish(client, draft).status_code == 409
    simulated(draft)
    stale = publish(client, draft, revision=1)
    assert stale.status_code == 409
    assert "changed while you looked" in stale.content.decode()
    assert publish(client, draft).status_code == 200
    assert policies.current().headroom == 0.7


def test_twice_is_once(architect, sign_in, draft, simulated, shop):
    simulated(draft)
    client = sign_in(architect)
    publish(client, draft)
    again = publish(client, draft)
    assert "published already" in again.content.decode()
    assert AuditEntry.objects.filter(action="policy.published").count() == 1
    assert DerivationBatch.objects.count() == 1
    address = reverse("policies:publish", args=[draft.pk])
    assert client.get(address)["Location"] == reverse("policies:version", args=[draft.pk])


def test_of_two_architects_the_second_looks_again(architect, sign_in, draft, simulated):
    colleague = PersonFactory(roles=[Role.ARCHITECT])
    other = PolicyVersion.objects.create(
        version="draft-2", document=DEFAULT_POLICY.to_document() | {"headroom": 0.5}, created_by=colleague
    )
    simulated(draft)
    simulated(other)
    assert publish(sign_in(architect), draft).status_code == 200
    client = sign_in(colleague)
    refused = publish(client, other)
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "Nothing was published" in page
    assert policies.current().headroom == 0.8
    looked_again = client.get(reverse("policies:draft", args=[other.pk])).content.decode()
    assert "A drill counts for" in looked_again  # the colleague's change, which this draft would take back
    simulated(other)
    assert publish(client, other).status_code == 200
    labels = [version.version for version in PolicyVersion.objects.published()]
    assert labels == [next_label([next_label([])]), next_label([])]


def test_a_draft_that_was_removed_is_not_published(architect, sign_in, draft):
    address = reverse("policies:publish", args=[draft.pk])
    draft.delete()
    assert sign_in(architect).post(address, {"revision": 1}).status_code == 404


@pytest.mark.parametrize("revision", ["", "soon", "-1", "9" * 50])
def test_a_revision_that_is_none_publishes_nothing(architect, sign_in, draft, simulated, revision):
    simulated(draft)
    assert publish(sign_in(architect), draft, revision=revision).status_code == 409
    assert not PolicyVersion.objects.published().exists()


def test_labels_are_the_year_and_a_number():
    """The method's own policy has such a label, too."""
    year, (own_year, _dot, own) = timezone.localdate().year, DEFAULT_POLICY.version.partition(".")
    ahead = int(own) if own_year == str(year) else 0
    assert next_label([]) == f"{year}.{1 + ahead}"
    assert next_label([f"{year}.7", f"{year}.12", "2020.99", f"{year}.x", "own"]) == f"{year}.13"


def test_a_failed_system_does_not_keep_the_progress_from_ending(architect, sign_in, draft, simulated, shop):
    broken = SystemFactory()
    round_of(broken, by=PersonFactory()).__class__.objects.filter(system=broken).update(submitted={"rto": "x"})
    simulated(draft)
    client = sign_in(architect)
    publish(client, draft)
    for batch in DerivationBatch.objects.open():
        tasks.derive_batch(batch.pk)
    for _ in range(3):
        tasks.derive_again([broken.pk])
    page = client.get(reverse("policies:progress")).content.decode()
    assert "1 of 2 systems calculated" in page
    assert "1 system could not be calculated" in page
    assert "finished" in page

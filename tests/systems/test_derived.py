"""What was derived, read from its rows as what it was."""

from __future__ import annotations

import pytest

from systems.models import Profile
from systems.models.plan_columns import RecordLeftOut
from tests.factories import SystemFactory
from tests.systems.test_detail import Known, derive_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def payments():
    return SystemFactory(key="payments", name="Payments")


def test_a_plan_is_read_in_its_types(payments):
    derive_into(Known("payments", rto=4 * 3600, rpo=60))
    derived = Profile.objects.get(system=payments).derived()
    assert (derived.key, derived.strategy, derived.history.kind) == ("payments", "pilot_light", "continuous")
    assert derived.findings == ()
    for finding in payments.findings.all():
        assert finding.message().code.startswith(finding.code)
        assert all(offer.label.code for offer in finding.ways_out())


def test_nothing_is_derived_yet(payments):
    assert payments.profile.derived() is None


def test_a_profile_that_is_derived_anew_is_read_anew(payments):
    derive_into(Known("payments", rto=4 * 3600, rpo=60))
    profile = Profile.objects.get(system=payments)
    assert profile.derived() is profile.derived()
    SystemFactory(key="blog")
    derive_into(Known("blog", rto=4 * 86_400, rpo=86_400))
    profile.record = Profile.objects.get(system__key="blog").record
    assert (profile.derived().key, profile.derived().strategy) == ("blog", "backup_restore")


def test_a_record_that_was_left_out_is_not_fetched_unnoticed(payments, django_assert_num_queries):
    profile = Profile.objects.defer("record").get(system=payments)
    with django_assert_num_queries(0), pytest.raises(RecordLeftOut):
        profile.derived()

"""What was signed stays as it was signed, under the name of then; who edits it is found out."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Decision
from assessments.services import signed
from derivation.services.deriving import derive
from questionnaires.services import changes
from systems.models import Profile
from systems.services.staleness import mark_stale
from tests.systems.conftest import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(approve, architect, fitting) -> Decision:
    architect.name = "Ada Architect"
    architect.save()
    approve(architect, fitting, comment="Well done.")
    derive([fitting.system_id])
    call_command("audit_verify")
    return Decision.objects.get()


@pytest.mark.parametrize(
    "change",
    [
        {"signed": {}},
        {"comment": "Whatever."},
        {"policy_version": "1999"},
        {"by_name": "Somebody Else"},
        {"outcome": "returned"},
        {"at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_edited_decision_is_found_out(decision, change):
    Decision.objects.filter(pk=decision.pk).update(**change)
    with pytest.raises(CommandError, match=f"decision {decision.pk} .* is not as it was signed"):
        call_command("audit_verify")


def test_the_name_is_that_of_then(decision, sign_in, architect, owner, manager):
    architect.name = "Ada Married"
    architect.save()
    page = text(sign_in(owner).get("/systems/shop/decision/"))
    assert "Approved by Ada Architect" in page
    summary = text(sign_in(manager).get("/systems/shop/summary/"))
    assert "Ada Architect" in summary
    assert "Ada Married" not in summary


def test_the_summary_names_the_entry_that_keeps_it(decision, sign_in, manager):
    told = sign_in(manager).get("/systems/shop/summary.json").json()["sign_off"]["trail"]
    assert told["sha256"] in text(sign_in(manager).get("/systems/shop/summary/"))
    assert len(told["sha256"]) == 64


def test_the_list_says_what_is_no_longer_as_it_was_approved(decision, sign_in, manager):
    client = sign_in(manager)
    assert "approved, changed since" not in rows(client)
    Profile.objects.filter(pk=decision.assessment.system_id).update(plan_mark="another")
    assert "approved, changed since" in rows(client)
    assert 'data-listed="1"' in text(client.get("/systems/?state=changed"))


def test_a_plan_that_becomes_another_is_marked_by_the_calculation(decision, sign_in, manager, shop):
    profile = Profile.objects.get(pk=shop.pk)
    assert profile.plan_mark == profile.approved_mark != ""
    round_ = decision.assessment
    answers = changes.apply(round_.questionnaire.document, round_.submitted, {"rpo": 60})
    shop.assessments.update(submitted=answers)
    mark_stale([shop.pk])
    derive([shop.pk])
    assert "approved, changed since" in rows(sign_in(manager))
    assert "Changed since it was approved" in text(sign_in(manager).get("/systems/shop/summary/"))


def rows(client) -> str:
    page = text(client.get("/systems/"))
    return page[page.index("<tbody>") :]


def test_many_are_compared_with_as_many_queries_as_one(decision, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert list(signed.edited_decisions()) == []
    for _ in range(3):
        decision.pk, decision.idempotency_key = None, uuid.uuid4()
        decision.save(force_insert=True)
    with django_assert_num_queries(2):
        assert [broken.entry_id for broken in signed.edited_decisions()] == [0, 0, 0]

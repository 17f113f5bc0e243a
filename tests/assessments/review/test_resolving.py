"""Ways out taken, reasons given, accepted or not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.permissions import Role
from assessments.actions import justifying
from assessments.models import Assessment, Justification
from assessments.services.justifications import same_numbers
from assessments.services.offers import token_of
from derivation.services.deriving import derive
from policies.models import PolicyVersion
from questionnaires.services import measures
from recovery.durations import DAY, HOUR
from recovery.policy import DEFAULT_POLICY
from systems.models import Exercise, Finding, Profile, System
from systems.services.staleness import mark_stale
from tests.factories import ExerciseFactory, PersonFactory
from tests.panels.rounds import answers_of

pytestmark = pytest.mark.django_db


def words(response) -> str:
    return response.content.decode()


@pytest.fixture
def finding(blocked) -> Finding:
    return Finding.objects.get(code="rto-exceeds-mtd")


def own_offer(finding: Finding) -> dict:
    return next(offer for offer in finding.offers if offer["change"] and "system" not in offer["change"])


def take(client, finding, **more):
    round_ = Assessment.objects.under_way().first()
    form = {
        "offer": token_of(finding.code, own_offer(finding)["change"]),
        "version": "" if round_ is None else round_.version,
        **more,
    }
    return client.post(reverse("assessments:accept_offer", args=["shop", finding.pk]), form, follow=True)


def objective(answers, round_) -> int:
    return measures.measure(round_.questionnaire.document, answers).rto


def test_in_review_the_answers_change_as_if_typed_and_sent_again(sign_in, owner, blocked, finding):
    response = take(sign_in(owner), finding)
    assert "Your answers are changed" in words(response)
    round_, wanted = Assessment.objects.get(), own_offer(finding)["change"]["rto"]
    assert objective(round_.submitted, round_) == objective(round_.answers, round_) == wanted
    assert round_.state == "submitted"
    assert round_.version == blocked.version + 1
    assert round_.submitted_at > blocked.submitted_at
    assert Profile.objects.get(pk=round_.system_id).stale_since is not None
    derive([round_.system_id])
    assert not Finding.objects.open().filter(code="rto-exceeds-mtd").exists()
    entry = AuditEntry.objects.get(action="offer.taken")
    assert (entry.actor, entry.detail["finding"]) == (owner.email, "rto-exceeds-mtd")


def test_returned_answers_change_and_wait_to_be_sent(sign_in, owner, blocked, finding):
    Assessment.objects.update(state="returned")
    response = take(sign_in(owner), finding)
    assert response.request["PATH_INFO"] == reverse("assessments:check", args=[blocked.public_id])
    round_ = Assessment.objects.get()
    assert objective(round_.answers, round_) == own_offer(finding)["change"]["rto"]
    assert round_.submitted == blocked.submitted


def test_approved_answers_are_changed_in_a_new_round(sign_in, owner, finding):
    Assessment.objects.update(state="approved")
    take(sign_in(owner), finding)
    new = Assessment.objects.get(state="open")
    assert objective(new.answers, new) == own_offer(finding)["change"]["rto"]


@pytest.mark.parametrize("state", ["submitted", "returned"])
def test_what_an_offer_leaves_alone_stays_the_answer_of_who_gave_it(sign_in, owner, blocked, finding, state):
    """Whose answers these are decides who may approve them."""
    stamped = {
        key: {**answer, "by": 4711, "at": "2026-01-01T00:00:00+00:00"} for key, answer in blocked.submitted.items()
    }
    Assessment.objects.update(state=state, answers=stamped, submitted=stamped)
    take(sign_in(owner), finding)
    answers = Assessment.objects.get().answers
    assert {key: answer["by"] for key, answer in answers.items()} == {**dict.fromkeys(stamped, 4711), "rto": owner.pk}


@pytest.mark.parametrize("more", [{"version": "0"}, {"version": "999"}, {"version": ""}, {"version": "<script>"}])
def test_an_old_page_changes_nothing(sign_in, owner, blocked, finding, more):
    assert "have changed since you saw them" in words(take(sign_in(owner), finding, **more))
    assert Assessment.objects.get().answers == blocked.answers


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 5000])
def test_only_what_is_offered_can_be_taken(sign_in, owner, blocked, finding, token):
    assert "no longer offered" in words(take(sign_in(owner), finding, offer=token))
    assert Assessment.objects.get().answers == blocked.answers


def test_what_is_resolved_offers_nothing(sign_in, owner, finding):
    Finding.objects.update(resolved_at=finding.first_seen_at)
    assert "no longer offered" in words(take(sign_in(owner), finding))


@pytest.mark.parametrize(("who", "status"), [("architect", 403), ("manager", 403), ("stranger", 404)])
def test_nobody_else_changes_the_owners_answers(who, status, request, sign_in, finding):
    before = Assessment.objects.get().answers
    client = sign_in(request.getfixturevalue(who))
    assert take(client, finding).status_code == status
    reason = reverse("assessments:justify", args=["shop", finding.pk])
    assert client.post(reason, {"reason": "Mine"}).status_code == status
    assert Assessment.objects.get().answers == before
    assert not Justification.objects.exists()


def test_a_technical_contact_only_looks(sign_in, blocked, finding):
    peer = PersonFactory(roles=[Role.OWNER])
    System.objects.update(technical_contact=peer)
    assert take(sign_in(peer), finding).status_code == 403


def test_these_are_posts(sign_in, owner, architect, finding):
    for name in ("accept_offer", "justify"):
        assert sign_in(owner).get(reverse(f"assessments:{name}", args=["shop", finding.pk])).status_code == 405
    assert sign_in(architect).get(reverse("assessments:accept_justification", args=[1])).status_code == 405


# Reasons.


def give_reason(client, finding, reason="The auditors want it so."):
    return client.post(reverse("assessments:justify", args=["shop", finding.pk]), {"reason": reason}, follow=True)


def decide(client, accepted=True):
    name = "accept_justification" if accepted else "reject_justification"
    return client.post(reverse(f"assessments:{name}", args=[Justification.objects.get().pk]), follow=True)


@pytest.fixture
def all_justified(sign_in, owner, architect, blocked):
    for finding in Finding.objects.open().filter(severity="blocks"):
        give_reason(sign_in(owner), finding)
    for justification in Justification.objects.all():
        sign_in(architect).post(reverse("assessments:accept_justification", args=[justification.pk]))


def test_a_reason_waits_for_an_architect(sign_in, owner, architect, finding):
    assert "Your reason is noted." in words(give_reason(sign_in(owner), finding))
    said = Justification.objects.get()
    assert (said.by, said.state, said.read) == (owner, "said", finding.read)
    page = words(sign_in(architect).get(reverse("assessments:decision_fragment", args=["shop"])))
    assert "The auditors want it so." in page
    assert "Accept the reason" in page
    assert "Reason accepted." in words(decide(sign_in(architect)))
    assert Justification.objects.get().decided_by == architect
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"finding.justified", "finding.justification_accepted"} <= actions


@pytest.mark.usefixtures("all_justified")
def test_with_accepted_reasons_it_can_be_approved(approve, architect, blocked):
    response = approve(architect, blocked)
    assert "Approved." in words(response)
    signed = blocked.decisions.get().signed
    assert {each["code"] for each in signed["justifications"]} >= {"rto-exceeds-mtd"}
    assert signed["justifications"][0]["reason"] == "The auditors want it so."


@pytest.mark.usefixtures("all_justified")
def test_with_other_numbers_the_reason_no_longer_counts(approve, architect, blocked):
    blocked.submitted = answers_of(rto=12 * HOUR, rpo=24 * HOUR, mtd=4 * HOUR)
    blocked.save()
    mark_stale([blocked.system_id])
    derive([blocked.system_id])
    assert approve(architect, blocked).status_code == 422


def test_an_age_that_grows_by_itself_leaves_the_reason_as_it_is(sign_in, owner, architect, shown):
    give_reason(sign_in(owner), shown)
    decide(sign_in(architect))
    grown_older(shown, days=1)
    page = words(sign_in(architect).get(reverse("assessments:decision_fragment", args=["shop"])))
    assert "The auditors want it so." in page


def test_what_an_age_is_measured_by_is_a_number_like_any_other(sign_in, owner, architect, shown):
    give_reason(sign_in(owner), shown)
    decide(sign_in(architect))
    document = {**DEFAULT_POLICY.to_document(), "drill_age": 100 * DAY}
    PolicyVersion.objects.create(version="2026.2", document=document, published_at=timezone.now())
    grown_older(shown, days=1)
    page = words(sign_in(architect).get(reverse("assessments:decision_fragment", args=["shop"])))
    assert "The auditors want it so." not in page


@pytest.fixture
def shown(blocked) -> Finding:
    """A drill that was too long ago: the one number that grows with every day."""
    ExerciseFactory(
        system=blocked.system,
        kind="data_restore",
        performed_on=timezone.localdate() - timedelta(days=400),
        rta_seconds=60,
    )
    mark_stale([blocked.system_id])
    derive([blocked.system_id])
    return Finding.objects.open().get(code="never-tested")


def grown_older(finding: Finding, *, days: int) -> None:
    """As if so many days had gone by."""
    before = finding.read["age"]
    Exercise.objects.update(performed_on=timezone.localdate() - timedelta(days=400 + days))
    mark_stale([finding.system_id])
    derive([finding.system_id])
    finding.refresh_from_db()
    assert finding.read["age"] == before + days * DAY


@pytest.mark.parametrize(
    ("now", "then", "same"),
    [
        ({"rto": 1}, {"rto": 1}, True),
        ({"rto": 1}, {"rto": 2}, False),
        ({"rto": 1}, {"rto": 1, "mtd": 2}, False),
        ({"age": 10, "limit": 5}, {"age": 9, "limit": 5}, True),
        ({"age": 10, "limit": 5}, {"limit": 5}, True),
        ({"age": 10, "limit": 6}, {"age": 10, "limit": 5}, False),
        ({"age": 10, "rpo": 1}, {"age": 10, "rpo": 2}, False),
    ],
)
def test_a_contradiction_is_the_same_while_its_numbers_are(now, then, same):
    assert same_numbers(now, then) is same


def test_a_reason_that_is_not_accepted_still_blocks(sign_in, owner, architect, approve, blocked):
    for finding in Finding.objects.open().filter(severity="blocks"):
        give_reason(sign_in(owner), finding)
    for justification in Justification.objects.all():
        sign_in(architect).post(reverse("assessments:reject_justification", args=[justification.pk]))
    assert approve(architect, blocked).status_code == 422


def test_a_limit_of_the_law_cannot_be_reasoned_away(sign_in, owner, finding):
    Finding.objects.update(justifiable=False)
    assert "No reason can be given" in words(give_reason(sign_in(owner), finding))
    assert not Justification.objects.exists()


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
def test_an_empty_or_endless_reason_is_refused_beside_the_field(sign_in, owner, finding, reason):
    response = give_reason(sign_in(owner), finding, reason)
    assert response.status_code == 422
    assert "Say in a sentence" in words(response) or "it has 2001" in words(response)
    assert not Justification.objects.exists()


def test_a_new_reason_takes_the_place_of_the_old_and_waits_again(sign_in, owner, architect, finding):
    give_reason(sign_in(owner), finding)
    decide(sign_in(architect), accepted=False)
    give_reason(sign_in(owner), finding, "A better <b>one</b>")
    said = Justification.objects.get()
    assert (said.reason, said.state, said.decided_by) == ("A better <b>one</b>", "said", None)


def test_nobody_accepts_their_own_reason(sign_in, finding, blocked):
    both = PersonFactory(roles=[Role.OWNER, Role.ARCHITECT])
    System.objects.update(owner=both)
    Assessment.objects.update(respondent=both)
    give_reason(sign_in(both), finding)
    assert "Another architect decides." in words(decide(sign_in(both)))
    assert Justification.objects.get().state == "said"


def test_a_reason_is_decided_once(sign_in, owner, architect, finding):
    give_reason(sign_in(owner), finding)
    decide(sign_in(architect))
    assert "decided about this reason already" in words(decide(sign_in(architect), accepted=False))
    assert Justification.objects.get().state == "accepted"


def test_a_reason_said_anew_meanwhile_is_not_the_one_that_was_read(sign_in, owner, architect, finding):
    give_reason(sign_in(owner), finding)
    read = Justification.objects.select_related("system").get()
    give_reason(sign_in(owner), finding, "Another one.")
    with pytest.raises(justifying.NotOpen):
        justifying.decide(justification=read, accepted=True, by=architect)
    assert Justification.objects.get().state == "said"


@pytest.mark.parametrize(("who", "status"), [("owner", 403), ("manager", 403), ("stranger", 403)])
def test_only_architects_decide_about_reasons(who, status, request, sign_in, finding):
    give_reason(sign_in(finding.system.owner), finding)
    assert decide(sign_in(request.getfixturevalue(who))).status_code == status
    assert Justification.objects.get().state == "said"

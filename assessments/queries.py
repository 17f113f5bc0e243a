"""What waits for whom."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from assessments.models import Assessment, Decision
from systems.models import Finding, Profile, System, SystemQuerySet
from systems.queries.failed import FAILED

UNSET = Q(profile__rto_state="unset") | Q(profile__rpo_state="unset")
TO_ANSWER = (Profile.AnswerState.ASKED, Profile.AnswerState.ANSWERING)
SENT = (Profile.AnswerState.IN_REVIEW, Profile.AnswerState.RETURNED, Profile.AnswerState.APPROVED)


GROWN_OLD = Q(profile__answer_state=Profile.AnswerState.APPROVED) & Exists(
    Finding.objects.open().filter(system=OuterRef("pk"), code="stale", text__code="stale.age")
)
"""Approved so long ago that the owner is asked whether it is still so."""


def owned_by(person: User) -> SystemQuerySet:
    return System.objects.in_use().filter(owner=person).select_related("profile").defer("profile__record")


def to_answer(person: User) -> SystemQuerySet:
    """The systems that wait for this owner's answers: asked for, never asked about and without objectives, or approved
    so long ago that the answers are to be confirmed."""
    never_asked = Q(profile__answer_state=Profile.AnswerState.NOT_ASKED) & UNSET
    return owned_by(person).filter(Q(profile__answer_state__in=TO_ANSWER) | never_asked | GROWN_OLD)


def rounds_under_way(person: User) -> dict[int, Assessment]:
    """This owner's rounds by system, without the answers themselves."""
    rounds = Assessment.objects.under_way().filter(system__owner=person).defer("answers", "submitted")
    return {each.system_id: each for each in rounds}


def last_comments(assessments: list[Assessment]) -> dict[int, Decision]:
    """With what words each of these was last returned."""
    returned = Decision.objects.filter(
        assessment__in=[each.pk for each in assessments], outcome=Decision.Outcome.RETURNED
    ).order_by("at", "id")
    return {decision.assessment_id: decision for decision in returned.select_related("by").defer("signed")}


def in_review(person: User) -> QuerySet[Assessment]:
    """What was sent, the oldest first, as far as this person may know of it."""
    sent = Assessment.objects.for_user(person).filter(state=Assessment.State.SUBMITTED)
    return (
        sent.exclude(system__status=System.Status.RETIRED)
        .select_related("system__profile", "system__owner", "respondent")
        .defer("answers", "submitted", "system__profile__record")
        .order_by("submitted_at", "id")
    )


def contradictions_of(person: User) -> QuerySet[Finding]:
    """What does not fit together in the systems this owner has answered for, the gravest first."""
    return (
        Finding.objects.open()
        .filter(
            system__owner=person,
            system__profile__answer_state__in=SENT,
            severity__in=(Finding.Severity.BLOCKS, Finding.Severity.WARNS),
        )
        .exclude(system__status=System.Status.RETIRED)
        .exclude(code="objective-unset")
        .select_related("system__profile")
        .order_by("system__name", "system_id", "position")
    )


def counts(person: User) -> dict[str, int]:
    """How the catalogue stands, for those who look after it. One query."""
    systems = System.objects.for_user(person).in_use().order_by()
    not_asked = Q(profile__answer_state=Profile.AnswerState.NOT_ASKED)
    return systems.aggregate(
        in_review=Count("pk", filter=Q(profile__answer_state=Profile.AnswerState.IN_REVIEW)),
        waiting=Count("pk", filter=Q(profile__answer_state__in=Profile.AWAITED)),
        not_asked=Count("pk", filter=not_asked & Q(owner__isnull=False)),
        without_owner=Count("pk", filter=Q(owner__isnull=True)),
        blocked=Count("pk", filter=Q(profile__blocks__gt=0) & Q(profile__answer_state__in=SENT)),
        failed=Count("pk", filter=FAILED),
    )


def unsent(person: User) -> QuerySet[Assessment]:
    """Rounds that nobody has sent yet, the longest overdue first."""
    waiting = Assessment.objects.for_user(person).filter(state__in=(Assessment.State.OPEN, Assessment.State.RETURNED))
    approved = Assessment.objects.filter(system=OuterRef("system"), state=Assessment.State.APPROVED)
    again = Exists(approved.filter(pk__lt=OuterRef("pk"))) & Q(asked_by=F("respondent"))
    waiting = waiting.annotate(begun_again=again)
    return (
        waiting.exclude(system__status=System.Status.RETIRED)
        .select_related("system", "respondent")
        .defer("answers", "submitted")
        .order_by(F("due_on").asc(nulls_last=True), "id")
    )


def not_asked(person: User) -> SystemQuerySet:
    """Systems with an owner whom nobody has asked yet."""
    found = System.objects.for_user(person).in_use().filter(profile__answer_state=Profile.AnswerState.NOT_ASKED)
    return found.filter(owner__isnull=False).select_related("owner")

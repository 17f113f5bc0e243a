"""What waits for whom."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from assessments.models import Assessment, Commitment, Decision, Reassignment
from recovery.contradictions import UNANSWERED
from systems.models import Finding, Profile, System, SystemQuerySet
from systems.queries import standing

UNSET = Q(profile__rto_state="unset") | Q(profile__rpo_state="unset")
TO_ANSWER = (Profile.AnswerState.ASKED, Profile.AnswerState.ANSWERING)


GROWN_OLD = Q(profile__answer_state=Profile.AnswerState.APPROVED) & Exists(
    Finding.objects.open().filter(system=OuterRef("pk"), code="stale", text__code="stale.age")
)
"""Approved so long ago that the owner is asked whether it is still so."""


ANSWERS = "assessments.answers"
"""What the link of a mail to an owner is for."""


HANDED_BACK = Exists(Reassignment.objects.open().filter(system=OuterRef("pk")))
"""The owner says that it is somebody else's, and no architect has decided yet."""


def owned_by(person: User) -> SystemQuerySet:
    return (
        System.objects.in_use()
        .filter(person.as_owner())
        .select_related("profile", "owner", "proposal")
        .defer("profile__record")
    )


def to_answer(person: User) -> SystemQuerySet:
    """The systems that wait for this owner's answers: asked for, never asked about and without objectives, or approved
    so long ago that the answers are to be confirmed."""
    never_asked = Q(profile__answer_state=Profile.AnswerState.NOT_ASKED) & UNSET
    waiting = Q(profile__answer_state__in=TO_ANSWER) | never_asked | GROWN_OLD
    return owned_by(person).filter(waiting).exclude(HANDED_BACK)


def answers_wanted(person: User, system_id: str) -> bool:
    """Whether this person is asked about the system, or was handed the answers back, as owner or in their place."""
    if not person.may(Permission.ANSWER_QUESTIONS):
        return False
    returned = Assessment.objects.filter(
        person.as_owner("respondent"), system=OuterRef("pk"), state=Assessment.State.RETURNED
    )
    wanted = Q(pk__in=to_answer(person).order_by().values("pk")) | Exists(returned)
    return owned_by(person).filter(wanted, pk=system_id).exists()


def handed_back(person: User) -> QuerySet[Reassignment]:
    """What waits for an architect to say whose it is."""
    return Reassignment.objects.open().filter(person=person).select_related("system").order_by("system__name", "id")


def rounds_under_way(person: User) -> dict[int, Assessment]:
    """This owner's rounds by system, without the answers themselves."""
    rounds = Assessment.objects.under_way().filter(person.as_owner("system__owner")).defer("answers", "submitted")
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
        .select_related("system__profile", "system__owner", "respondent", "reviewer")
        .defer("answers", "submitted", "system__profile__record")
        .order_by("submitted_at", "id")
    )


def contradictions_of(person: User) -> QuerySet[Finding]:
    """What does not fit together in the systems this owner has answered for, the gravest first."""
    return (
        Finding.objects.open()
        .filter(
            standing.answered("system__profile__"),
            person.as_owner("system__owner"),
            severity__in=(Finding.Severity.BLOCKS, Finding.Severity.WARNS),
        )
        .exclude(system__status=System.Status.RETIRED)
        .exclude(code__in=UNANSWERED)
        .select_related("system__profile", "system__owner")
        .order_by("system__name", "system_id", "position")
    )


def late_promises(person: User) -> QuerySet[Commitment]:
    """What was promised for a day that has gone by: by this person, about what they answer for, or, for those who
    decide, about whatever they may know of."""
    rows = Commitment.objects.filter(Commitment.OPEN, due_on__lt=timezone.localdate())
    rows = rows.exclude(system__status=System.Status.RETIRED).select_related("system", "by")
    if person.may(Permission.REVIEW):
        return rows.filter(system__in=System.objects.for_user(person))
    return rows.filter(person.as_owner("system__owner"))


def counts(person: User) -> dict[str, int]:
    """How the catalogue stands, for those who look after it. One query."""
    systems = System.objects.for_user(person).in_use().order_by()
    conditions = {
        "in_review": standing.condition_of(Profile.AnswerState.IN_REVIEW),
        "waiting": standing.AWAITED,
        "not_asked": standing.TO_ASK,
        "without_owner": standing.WITHOUT_OWNER,
        "unreachable": standing.UNREACHABLE,
        "blocked": standing.BLOCKED,
        "failed": standing.FAILED,
    }
    return systems.aggregate(**{name: Count("pk", filter=each) for name, each in conditions.items()})


def unsent(person: User) -> QuerySet[Assessment]:
    """Rounds that nobody has sent yet, of owners who know of it, the longest overdue first."""
    with_owner = System.objects.filter(standing.AWAITED).order_by()
    waiting = Assessment.objects.for_user(person).filter(state__in=Assessment.WITH_OWNER, system__in=with_owner)
    approved = Assessment.objects.filter(system=OuterRef("system"), state=Assessment.State.APPROVED)
    again = Exists(approved.filter(pk__lt=OuterRef("pk"))) & Q(asked_by=F("respondent"))
    waiting = waiting.annotate(begun_again=again)
    return (
        waiting.exclude(system__status=System.Status.RETIRED)
        .select_related("system", "respondent")
        .defer("answers", "submitted")
        .order_by(F("due_on").asc(nulls_last=True), "id")
    )

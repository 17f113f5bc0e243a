"""People with each other, with the suggestion, and with time passing."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.contradictions.rule import (
    ANSWERS,
    ARCHITECT,
    BLOCKS,
    OWNER,
    RPO_LIMIT,
    WARNS,
    Hit,
    Remediation,
    act,
    objectives,
    rule,
)
from recovery.durations import steps_apart


def _agree(case: Case) -> Iterator[Remediation]:
    yield act("second-round")
    yield act("name-decider")


@rule("respondents-disagree", BLOCKS, ARCHITECT, _agree, "respondents", about=ANSWERS, order=410, justifiable=False)
def respondents_disagree(case: Case) -> Hit | None:
    """Respondents' RTO or RPO lie two or more ladder steps apart (policy)."""
    for name in ("rto", "rpo"):
        answers = [getattr(each, name) for each in case.system.respondents]
        known = [answer for answer in answers if isinstance(answer, int)]
        if known and steps_apart(min(known), max(known)) >= case.policy.disagreement_steps:
            return Hit({"low": min(known), "high": max(known)}, name)
    return None


def _looser_than_limit(case: Case) -> dict[str, tuple[int, int | None]]:
    """The objectives looser than their exact limit, with it and the step suggested instead."""
    suggestion = case.suggestion
    # Below nothing there is no limit to compare with: then the answers do not fit together, which other rules say.
    rto = None if suggestion.rto_limit is None else max(suggestion.rto_limit, 0)
    pairs = (("rto", case.rto, rto, suggestion.rto), ("rpo", case.rpo, suggestion.rpo_limit, suggestion.rpo))
    return {
        name: (limit, want)
        for name, chosen, limit, want in pairs
        if chosen is not None and limit is not None and chosen > limit
    }


def _reason_or_suggestion(case: Case) -> Iterator[Remediation]:
    looser = _looser_than_limit(case)
    yield act("give-reason", objectives=tuple(looser))
    suggested = {name: want for name, (_, want) in looser.items() if want is not None}
    if suggested:
        yield objectives(suggested)


@rule(
    "override-without-reason",
    BLOCKS,
    OWNER,
    _reason_or_suggestion,
    RPO_LIMIT + " rto rpo mtd impact peak_mtd peak_wrt regulator_rto review.override_reason",
    about=ANSWERS,
    cause={"rto": "back-too-late", "rpo": "too-much-lost"},
    order=420,
)
def override_without_reason(case: Case) -> Hit | None:
    """The objective chosen is looser than the limit that the answers lead to, and the reason is left empty. The limit
    is the exact one; the suggested step may lie well below it."""
    looser, reason = _looser_than_limit(case), case.system.review.override_reason
    if not looser or reason is None or reason.strip():
        return None
    name = next(iter(looser))
    return Hit({"chosen": case.rto if name == "rto" else case.rpo, "limit": looser[name][0]}, name)


def _rank(case: Case) -> Iterator[Remediation]:
    yield act("rank")


@rule("everything-first", WARNS, ARCHITECT, _rank, "rto owner", about=ANSWERS, order=430)
def everything_first(case: Case) -> Hit | None:
    """One owner gives 80 % or more of five or more systems (policy) the same tightest RTO, this one among them."""
    if case.rto is None or not case.facts.owner:
        return None
    group = case.context.peers.joined_by(case.rto)
    needed = case.policy.owner_share * group.count
    if case.rto != group.tightest or group.count < case.policy.owner_systems or group.sharing < needed - 1e-9:
        return None
    return Hit({"rto": case.rto, "sharing": group.sharing, "count": group.count})


def _confirm(case: Case) -> Iterator[Remediation]:
    if case.system.review.owner_active is False:
        yield act("new-owner")
    yield act("confirm")


@rule("stale", WARNS, ARCHITECT, _confirm, "review.approved_age review.owner_active", about=ANSWERS, order=440)
def stale(case: Case) -> Hit | None:
    """Approved over 12 months ago (policy), or the owner has left since."""
    review, limit = case.system.review, case.policy.approval_age
    if review.owner_active is False:
        return Hit({"active": 0}, "owner")
    if review.approved_age is None or review.approved_age <= limit:
        return None
    return Hit({"age": review.approved_age, "limit": limit}, "age")

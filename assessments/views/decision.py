"""Everything that one person can do about one system's answers, put together for the page and its fragment."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from assessments.actions import answering, asking, committing, reviewing
from assessments.forms.reviewing import ApproveForm, JustifyForm, ReturnForm
from assessments.models import Assessment, Decision, Justification
from assessments.presenters.consequences import consequence
from assessments.presenters.in_short import in_short
from assessments.presenters.not_knowing import OpenPoint, open_points_of
from assessments.presenters.offers import may_take, touched_by
from assessments.presenters.promises import promise_url, promises_in_words
from assessments.presenters.similar import similar_in_words
from assessments.presenters.taken import SaidTaken, taken_in_words, undoable_protection
from assessments.services import absences
from assessments.services.changeable import answers_to_change, document_to_change
from assessments.services.commitments import Promised, commitments_of, is_promised
from assessments.services.four_eyes import Involved, involved_in
from assessments.services.justifications import Identity, identity, justifications_of, still_blocking
from assessments.services.offers import differing, token_of
from assessments.services.reminding import pauses
from presentation.language import language
from questionnaires.document.parsing import parsed
from questionnaires.document.structure import Document
from questionnaires.presenters import differences, wording
from questionnaires.services import renewal
from recovery.contradictions import NOT_KNOWN, contradicts
from recovery.results import Offer
from systems.models import Finding, Profile, System
from systems.presenters.causes import in_causes
from systems.presenters.findings import findings_in_words
from systems.services.names import names_for
from systems.services.protection_changes import before_and_now, is_of_protection
from systems.services.rights import may_say_protection

State = Assessment.State


def decision_page(
    person: User,
    system: System,
    *,
    queue: str | None = None,
    approve_form: ApproveForm | None = None,
    return_form: ReturnForm | None = None,
    justify_form: tuple[int, JustifyForm] | None = None,
) -> dict[str, Any]:
    """The context. A form that was refused is given back as it was filled in.

    `queue`: which part of the queue the person works through, as the query of its address.
    """
    round_ = newest_round(system)
    mine = is_mine(person, system, round_)
    reviewer = person.may(Permission.REVIEW)
    findings = list(Finding.objects.open().filter(system=system))
    justifications, promised = justifications_of(findings), commitments_of(findings)
    sent = round_ if round_ is not None and round_.state == State.SUBMITTED else None
    involved = involved_in(system) if reviewer and (sent is not None or justifications) else None
    decides = sent is not None and involved is not None and person.pk not in involved.people
    rows = finding_rows(
        person, system, round_, findings, justifications,
        promised=promised, involved=involved, mine=mine, justify_form=justify_form,
    )  # fmt: skip
    return {
        "system": system,
        "profile": system.profile,
        "mine": mine,
        "reviewer": reviewer,
        "queue": queue if reviewer else None,
        **asking_of(person, system),
        **answers_of(round_, person),
        "in_review": sent is not None,
        "taken": [*taken_ways(round_, person), *undoable_protection(system, person)],
        "decides": decides,
        "own": sent is not None and reviewer and not decides,
        "accounts": involved.accounts if sent is not None and involved else (),
        "calculating": system.profile.stale_since is not None,
        "failed": bool(system.profile.last_error),
        **blocking_of(findings, justifications, promised),
        "not_known": not_known(person, round_, findings),
        "causes": in_causes(rows, opens=lambda row: bool(row["justify_open"])),
        "open_objective": any(not contradicts(each.code) for each in findings),
        "helps_with": helps_with(person, sent, findings) if decides else None,
        **(forms_of(sent, system.profile, approve_form, return_form) if sent and decides else {}),
    }


def asking_of(person: User, system: System) -> dict[str, Any]:
    """Who may be asked, who may ask, and what keeps reminders back."""
    may_invite = person.may(Permission.INVITE_OWNERS)
    return {
        "protects": may_say_protection(person, system),
        "may_invite": may_invite and system.owner_id is not None,
        "absence": absences.current_of(system.owner) if system.owner else None,
        "paused": may_invite and pauses.current_of(system) is not None,
    }


def blocking_of(
    findings: list[Finding], justifications: dict[Identity, Justification], promised: Promised
) -> dict[str, list[Finding]]:
    """What keeps from approving: what nobody deals with yet, and what somebody has promised to."""
    blocking = [each for each in still_blocking(findings, justifications) if contradicts(each.code)]
    return {
        "blocking": [each for each in blocking if not is_promised(each, promised)],
        "promised": [each for each in blocking if is_promised(each, promised)],
    }


def answers_of(round_: Assessment | None, person: User) -> dict[str, Any]:
    """What was answered, what is different since, and how the last decision went."""
    return {
        "round": round_,
        "last": last_decision(round_),
        "discards": round_ is not None and asking.may_discard(round_, person),
        "topics": answers_in_words(round_),
        "changes": changes_since(round_),
        "unconfirmed": unconfirmed(round_),
        "in_short": in_short(round_),
    }


def not_known(person: User, round_: Assessment | None, findings: list[Finding]) -> tuple[OpenPoint, ...]:
    """The objectives that whoever answered does not know, with what helps."""
    if round_ is None or round_.submitted is None or all(each.code != NOT_KNOWN for each in findings):
        return ()
    document = parsed(round_.questionnaire.document)
    found = consequence(round_.system, document, round_.submitted, reader=person, assume=False)
    return open_points_of(found, document, partial(similar_in_words, round_.system))


def helps_with(person: User, round_: Assessment | None, findings: list[Finding]) -> dict[str, str] | None:
    """The comment that is prepared for a return, in the owner's language, and the question it is about."""
    owner = round_.respondent or round_.submitted_by if round_ is not None else None
    with translation.override((owner.language if owner else "") or settings.LANGUAGE_CODE):
        points = not_known(person, round_, findings)
        if not points:
            return None
        lines = [" ".join((f"{point.title}.", *point.helps)) for point in points]
        asks = gettext("Please choose what comes closest, or ask a colleague who knows.")
    return {"comment": "\n".join((*lines, asks)), "question": points[0].question}


def taken_ways(round_: Assessment | None, person: User) -> list[SaidTaken]:
    """The ways out that were taken in the answers that everybody may read, the newest first."""
    if round_ is None or round_.submitted is None:
        return []
    return taken_in_words(round_.taken_offers.filter(undone_at=None).select_related("by"), round_, person)


def newest_round(system: System) -> Assessment | None:
    rounds = Assessment.objects.filter(system=system).exclude(state=State.CLOSED)
    return rounds.select_related("system__owner", "questionnaire", "respondent", "submitted_by").order_by("-id").first()


def is_mine(person: User, system: System, round_: Assessment | None) -> bool:
    """Whether this person answers for the system."""
    if round_ is not None and round_.state in Assessment.UNDER_WAY:
        return answering.may_answer(person, round_)
    return person.answers_for(system.owner_id) and person.may(Permission.ANSWER_QUESTIONS)


def last_decision(round_: Assessment | None) -> Decision | None:
    if round_ is None or round_.state not in (State.APPROVED, State.RETURNED):
        return None
    return round_.decisions.select_related("by").defer("signed").first()


def answers_in_words(round_: Assessment | None) -> list[dict[str, Any]]:
    """What was sent; before that only the owner sees what is being typed, on the owner's own pages."""
    if round_ is None or round_.submitted is None:
        return []
    topics = wording.answers_in_words(round_.questionnaire.document, round_.submitted, language())
    answered = ({"title": topic.title, "answers": [each for each in topic.answers if each.lines]} for topic in topics)
    return [topic for topic in answered if topic["answers"]]


def changes_since(round_: Assessment | None) -> dict[str, Any] | None:
    """What was sent, beside what was approved before it; None where nothing was approved before."""
    if round_ is None or round_.submitted is None:
        return None
    earlier = Assessment.objects.filter(system=round_.system_id, state=State.APPROVED, pk__lt=round_.pk)
    last = earlier.select_related("questionnaire").order_by("-pk").first()
    if last is None:
        return None
    before, now = ((each.questionnaire.document, each.submitted or {}) for each in (last, round_))
    return {"list": differences.changed(before, now, language())}


def unconfirmed(round_: Assessment | None) -> int:
    """How many of the answers sent come from last time without anybody having said that they still hold."""
    if round_ is None or round_.submitted is None:
        return 0
    return len(renewal.to_confirm(round_.questionnaire.document, round_.submitted))


def forms_of(
    round_: Assessment, profile: Profile, approve_form: ApproveForm | None, return_form: ReturnForm | None
) -> dict[str, Any]:
    seen = reviewing.seen_of(round_, profile)
    initial = {"key": uuid.uuid4(), "sent": seen.sent, "plan": seen.plan}
    return {
        "approve_form": approve_form or ApproveForm(initial=initial),
        "more": {"key": uuid.uuid4(), "sent": seen.sent},
        "return_form": return_form
        or ReturnForm(initial={**initial, "key": uuid.uuid4()}, document=round_.questionnaire.document),
    }


def finding_rows(
    person: User,
    system: System,
    round_: Assessment | None,
    findings: list[Finding],
    justifications: dict[Identity, Justification],
    *,
    promised: Promised,
    involved: Involved | None,
    mine: bool,
    justify_form: tuple[int, JustifyForm] | None,
) -> list[dict[str, Any]]:
    """Each contradiction in words, with what this person can do about it."""
    reviewer, promises = person.may(Permission.REVIEW), committing.may_promise(person, system)
    said = {each.pk: each for each in promises_in_words([row for rows in promised.values() for row in rows], person)}
    names = names_for(person, [system], [(each.message(), each.ways_out()) for each in findings])
    document = document_to_change(round_) if mine else None
    protects = may_say_protection(person, system)
    audience = "architect" if reviewer else "owner"
    made = []
    part = involved.people if involved else frozenset()
    for finding in findings:
        (words,) = findings_in_words([finding], audience=audience, names=names, plan=system.profile)
        justification = justifications.get(identity(finding))
        form = justify_form[1] if justify_form and justify_form[0] == finding.pk else JustifyForm(finding=finding.pk)
        waiting = justification is not None and justification.state == Justification.State.SAID
        own = waiting and reviewer and (person.pk in part or (justification and person.pk == justification.by_id))
        made.append(
            {
                **words,
                "pk": finding.pk,
                "offers": [
                    offer_row(finding, offer, said_offer, round_, document, mine=mine)
                    | protection_row(system, finding, offer, may=protects)
                    | promise_row(system, finding, offer, may=promises)
                    for offer, said_offer in zip(finding.ways_out(), words["offers"], strict=True)
                ],
                "promises": [said[each.pk] for each in promised.get(identity(finding), ())],
                "promises_may": promises,
                "justification": justification,
                "decides": reviewer and waiting and not own,
                "justify_form": form if may_justify(finding, justification, mine=mine) else None,
                "justify_open": form.is_bound,
            }
        )
    return made


def protection_row(system: System, finding: Finding, offer: Offer, *, may: bool) -> dict[str, Any]:
    """A way out that changes what protects the system today, as a button for those who may say that it is so."""
    if not may or offer.is_promise or not is_of_protection(offer.change):
        return {}
    before, now = before_and_now(getattr(system, "protection", None), offer.change)
    return {
        "url": reverse("assessments:take_protection", args=[system.key, finding.pk]),
        "token": token_of(finding.code, offer.change, offer.action),
        "changes": differing(before, now),
        "version": system.version,
        "fact": True,
    }


def promise_row(system: System, finding: Finding, offer: Offer, *, may: bool) -> dict[str, str]:
    """Where what people see to is promised, for those who may."""
    return {"promise": promise_url(system, finding.code, offer.action) if may and offer.is_promise else ""}


def may_justify(finding: Finding, justification: Justification | None, *, mine: bool) -> bool:
    accepted = justification is not None and justification.state == Justification.State.ACCEPTED
    return mine and finding.justifiable and finding.severity != Finding.Severity.INFORMS and not accepted


def way_to_people(finding: Finding, action: str | None, round_: Assessment | None, *, mine: bool) -> str:
    """The page behind an offer that people carry out: asking a colleague, asking everybody once more."""
    if action in ("second-round", "name-decider"):
        return reverse("panels:ask_several", args=[finding.system.key])
    if action == "delegate" and mine and round_ is not None and round_.state in Assessment.WITH_OWNER:
        return reverse("panels:ask_colleague", args=[round_.public_id])
    return ""


def offer_row(
    finding: Finding,
    offer: Offer,
    words: dict[str, Any],
    round_: Assessment | None,
    document: Document | None,
    *,
    mine: bool,
) -> dict[str, Any]:
    """The offer as a button where this person's own answers can take it, else as words."""
    takes = document is not None and may_take(document, offer)
    version = round_.version if round_ is not None and round_.state in Assessment.UNDER_WAY else ""
    return {
        **words,
        "url": reverse("assessments:accept_offer", args=[finding.system.key, finding.pk]) if takes else "",
        "link": "" if takes else way_to_people(finding, offer.action, round_, mine=mine),
        "token": token_of(finding.code, offer.change, offer.action) if takes else "",
        "offer": offer,
        "changes": touched_by(document, answers_to_change(round_), offer) if document and takes else (),
        "version": version if takes else "",
    }

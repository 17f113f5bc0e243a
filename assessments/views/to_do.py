"""What waits for this person: answers, contradictions and comments for owners; decisions and people for architects;
for everybody what others ask them."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import Permission
from accounts.services.access import PersonRequest
from assessments import queries
from assessments.models import Assessment
from assessments.presenters.promises import promises_in_words
from assessments.services.open_findings import open_for
from assessments.services.waiting import waiting_for
from assessments.services.without_answers.proposed import open_proposals
from presentation.numbers import grouped_number

MOST = 5
LISTS = {
    "waiting": "state=awaited",
    "not_asked": "state=to_ask",
    "without_owner": "missing=owner",
    "unreachable": "missing=reach",
    "blocked": "findings=blocks",
    "failed": "missing=calculation",
}
"""How the list filters what each of these numbers counts."""


@require_safe
def to_do(request: PersonRequest) -> HttpResponse:
    """For everybody: whatever their role, a colleague may have asked them something."""
    answers, reviews = request.user.may(Permission.ANSWER_QUESTIONS), request.user.may(Permission.REVIEW)
    own = of_owner(request.user) if answers else {}
    all_ = of_architect(request.user) if reviews else {}
    wanted, late = waiting_for(request.user), promises_in_words(queries.late_promises(request.user), request.user)
    context = {
        **own,
        **all_,
        "answers": answers,
        "reviews": reviews,
        "sees_systems": answers or request.user.may(Permission.VIEW_ALL_SYSTEMS),
        "today": timezone.localdate(),
        "wanted": wanted,
        "late": late,
        "nothing": not wanted and not late and not any(own.values()) and not any(all_.get("counts", {}).values()),
    }
    return render(request, "assessments/to_do/page.html", context)


def of_owner(person: User) -> dict[str, Any]:
    """Four lists: what to answer, what came back, what contradicts, what others look at now and nothing is to do of."""
    rounds = queries.rounds_under_way(person)
    owned = {system.pk: system for system in queries.owned_by(person).filter(pk__in=rounds)}
    under_way = [(owned[pk], round_) for pk, round_ in rounds.items() if pk in owned]
    returned = [each for each in under_way if each[1].state == Assessment.State.RETURNED]
    comments = queries.last_comments([round_ for _, round_ in returned])
    findings = groupby(open_for(person), key=lambda finding: finding.system)
    unfitting = [(system, list(each)) for system, each in findings]
    return {
        "listed": len(open_proposals(person)),
        "handed_back": list(queries.handed_back(person)),
        "to_answer": [(system, rounds.get(system.pk)) for system in queries.to_answer(person)],
        "returned": [(system, round_, comments.get(round_.pk)) for system, round_ in returned],
        "contradictions": [(system, contradiction_words(each), rounds.get(system.pk)) for system, each in unfitting],
        "in_review": [
            each
            for each in under_way
            if each[1].state == Assessment.State.SUBMITTED and each[0].pk not in {system.pk for system, _ in unfitting}
        ],
    }


def contradiction_words(findings: list[Any]) -> str:
    blocking = sum(finding.severity == "blocks" for finding in findings)
    others = len(findings) - blocking
    parts = []
    if blocking:
        parts.append(
            ngettext("%(n)s contradiction blocks approval", "%(n)s contradictions block approval", blocking)
            % {"n": grouped_number(blocking)}
        )
    if others:
        parts.append(ngettext("%(n)s worth a look", "%(n)s worth a look", others) % {"n": grouped_number(others)})
    return ", ".join(parts)


def of_architect(person: User) -> dict[str, Any]:
    """The queue, who has not answered, and how the catalogue stands in numbers."""
    return {
        "queue": list(queries.in_review(person)[:MOST]),
        "assigned": queries.in_review(person).filter(reviewer=person).count(),
        "unsent": list(queries.unsent(person)[:MOST]),
        "counts": queries.counts(person),
        "links": {name: f"{reverse('systems:list')}?{query}" for name, query in LISTS.items()},
    }

"""“Your company's list says…”: all systems of one person of which a list says what nobody has answered yet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.once import once
from assessments.actions.answering import NotOpen, VersionConflict
from assessments.actions.asking import NotTheOwner
from assessments.actions.confirming import ChangedSince, confirm
from assessments.models import Assessment
from assessments.presenters.proposals import row_in_words
from assessments.services.without_answers.proposed import AT_ONCE, open_proposals, to_confirm
from presentation.numbers import grouped_number


@permission_required(Permission.ANSWER_QUESTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def lists(request: PersonRequest) -> HttpResponse:
    """A POST confirms one system, whose own button was pressed, or all that are ticked: as they were shown."""
    if request.method == "POST":
        only = request.POST.get("only")
        confirm_all(request, [only] if only else request.POST.getlist("system")[:AT_ONCE])
        return redirect("assessments:lists")
    found = open_proposals(request.user)
    shown = [row_in_words(each) for each in found[:AT_ONCE]]
    return render(request, "assessments/lists.html", {"rows": shown, "more": len(found) - len(shown)})


def confirm_all(request: PersonRequest, ticked: list[str]) -> None:
    marks = {key: mark for key, _, mark in (each.partition("/") for each in ticked)}
    sent, begun = 0, 0
    for system in to_confirm(request.user).filter(key__in=marks):
        try:
            round_ = confirm(system=system, shown=marks[system.key], by=request.user)
        except (ChangedSince, NotOpen, NotTheOwner, VersionConflict):
            continue
        sent += round_.state == Assessment.State.SUBMITTED
        begun += round_.state != Assessment.State.SUBMITTED
    tell(request, sent, begun, len(marks) - sent - begun)


def tell(request: PersonRequest, sent: int, begun: int, refused: int) -> None:
    """What came of the press, each system in one of three counts."""
    if sent:
        words = ngettext("Confirmed and sent: %(n)s system.", "Confirmed and sent: %(n)s systems.", sent)
        messages.success(request, words % {"n": grouped_number(sent)})
    if begun:
        words = ngettext(
            "%(n)s system is confirmed as far as the list says something. It still waits in your to-do list.",
            "%(n)s systems are confirmed as far as the list says something. They still wait in your to-do list.",
            begun,
        )
        messages.info(request, words % {"n": grouped_number(begun)})
    if refused:
        words = ngettext(
            "%(n)s system was left alone: the list or the answers have changed since.",
            "%(n)s systems were left alone: the list or the answers have changed since.",
            refused,
        )
        messages.warning(request, words % {"n": grouped_number(refused)})
    if not (sent or begun or refused):
        messages.info(request, gettext("Nothing was ticked, so nothing was confirmed."))

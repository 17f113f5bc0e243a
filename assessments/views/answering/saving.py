"""Saving what stands in a form of answers: as it is given, without a page; and what the pages' forms do with it."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.services.access import PersonRequest
from assessments.actions.answering import NotOpen, VersionConflict
from assessments.views.answering.answer_set import AnswerSet, answer_set_view
from presentation.numbers import whole_number
from questionnaires.forms.answers import TopicForm, fingerprint

TRIES = 3


@require_POST
@answer_set_view
def autosave(request: PersonRequest, answer_set: AnswerSet, topic: str = "") -> HttpResponse:
    """Keep what can be read of the form by now. The reply says when it was saved, what to send the next time, and of
    each question what was understood, or why it was not.

    409 when somebody else saved this topic meanwhile, or nothing may be changed any more, then with the reason: sending
    the form as a page then shows both texts.
    """
    chosen = answer_set.topic(topic)
    form = answer_set.form(chosen, request.POST)
    form.is_valid()
    try:
        keep(request, answer_set, form)
    except (VersionConflict, NotOpen):
        answer_set.refresh()
        return JsonResponse({"closed": answer_set.closed.title if answer_set.closed else ""}, status=409)
    reply = {
        "version": answer_set.version,
        "seen": fingerprint(chosen, answer_set.answers),
        "saved": saved_at(answer_set.saved_at) or gettext("nothing to save yet"),
        "unread": len(form.refused),
        "refused": form.refused,
        "understood": form.notes,
    }
    return JsonResponse(reply)


def keep(request: PersonRequest, answer_set: AnswerSet, form: TopicForm) -> None:
    """Save what the form changes. Whoever saved another topic meanwhile is in nobody's way.

    Raises VersionConflict and NotOpen.
    """
    if not form.given:
        return
    seen, version = request.POST.get("seen", ""), version_of(request)
    for attempt in range(TRIES):
        undisturbed = seen == fingerprint(form.topic, answer_set.answers)
        try:
            answer_set.save(form.given, answer_set.version if undisturbed else version)
        except VersionConflict:
            if not undisturbed or attempt == TRIES - 1:
                raise
            answer_set.refresh()
        else:
            return


def version_of(request: HttpRequest) -> int:
    """The version that the person saw; -1, which is never the newest, for anything that is no number."""
    return whole_number(request.POST.get("version", ""))


def saved_at(moment: datetime | None) -> str:
    """When it was saved last, in the person's time: the hour on the same day, else the day."""
    if moment is None:
        return ""
    moment, now = timezone.localtime(moment), timezone.localtime()
    shown = date_format(moment, "TIME_FORMAT" if moment.date() == now.date() else "SHORT_DATE_FORMAT")
    return gettext("saved %(when)s") % {"when": shown}

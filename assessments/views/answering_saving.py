"""Saving what stands in a topic's form: as it is given, without a page; and what the pages' forms do with it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.access import PersonRequest
from accounts.models import User
from assessments.actions import answering
from assessments.forms.answering import TopicForm, fingerprint
from assessments.models import Assessment
from assessments.questionnaire.language import language
from assessments.questionnaire.parsing import parsed
from assessments.views.answering_access import assessment_view

TRIES = 3


@require_POST
@assessment_view
def autosave(request: PersonRequest, assessment: Assessment, topic: str) -> HttpResponse:
    """Keep what can be read of the form by now. The reply says when it was saved and what to send the next time.

    409 when somebody else saved this topic meanwhile, or nothing may be changed any more: sending the form as a page
    then shows both texts.
    """
    document = parsed(assessment.questionnaire.document)
    chosen = document.topic(topic)
    if chosen is None:
        raise Http404
    form = TopicForm(request.POST, document=document, topic=chosen, answers=assessment.answers, language=language())
    form.is_valid()
    try:
        saved = keep(request, assessment, form)
    except (answering.VersionConflict, answering.NotOpen):
        return JsonResponse({}, status=409)
    reply = {
        "version": saved.version,
        "seen": fingerprint(chosen, saved.answers),
        "saved": saved_at(saved) or gettext("nothing to save yet"),
        "unread": len(form.errors),
    }
    return JsonResponse(reply)


def keep(request: PersonRequest, assessment: Assessment, form: TopicForm) -> Assessment:
    """Save what the form changes. Whoever saved another topic meanwhile is in nobody's way.

    Raises VersionConflict and NotOpen.
    """
    return saved_by(request.user, assessment, form, seen=request.POST.get("seen", ""), version=version_of(request))


def saved_by(person: User, assessment: Assessment, form: TopicForm, *, seen: str, version: int) -> Assessment:
    if not form.given:
        return assessment
    for attempt in range(TRIES):
        undisturbed = seen == fingerprint(form.topic, assessment.answers)
        newest = assessment.version if undisturbed else version
        try:
            return answering.save_answers(assessment=assessment, given=form.given, version=newest, by=person)
        except answering.VersionConflict:
            if not undisturbed or attempt == TRIES - 1:
                raise
            assessment.refresh_from_db(fields=["answers", "version", "state"])
    raise answering.VersionConflict


def version_of(request: HttpRequest) -> int:
    """The version that the person saw; -1, which is never the newest, for anything that is no number."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def saved_at(assessment: Assessment) -> str:
    """When it was saved last, in the person's time: the hour on the same day, else the day."""
    if assessment.saved_at is None:
        return ""
    moment, now = timezone.localtime(assessment.saved_at), timezone.localtime()
    shown = date_format(moment, "TIME_FORMAT" if moment.date() == now.date() else "SHORT_DATE_FORMAT")
    return gettext("saved %(when)s") % {"when": shown}

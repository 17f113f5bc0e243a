"""A version or a draft as the owner sees it: the same pages, with answers that go nowhere.

What is answered travels from page to page in the form, signed, so that questions which hang on answers open as they
would; nothing is stored. The page can be read in each language, and as narrow as a phone.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from accounts.services.access import PersonRequest
from presentation.language import language, offered_languages
from questionnaires.actions.drafts import written_of
from questionnaires.document.parsing import parse
from questionnaires.document.structure import Document, Topic
from questionnaires.forms.answers import TopicForm
from questionnaires.forms.question_parts import parts
from questionnaires.models import Questionnaire
from questionnaires.presenters import wording
from questionnaires.presenters.progress import time_left
from questionnaires.services import wizard
from questionnaires.services.asking import Answers, topics
from questionnaires.services.renewal import still_fits
from questionnaires.views.versions import readers_only, versions

SALT = "questionnaire-preview"
PHONE, FRAMED = "phone", "framed"


@require_http_methods(["GET", "HEAD", "POST"])
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@readers_only
def preview(request: PersonRequest, pk: int) -> HttpResponse:
    """A page of questions; a POST answers it and goes on. `in` is the language, `width=phone` the narrow view."""
    row = get_object_or_404(versions(request), pk=pk)
    wanted = request.GET.get("in", "")
    with translation.override(wanted if wanted in offered_languages() else language()):
        document = parse(written_of(row))
        chosen = document.topic(request.POST.get("topic", request.GET.get("topic", ""))) or document.topics[0]
        if request.GET.get("width") == PHONE:
            return render(request, "questionnaires/preview_phone.html", around(request, row, chosen.key))
        answers = so_far(request, document)
        if request.method == "POST":
            return answered(request, row, document, chosen, answers)
        return page(request, row, document, form_of(document, chosen, answers))


def so_far(request: HttpRequest, document: Document) -> dict[str, Any]:
    """What was answered on the pages before; what the draft does not ask so any more is left out."""
    try:
        answers = signing.loads(request.POST.get("so_far", ""), salt=SALT)
    except signing.BadSignature:
        return {}
    known = document.questions
    return {key: answer for key, answer in answers.items() if key in known and still_fits(known[key], answer)}


def form_of(document: Document, topic: Topic, answers: Answers) -> TopicForm:
    return TopicForm(None, document=document, topic=topic, answers=answers, language=language())


def answered(
    request: PersonRequest, row: Questionnaire, document: Document, topic: Topic, answers: Answers
) -> HttpResponse:
    form = TopicForm(request.POST, document=document, topic=topic, answers=answers, language=language())
    if not form.is_valid():
        return page(request, row, document, form, status=422)
    given = form.answers_now()
    key = whereto(request.POST.get("then", "next"), document, given, topic.key)
    following = document.topic(key)
    if following is None:
        said = {"topics": wording.answers_in_words(document, given, language()), "begin": address(request, row)}
        return render(request, "questionnaires/preview_check.html", around(request, row, topic.key) | said)
    return page(request, row, document, form_of(document, following, given))


def whereto(then: str, document: Document, answers: Answers, here: str) -> str:
    """The page behind the button that was pressed."""
    verb, _colon, wanted = then.partition(":")
    if verb == "go":
        return wanted if wanted in {topic.key for topic in topics(document, answers)} else here
    if then == "back":
        return wizard.before(document, answers, here) or here
    return here if then == "show" else wizard.after(document, answers, here)


def page(
    request: PersonRequest, row: Questionnaire, document: Document, form: TopicForm, status: int = 200
) -> HttpResponse:
    answers, topic = form.answers, form.topic
    progress = wizard.progress(document, answers, topic.key)
    context = {
        **around(request, row, topic.key),
        "form": form,
        "topic": {"key": topic.key, "title": topic.title.say(language()), "lead": topic.lead.say(language())},
        "parts": parts(form),
        "so_far": signing.dumps(dict(answers), salt=SALT, compress=True),
        "progress": progress,
        "left": time_left(progress.minutes_left),
        "before": wizard.before(document, answers, topic.key),
        "last": wizard.after(document, answers, topic.key) == wizard.CHECK,
        "ways": [
            {"key": each.key, "label": each.title.say(language()), "active": each.key == topic.key}
            for each in topics(document, answers)
        ],
        "currency": settings.CURRENCY,
        "line": gettext("What your answers mean so far"),
    }
    return render(request, "questionnaires/preview.html", context, status=status)


def around(request: PersonRequest, row: Questionnaire, topic: str) -> dict[str, object]:
    """The frame of the preview: which language, how wide, and the way back. Inside the phone there is only the page."""
    framed, phone = FRAMED in request.GET, request.GET.get("width") == PHONE
    width = {"width": PHONE} if phone else {}
    name = "version" if row.published_at else "draft"
    return {
        "version": row,
        "framed": framed,
        "languages": [
            {
                "label": label,
                "url": address(request, row, **{**width, "in": code, "topic": topic}),
                "active": code == language(),
            }
            for code, label in settings.LANGUAGES
        ],
        "widths": [
            {"label": gettext("As wide as here"), "url": address(request, row, topic=topic), "active": not phone},
            {"label": gettext("On a phone"), "url": address(request, row, topic=topic, width=PHONE), "active": phone},
        ],
        "frame": address(request, row, topic=topic, **{FRAMED: "1"}),
        "back": reverse(f"questionnaires:{name}", args=[row.pk]),
        **({"navigation": []} if framed else {}),
    }


def address(request: HttpRequest, row: Questionnaire, **query: str) -> str:
    """The preview in the language in which it is read now, unless another is asked for."""
    query = {"in": language(), **({FRAMED: "1"} if FRAMED in request.GET else {}), **query}
    return f"{reverse('questionnaires:preview', args=[row.pk])}?{urlencode(query)}"

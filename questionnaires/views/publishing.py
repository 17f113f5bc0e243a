"""Publishing a draft of the questionnaire, after what it changes was seen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.services.access import PersonRequest
from accounts.services.second_person import AnotherPublishes
from presentation.language import language
from questionnaires.actions.publishing import NothingChanges, Overtaken, publish
from questionnaires.document.reader import DocumentError
from questionnaires.forms.publishing import PublishForm
from questionnaires.models import Questionnaire
from questionnaires.presenters.languages import translation_states
from questionnaires.services import loading, usage
from questionnaires.services.versions import AlreadyPublished, DraftChanged, DraftGone
from questionnaires.views.drafts import editors_only
from questionnaires.views.versions import compared, crumbs, name_of, versions


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def publish_draft(request: PersonRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(versions(request), pk=pk)
    if request.method == "POST":
        return sent(request, row)
    if row.published_at:
        return redirect("questionnaires:version", row.pk)
    return confirm(request, row)


def sent(request: PersonRequest, row: Questionnaire) -> HttpResponse:
    form = PublishForm(request.POST)
    if not form.is_valid():
        return confirm(request, row, form, status=422)
    try:
        version = publish(draft=row, by=request.user, **form.cleaned_data)
    except AlreadyPublished:
        messages.info(request, gettext("This draft was published already. Nothing more was done."))
    except DraftGone:
        messages.warning(request, gettext("The draft was removed meanwhile. Nothing was published."))
        return redirect("questionnaires:questionnaire")
    except (DraftChanged, Overtaken):
        return confirm(request, get_object_or_404(versions(request), pk=row.pk), form, status=409)
    except (NothingChanges, AnotherPublishes) as error:
        messages.info(request, why_not(error))
        return redirect("questionnaires:draft", row.pk)
    except DocumentError as error:
        form.add_error(None, gettext("The questionnaire would not hold together: %(fault)s") % {"fault": error})
        return confirm(request, row, form, status=422)
    else:
        done = gettext("Version %(version)s is asked from now on. Rounds under way keep the version they began with.")
        messages.success(request, done % {"version": version.version})
    return redirect("questionnaires:version", row.pk)


def why_not(error: Exception) -> str:
    if isinstance(error, AnotherPublishes):
        return gettext("You wrote a part of this draft. Another architect publishes it.")
    return gettext("The draft says what is asked now, so there is nothing to publish.")


def confirm(
    request: PersonRequest, row: Questionnaire, form: PublishForm | None = None, status: int = 200
) -> HttpResponse:
    """What will be asked differently, and the comment. Where that has changed since, what was typed stays."""
    if row.published_at:
        return redirect("questionnaires:version", row.pk)
    current = loading.current()
    looked_at = {"revision": row.revision, "against": current.pk}
    if form is None:
        form = PublishForm(initial=looked_at)
    elif status == 409:
        form = PublishForm({**looked_at, "note": form.cleaned_data["note"]})
    differences = compared(current, row, name_of(current), gettext("In the draft"))
    context = {
        "draft": row,
        "current": current,
        "form": form,
        "again": status == 409,
        "under_way": usage.under_way(),
        "crumbs": crumbs(gettext("Publish")),
        **differences,
        "translations": translation_states(row.document, differences["comparison"], language()),
    }
    return render(request, "questionnaires/publish.html", context, status=status)

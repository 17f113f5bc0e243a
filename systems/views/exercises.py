"""Pages of a system's exercises."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission
from accounts.services.access import PersonRequest, permission_required
from accounts.services.bodies import takes_files
from accounts.services.once import once
from presentation.forms.saying_back import say_back
from systems.actions.exercises import record_exercise, remove_exercise
from systems.forms.exercises import ExerciseForm, RemovalForm
from systems.models import Exercise, System


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_SYSTEMS)
@once
def create(request: PersonRequest, key: str) -> HttpResponse:
    system = one(request, key)
    form = ExerciseForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        record_exercise(system=system, by=request.user, **form.values())
        say_back(request, form)
        messages.success(request, gettext("The drill is recorded."))
        return redirect("systems:detail", system.key)
    context = {"form": form, "system": system}
    return render(request, "systems/exercise.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.EDIT_SYSTEMS)
def remove(request: PersonRequest, key: str, exercise_id: int) -> HttpResponse:
    """Asks why, then removes the record; the trail keeps it with the reason."""
    system = one(request, key)
    exercise = get_object_or_404(Exercise, pk=exercise_id, system=system)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        remove_exercise(exercise=exercise, by=request.user, **form.cleaned_data)
        messages.success(request, gettext("The drill is removed. Its record stays in the history."))
        return redirect("systems:detail", system.key)
    context = {"form": form, "system": system, "exercise": exercise}
    return render(request, "systems/exercise_remove.html", context, status=422 if form.errors else 200)


@require_safe
def evidence(request: PersonRequest, key: str, exercise_id: int) -> HttpResponseBase:
    """The file that belongs to an exercise, to be kept and never to be shown as a page of the portal."""
    exercise = get_object_or_404(Exercise.objects.exclude(evidence_file=""), pk=exercise_id, system=one(request, key))
    try:
        content = exercise.evidence_file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content, as_attachment=True, filename=exercise.evidence_name, content_type="application/octet-stream"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def one(request: PersonRequest, key: str) -> System:
    return get_object_or_404(System.objects.for_user(request.user), key=key)

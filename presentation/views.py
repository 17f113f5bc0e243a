"""What is understood of a text while a form is filled in: a line below the field, which works without it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from presentation.forms.amounts import AmountField, SizeField
from presentation.forms.durations import DurationField
from presentation.forms.saying_back import SaidField
from presentation.forms.widgets import typed_in
from presentation.language import language
from recovery.reading import NotUnderstood

FIELDS: dict[str, SaidField] = {
    field.kind: field for field in (DurationField(), DurationField(longer_is_stricter=True), AmountField(), SizeField())
}


@require_safe
def understood(request: HttpRequest, kind: str) -> HttpResponse:
    """Nothing where what was typed is said as the portal says it, else what it was taken as, or why it cannot be."""
    if kind not in FIELDS:
        raise Http404
    typed = typed_in(request)
    try:
        said, refused = FIELDS[kind].understood(typed).explained(language()) if typed else "", False
    except NotUnderstood as error:
        said, refused = error.explained(language()), True
    return render(request, "components/understood.html", {"said": said, "refused": refused})

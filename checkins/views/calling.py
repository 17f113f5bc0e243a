"""What a job gets that checks in. No person, no session, no form: a secret address is all that it has."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from accounts.services.bodies import FAULT
from accounts.services.origin import hash_of
from checkins.services.bodies import MOST_BYTES, reports_in
from checkins.services.ingest import write_one, write_several
from checkins.services.pace import pace
from checkins.services.report import NotAReport

METHODS = ("GET", "HEAD", "POST")
TITLES = {
    400: "This check-in cannot be taken.",
    404: "There is no such address, or it was revoked.",
    405: "Call this address by GET, HEAD or POST.",
    408: "The body did not come in time.",
    413: f"At most {MOST_BYTES} bytes can be taken.",
    429: "This address is called too often.",
}


@csrf_exempt
@login_not_required
def check_in(request: HttpRequest, token: str) -> HttpResponse:
    """Every answer is for programs, in English; one that refuses says which field, what was found and what fits."""
    if request.method not in METHODS:
        return refusal(405, headers={"Allow": ", ".join(METHODS)})
    if fault := request.META.get(FAULT) or too_large(request):
        return refusal(int(fault))
    address = hash_of(token)
    if wait := pace.seconds_to_wait(address):
        return refusal(429, headers={"Retry-After": str(wait)})
    now = timezone.now()
    try:
        reports = reports_in(request, now)
    except NotAReport as refused:
        faults = [{"field": each.field, "found": each.found, "fits": each.fits} for each in refused.faults]
        return refusal(400, faults=faults)
    if len(reports) == 1:
        known = write_one(address, reports[0], now)
    else:
        known = write_several(address, reports, now) is not None
    return plain_ok(len(reports)) if known else refusal(404)


def too_large(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return 413 if not length.isdigit() or int(length) > MOST_BYTES else 0


def plain_ok(count: int) -> HttpResponse:
    text = "OK\n" if count == 1 else f"OK {count}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


def refusal(status: int, *, headers: dict[str, str] | None = None, **more: object) -> HttpResponse:
    """A problem as RFC 9457 has it."""
    content = {"title": TITLES[status], "status": status, **more}
    response = JsonResponse(content, status=status, content_type="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response

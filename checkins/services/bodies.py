"""What came with a call, as fields or as what a tool printed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from django.core.exceptions import BadRequest, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from accounts.services.bodies import NoFiles
from checkins.services.fields import FIELDS, report_of
from checkins.services.readers import FROM, parsed, read_printed
from checkins.services.report import Fault, NotAReport, Report, shown

MOST_BYTES = 2 * 1024 * 1024
"""A thousand jobs, as AWS lists them at once, are half of that."""
MOST_FIELDS = 20
BODY = "body"
MARK = b"\xef\xbb\xbf"
"""With which some editors and PowerShell begin a text."""
FITS = "JSON or form fields with " + ", ".join(FIELDS) + ", or what a tool printed with ?from= its name"


def reports_in(request: HttpRequest, now: datetime) -> list[Report]:
    """What a call says; one plain check-in where it says nothing. Raises NotAReport."""
    query = _pairs(request.META.get("QUERY_STRING", ""), "query") if request.META.get("QUERY_STRING") else {}
    body = _body(request)
    tool = query.pop(FROM, "")
    if tool:
        return read_printed(tool, body, now)
    if not body.strip():
        return [report_of(query | _form_fields(request), now)]
    if body.lstrip()[:1] in (b"{", b"["):
        document = parsed(body)
        if isinstance(document, dict) and document.keys() <= {*FIELDS}:
            return [report_of(query | document, now)]
        return read_printed("", body, now)
    if b"=" in body and len(body) < 8192 and b"\n" not in body.strip():
        return [report_of(query | _pairs(_text(body), BODY), now)]
    return read_printed("", body, now)


def _body(request: HttpRequest) -> bytes:
    """All bytes but for those of a form in several parts, which Django takes apart itself."""
    if request.method in ("GET", "HEAD") or request.content_type == "multipart/form-data":
        return b""
    try:
        return request.body.removeprefix(MARK)
    except (BadRequest, SuspiciousOperation, UnreadablePostError) as error:
        raise NotAReport(Fault(BODY, "something that breaks off", FITS)) from error


def _form_fields(request: HttpRequest) -> dict[str, Any]:
    if request.method != "POST" or request.content_type != "multipart/form-data":
        return {}
    request.upload_handlers = [NoFiles(request)]
    try:
        return request.POST.dict()
    except (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError) as error:
        raise NotAReport(Fault(BODY, "a form that cannot be read", FITS)) from error


def _pairs(text: str, where: str) -> dict[str, Any]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except (ValueError, TooManyFieldsSent) as error:
        raise NotAReport(Fault(where, shown(text), FITS)) from error
    names = [name for name, _ in pairs]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise NotAReport(Fault(shown(twice), "two values", "one value"))
    return dict(pairs)


def _text(body: bytes) -> str:
    try:
        return body.decode().strip()
    except UnicodeDecodeError as error:
        raise NotAReport(Fault(BODY, f"byte {error.start}, which is not UTF-8", FITS)) from error

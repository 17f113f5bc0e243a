"""Which tool printed it, and the reports that are in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any

import orjson

from checkins.services.readers import aws, pgbackrest, restic, veeam, velero
from checkins.services.readers.entries import Entry, entries
from checkins.services.report import Fault, NotAReport, Report, shown

TOOLS = (aws.NAME, restic.NAME, pgbackrest.NAME, velero.NAME, veeam.NAME)
FROM = "from"
GUESSABLE = "fields of a check-in, or what one of these prints: " + ", ".join(TOOLS)
MOST_KEPT = 100
"""The newest of what a tool lists; it lists all that it has, each time."""


def read_printed(tool: str, body: bytes, now: datetime) -> list[Report]:
    """What `tool` printed, or, without one, whichever it looks like. Raises NotAReport, and takes nothing then."""
    if tool and tool not in TOOLS:
        raise NotAReport(Fault(FROM, shown(tool), "one of " + ", ".join(TOOLS)))
    if tool == veeam.NAME or (not tool and veeam.is_veeam(body.replace(b"\x00", b""))):
        found = veeam.reports(body, now)
    else:
        found = _of_json(tool, parsed(body), now)
    return sorted(found, key=lambda report: report.happened or now)[-MOST_KEPT:]


def _of_json(tool: str, document: Any, now: datetime) -> Iterator[Report]:
    tool = tool or guessed(document)
    if tool == restic.NAME:
        return chain.from_iterable(map(restic.reports, entries([] if document is None else document, "", now)))
    if tool == pgbackrest.NAME:
        return chain.from_iterable(map(pgbackrest.reports, entries(document, "", now)))
    if not isinstance(document, dict):
        raise NotAReport(Fault("body", shown(document), f"the object that {tool} prints"))
    whole = Entry(document, "", now)
    return aws.reports(whole) if tool == aws.NAME else velero.reports(whole)


def guessed(document: Any) -> str:
    """The tool by what its first entry has. Raises NotAReport."""
    first = document[0] if isinstance(document, list) and document else None
    for looks_so, name, seen in (
        (aws.is_aws, aws.NAME, document), (velero.is_velero, velero.NAME, document),
        (restic.is_restic, restic.NAME, first), (pgbackrest.is_pgbackrest, pgbackrest.NAME, first),
    ):  # fmt: skip
        if looks_so(seen):
            return name
    seen = first if first is not None else document
    found = ", ".join(map(str, list(seen)[:10])) if isinstance(seen, dict) else seen
    raise NotAReport(Fault("body", shown(found), GUESSABLE))


def parsed(body: bytes) -> Any:
    """The JSON of a body. Raises NotAReport with the place where it breaks."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        place = f"body, line {error.lineno}, column {error.colno}"
        raise NotAReport(Fault(place, error.msg, "JSON, whole and in UTF-8")) from error

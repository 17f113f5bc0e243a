"""Veeam Backup & Replication: sessions as `Get-VBRBackupSession … | Export-Csv` writes them, times in ISO 8601."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from checkins.services.readers.entries import MOST_LISTED, Entry
from checkins.services.report import COPY, RESTORE, Fault, NotAReport, Report, shown

NAME = "veeam"
COLUMNS = ("Result", "CreationTime", "EndTime")
OUTCOMES = {"Success": True, "Warning": True, "Failed": False, "None": None}
"""With a warning the copy is there; none is one that still runs."""
MOST_COLUMNS = 200


def is_veeam(body: bytes) -> bool:
    head = body[:4096]
    return all(name.encode() in head for name in COLUMNS)


def reports(body: bytes, now: datetime) -> Iterator[Report]:
    """A session holds what was there when it was created. Raises NotAReport with the row."""
    for row in _sessions(body, now):
        good = row.outcome("Result", OUTCOMES)
        if good is None:
            continue
        begun = row.moment("CreationTime")
        ended = row.moment_or("EndTime", begun)
        kind = RESTORE if "restore" in str(row.members.get("JobType") or "").lower() else COPY
        newest = begun if good and kind == COPY else None
        yield Report(kind, good, ended, newest, int((ended - begun).total_seconds()), row.size("BackupSize"), NAME)


def _sessions(body: bytes, now: datetime) -> Iterator[Entry]:
    text = _text(body)
    first = text.partition("\n")[0]
    if first.startswith("#TYPE"):
        # Windows PowerShell tells in a line of its own what it writes.
        text, first = text.partition("\n")[2], text.partition("\n")[2].partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        names = [(name or "").strip() for name in reader.fieldnames or ()]
        if missing := [name for name in COLUMNS if name not in names] or len(names) > MOST_COLUMNS:
            raise NotAReport(Fault("row 1", shown(missing), "the columns " + ", ".join(COLUMNS)))
        reader.fieldnames = names
        for number, row in enumerate(reader, start=2):
            if number > MOST_LISTED:
                raise NotAReport(Fault(f"row {number}", "more rows", f"at most {MOST_LISTED}"))
            yield Entry(row, f"row {number}", now)
    except csv.Error as error:
        raise NotAReport(Fault(f"row {reader.line_num}", str(error), "CSV with one row for each session")) from error


def _text(body: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if body.startswith(mark):
            try:
                return body.decode(encoding)
            except UnicodeDecodeError as error:
                raise NotAReport(Fault("body", f"byte {error.start}, which is not text", "UTF-8")) from error
    raise AssertionError(body[:2])

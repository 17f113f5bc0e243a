# ruff: noqa: E501 (a row of a table is read in one line)
"""What tools print: each as its tool writes it, and refused with the path and what was found where it is not."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.models import CheckIn
from checkins.services.readers import TOOLS, read_printed
from checkins.services.report import NotAReport, Report

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def at(hour: int, minute: int = 0, *, day: int = 28) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


AWS_COPIES = {
    "BackupJobs": [
        {
            "AccountId": "111122223333", "BackupJobId": "1", "State": "COMPLETED", "PercentDone": "100.0",
            "BackupSizeInBytes": 2048, "CreationDate": "2026-11-28T03:00:00.000000+01:00",
            "CompletionDate": "2026-11-28T02:30:00+00:00", "ResourceType": "RDS",
        },
        {"State": "FAILED", "CreationDate": at(4).timestamp(), "CompletionDate": at(5).timestamp()},
        {"State": "RUNNING", "CreationDate": "2026-11-29T02:00:00Z"},
    ],
}  # fmt: skip
AWS_RESTORES = {
    "RestoreJobs": [
        {"Status": "COMPLETED", "CreationDate": "2026-11-28T02:00:00Z", "CompletionDate": "2026-11-28T02:20:00Z"},
        {"Status": "COMPLETED", "ValidationStatus": "FAILED", "CreationDate": "2026-11-28T03:00:00Z"},
        {"Status": "COMPLETED", "ValidationStatus": "VALIDATING", "CreationDate": "2026-11-28T04:00:00Z"},
    ]
}
RESTIC = [
    {
        "time": "2026-11-28T03:00:00.123456789+01:00", "tree": "a1", "paths": ["/srv"], "hostname": "db", "short_id": "f0",
        "summary": {"backup_end": "2026-11-28T02:10:00.123456789Z", "total_bytes_processed": 77},
    },
    {"time": "2026-11-27T02:00:00Z", "tree": "a0", "paths": ["/srv"], "id": "e9", "short_id": "e9"},
]  # fmt: skip
PGBACKREST = [
    {
        "archive": [], "name": "main", "status": {"code": 0, "message": "ok"},
        "backup": [
            {
                "label": "20261128-020000F", "type": "full", "error": False, "info": {"delta": 5, "size": 9},
                "timestamp": {"start": int(at(2).timestamp()), "stop": int(at(2, 30).timestamp())},
            },
            {"error": True, "timestamp": {"start": int(at(4).timestamp()), "stop": int(at(5).timestamp())}},
        ],
    }
]  # fmt: skip
VELERO = {
    "kind": "BackupList",
    "items": [
        {
            "metadata": {"name": "daily", "creationTimestamp": "2026-11-28T01:59:00Z"},
            "status": {
                "phase": "Completed", "startTimestamp": "2026-11-28T02:00:00Z",
                "completionTimestamp": "2026-11-28T02:30:00Z",
            },
        },
        {"metadata": {"creationTimestamp": "2026-11-28T04:00:00Z"}, "status": {"phase": "FailedValidation"}},
        {"metadata": {}, "status": {"phase": "InProgress"}},
        {"metadata": {}},
    ],
}  # fmt: skip
VEEAM = (
    '"JobName","JobType","Result","CreationTime","EndTime","BackupSize"\r\n'
    '"Nightly","Backup","Success","2026-11-28T02:00:00.0000000Z","2026-11-28T02:30:00.0000000Z","9"\r\n'
    '"Nightly","Backup","Failed","2026-11-28T04:00:00Z","2026-11-28T05:00:00Z",""\r\n'
    '"Nightly","Backup","None","2026-11-29T04:00:00Z","",""\r\n'
    '"Drill","SureRestore","Warning","2026-11-28T06:00:00Z","2026-11-28T06:10:00Z",""\r\n'
)
PRINTED = [
    (
        "aws", AWS_COPIES,
        [Report("copy", True, at(2, 30), at(2), 1800, 2048, "aws"), Report("copy", False, at(5), None, 3600, None, "aws")],
    ),
    (
        "aws", AWS_RESTORES,
        [Report("restore", True, at(2, 20), None, 1200, None, "aws"), Report("restore", False, at(3), None, 0, None, "aws")],
    ),
    (
        "restic", RESTIC,
        [
            Report("copy", True, at(2, day=27), at(2, day=27), None, None, "restic"),
            Report("copy", True, at(2, 10).replace(microsecond=123456), at(2).replace(microsecond=123456), 600, 77, "restic"),
        ],
    ),
    (
        "pgbackrest", PGBACKREST,
        [Report("copy", True, at(2, 30), at(2, 30), 1800, 9, "pgbackrest"), Report("copy", False, at(5), None, 3600, None, "pgbackrest")],
    ),
    (
        "velero", VELERO,
        [Report("copy", True, at(2, 30), at(2), 1800, None, "velero"), Report("copy", False, at(4), None, 0, None, "velero")],
    ),
    ("velero", VELERO["items"][0], [Report("copy", True, at(2, 30), at(2), 1800, None, "velero")]),
]  # fmt: skip
VEEAM_REPORTS = [
    Report("copy", True, at(2, 30), at(2), 1800, 9, "veeam"),
    Report("copy", False, at(5), None, 3600, None, "veeam"),
    Report("restore", True, at(6, 10), None, 600, None, "veeam"),
]


@pytest.mark.parametrize(("tool", "printed", "expected"), PRINTED)
@pytest.mark.parametrize("guessed", [True, False])
def test_it_is_read(tool, printed, expected, guessed):
    assert read_printed("" if guessed else tool, json.dumps(printed).encode(), NOW) == expected


VEEAM_WAYS = [
    VEEAM.encode(), ("\ufeff" + VEEAM).encode(), VEEAM.encode("utf-16"), VEEAM.replace(",", ";").encode(),
    ("#TYPE Veeam.Backup.Core.CBackupSession\r\n" + VEEAM).encode(), VEEAM.replace("\r\n", "\n").encode(),
]  # fmt: skip


@pytest.mark.parametrize("body", VEEAM_WAYS, ids=range(len(VEEAM_WAYS)))
@pytest.mark.parametrize("tool", ["", "veeam"])
def test_veeam_in_the_ways_that_powershell_writes(body, tool):
    assert read_printed(tool, body, NOW) == VEEAM_REPORTS


def changed(document, *path, to):
    copy = json.loads(json.dumps(document))
    inner = copy
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = to
    return copy


REFUSED = [
    ("", changed(AWS_COPIES, "BackupJobs", 1, "State", to="EXPLODED"), "BackupJobs[1].State", "EXPLODED"),
    ("", changed(AWS_COPIES, "BackupJobs", 1, to=7), "BackupJobs[1]", "7"),
    ("", changed(AWS_COPIES, "BackupJobs", to={}), "BackupJobs", "{}"),
    ("", changed(AWS_COPIES, "BackupJobs", 0, "CreationDate", to=None), "BackupJobs[0].CreationDate", "None"),
    ("", changed(AWS_COPIES, "BackupJobs", 0, "BackupSizeInBytes", to=-1), "BackupJobs[0].BackupSizeInBytes", "-1"),
    ("", changed(RESTIC, 1, "time", to="2026-11-27 02:00"), "[1].time", "2026-11-27 02:00"),
    ("", changed(RESTIC, 0, "summary", to=[]), "[0].summary", "[]"),
    ("", changed(PGBACKREST, 0, "backup", 0, "timestamp", to=None), "[0].backup[0].timestamp", "nothing"),
    ("", changed(PGBACKREST, 0, "backup", 0, "error", to="no"), "[0].backup[0].error", "no"),
    ("", changed(VELERO, "items", 0, "status", "phase", to="Done"), "items[0].status.phase", "Done"),
    ("restic", {"time": 1}, "body", "{'time': 1}"),
    ("aws", [], "body", "[]"),
    ("aws", {}, "items", "nothing"),
    ("bacula", {}, "from", "bacula"),
    ("", {"jobs": []}, "body", "jobs"),
    ("", [{"level": "error"}], "body", "level"),
    ("restic", [{}] * 20_001, "body", "20001 entries"),
]


@pytest.mark.parametrize(("tool", "printed", "field", "found"), REFUSED, ids=range(len(REFUSED)))
def test_it_is_refused_with_its_path(tool, printed, field, found):
    with pytest.raises(NotAReport) as refused:
        read_printed(tool, json.dumps(printed).encode(), NOW)
    (fault,) = refused.value.faults
    assert (fault.found, bool(fault.fits)) == (found, True)
    assert fault.field in (field, "BackupJobs")


CSV_REFUSED = [
    (VEEAM.replace('"Failed"', '"Lost"'), "row 3.Result"),
    (VEEAM.replace("2026-11-28T02:00:00.0000000Z", "11/28/2026 2:00:00 AM"), "row 2.CreationTime"),
    (VEEAM.replace('"Result"', '"Outcome"'), "row 1"),
    (VEEAM + '"unfinished', "row 5"),
    (",".join(f"c{n}" for n in range(1000)) + "\n", "row 1"),
    ("", "row 1"),
]


@pytest.mark.parametrize(("body", "field"), CSV_REFUSED, ids=range(len(CSV_REFUSED)))
def test_a_table_is_refused_with_its_row(body, field):
    with pytest.raises(NotAReport) as refused:
        read_printed("veeam", body.encode(), NOW)
    assert refused.value.faults[0].field == field


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ("BackupJobs", "RestoreJobs", "State", "time", "tree", "backup", "name", "items", "status")
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(("", *TOOLS)), st.binary(max_size=60) | anything.map(lambda value: json.dumps(value).encode()))
def test_whatever_comes_is_read_or_refused(tool, body):
    with suppress(NotAReport):
        assert isinstance(read_printed(tool, body, NOW), list)


@pytest.mark.django_db
def test_a_listing_sent_twice_adds_only_what_is_new(send):
    body = json.dumps(RESTIC).encode()
    assert send(body, "?from=restic").content == b"OK 2\n"
    assert send(body).content == b"OK 2\n"
    assert CheckIn.objects.count() == 2
    assert send(b"[]", "?from=restic").content == b"OK 0\n"
    assert send(json.dumps(changed(RESTIC, 1, "time", to="soon")).encode()).status_code == 400
    assert CheckIn.objects.count() == 2

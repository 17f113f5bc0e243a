"""AWS Backup: `aws backup list-backup-jobs` and `aws backup list-restore-jobs`."""

from __future__ import annotations

from collections.abc import Iterator

from checkins.services.readers.entries import Entry
from checkins.services.report import COPY, RESTORE, Report

NAME = "aws"
_RUNNING = dict.fromkeys(("CREATED", "PENDING", "RUNNING", "ABORTING"))
OUTCOMES = {"COMPLETED": True, "FAILED": False, "ABORTED": False, "EXPIRED": False, "PARTIAL": False, **_RUNNING}
VALIDATED = {"SUCCESSFUL": True, "FAILED": False, "TIMED_OUT": False, "VALIDATING": None}


def is_aws(members: object) -> bool:
    return isinstance(members, dict) and ("BackupJobs" in members or "RestoreJobs" in members)


def reports(document: Entry) -> Iterator[Report]:
    """Copies hold the data of when the job was created; a restore counts once it was validated, where it is."""
    if "RestoreJobs" in document.members:
        for job in document.listed("RestoreJobs"):
            yield from _ended(job, RESTORE, _restored(job))
    else:
        for job in document.listed("BackupJobs"):
            yield from _ended(job, COPY, job.outcome("State", OUTCOMES))


def _restored(job: Entry) -> bool | None:
    good = job.outcome("Status", OUTCOMES)
    return job.outcome("ValidationStatus", VALIDATED) if good and "ValidationStatus" in job.members else good


def _ended(job: Entry, kind: str, good: bool | None) -> Iterator[Report]:
    if good is None:
        return
    begun = job.moment("CreationDate")
    ended = job.moment_or("CompletionDate", begun)
    seconds, size = int((ended - begun).total_seconds()), job.size("BackupSizeInBytes")
    newest = begun if good and kind == COPY else None
    yield Report(kind, good, ended, newest, seconds, size, NAME)

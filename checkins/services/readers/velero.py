"""Velero: `velero get backup -o json`, or `kubectl get backups.velero.io -o json`; one backup or a list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from checkins.services.readers.entries import Entry
from checkins.services.report import COPY, Report

NAME = "velero"
_RUNNING = (
    "New", "Queued", "ReadyToStart", "InProgress", "WaitingForPluginOperations",
    "WaitingForPluginOperationsPartiallyFailed", "Finalizing", "FinalizingPartiallyFailed", "Deleting",
)  # fmt: skip
OUTCOMES = {
    "Completed": True, "Failed": False, "PartiallyFailed": False, "FailedValidation": False,
    **dict.fromkeys(_RUNNING),
}  # fmt: skip


def is_velero(members: object) -> bool:
    if not isinstance(members, dict):
        return False
    return "items" in members or ("status" in members and "metadata" in members)


def reports(document: Entry) -> Iterator[Report]:
    """A backup holds what was there when it began; one that is partial is none."""
    for backup in document.listed("items") if "items" in document.members else (document,):
        status = backup.inner("status", needed=False)
        good = status.outcome("phase", OUTCOMES) if "phase" in status.members else None
        if good is None:
            continue
        begun = status.moment("startTimestamp") if "startTimestamp" in status.members else created(backup)
        ended = status.moment_or("completionTimestamp", begun)
        newest = begun if good else None
        yield Report(COPY, good, ended, newest, int((ended - begun).total_seconds()), None, NAME)


def created(backup: Entry) -> datetime:
    """One that did not pass its checks has never begun."""
    return backup.inner("metadata").moment("creationTimestamp")

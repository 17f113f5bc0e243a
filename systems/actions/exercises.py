"""Recording an exercise, and removing the record of one."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.forms.models import model_to_dict

from accounts.models import User
from accounts.services import audit
from systems.models import Exercise, System
from systems.services.staleness import mark_stale


@transaction.atomic
def record_exercise(
    *, system: System, by: User | None, evidence: UploadedFile[bytes] | None = None, **facts: Any
) -> Exercise:
    """An exercise, once: the same one sent twice is one. `facts` are the fields of the model.

    Without a person it is one that the portal itself held.
    """
    name = (evidence.name if evidence else None) or ""
    # The system's row is locked so that two at the same moment are one; and there may be two of before.
    System.objects.select_for_update().get(pk=system.pk)
    exercise = Exercise.objects.filter(system=system, evidence_name=name, **facts).order_by("pk").first()
    if exercise is None:
        exercise = Exercise.objects.create(system=system, evidence_name=name, **facts)
        kept = keep_evidence(exercise, evidence) if evidence else {}
        detail = {**facts, **kept}
        audit.record(by=by, action="system.exercise_recorded", about=system, detail=detail, automatic=by is None)
        mark_stale([system.pk])
    return exercise


def keep_evidence(exercise: Exercise, evidence: UploadedFile[bytes]) -> dict[str, str]:
    """Stores the file under a name that nobody chose; for the trail, what it was called and its SHA-256."""
    digest = hashlib.sha256()
    for chunk in evidence.chunks():
        digest.update(chunk)
    exercise.evidence_file.save(uuid4().hex, evidence)
    return {"evidence_name": exercise.evidence_name, "evidence_sha256": digest.hexdigest()}


@transaction.atomic
def remove_exercise(*, exercise: Exercise, reason: str, by: User) -> None:
    """A record that should not be there. The trail keeps what it said and why it went; twice is as good as once.

    A file that belongs to it stays where it lies, and the trail says where.
    """
    deleted, _kinds = Exercise.objects.filter(pk=exercise.pk).delete()
    if deleted:
        facts = model_to_dict(exercise, exclude=("id", "system"))
        detail = {**facts, "evidence_file": exercise.evidence_file.name, "reason": reason}
        audit.record(by=by, action="system.exercise_removed", about=exercise.system, detail=detail)
        mark_stale([exercise.system_id])

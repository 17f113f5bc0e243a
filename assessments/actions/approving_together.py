"""Approving what has no open finding in one press: each by itself, as if it had been approved singly."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from accounts.models import User
from assessments.actions.reviewing import NotDecided, Seen, approve
from assessments.models import Assessment, Decision


@dataclass
class ApprovedTogether:
    """What came of it: the decisions, and what was not approved, each with why not."""

    decisions: list[Decision] = field(default_factory=list)
    refused: list[tuple[Assessment, NotDecided]] = field(default_factory=list)


def approve_together(*, seen: Iterable[tuple[Assessment, Seen]], key: UUID, by: User) -> ApprovedTogether:
    """Sign each as it was seen, if nothing is open about it now. One press, told by its `key`, counts once: again, it
    gives the decisions that are there. What is refused stops nothing else."""
    done = ApprovedTogether()
    for assessment, as_seen in seen:
        try:
            own_key = uuid.uuid5(key, str(assessment.public_id))
            done.decisions.append(approve(assessment=assessment, key=own_key, seen=as_seen, by=by, only_fitting=True))
        except NotDecided as why:
            done.refused.append((assessment, why))
    return done

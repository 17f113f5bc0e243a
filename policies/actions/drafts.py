"""Changing the policy in a draft that binds nobody, and asking what it would change."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import audit
from background.services.broker import publish
from policies.models import PolicySimulation, PolicyVersion
from policies.services import in_force, simulation
from policies.services.differences import changed_fields
from questionnaires.services.versions import DraftChanged, DraftGone
from recovery.policy import Policy


@transaction.atomic
def begin_draft(*, by: User, document: dict[str, object] | None = None, note: str = "") -> PolicyVersion:
    """A draft that says what the policy in force says, or this document. Raises PolicyError.

    One's own draft that says the same already, and nothing else, is taken up again.
    """
    current = in_force.current()
    wanted = (current if document is None else Policy.from_document(document)).to_document()
    known = PolicyVersion.objects.drafts().filter(created_by=by, revision=1, note=note).first()
    if known is not None and known.document == wanted:
        return known
    draft = PolicyVersion.objects.create(version=f"draft-{uuid4().hex[:12]}", document=wanted, note=note, created_by=by)
    audit.record(by=by, action="policy.draft_begun", about=draft, detail={"from": current.version})
    return draft


@transaction.atomic
def save_draft(*, draft: PolicyVersion, revision: int, document: dict[str, Any], note: str, by: User) -> None:
    """Raises PolicyError with every fault of the document, DraftChanged, DraftGone."""
    changed = Policy.from_document(document)
    _write(draft, revision, document=changed.to_document(), note=note, changed_at=timezone.now())
    detail = {"changed": changed_fields(simulation.policy_of(draft), changed), "note": note}
    audit.record(by=by, action="policy.draft_saved", about=draft, detail=detail)


@transaction.atomic
def remove_draft(*, draft: PolicyVersion, by: User) -> None:
    """Raises DraftGone when it was published or removed meanwhile."""
    row = PolicyVersion.objects.drafts().select_for_update().filter(pk=draft.pk).first()
    if row is None:
        raise DraftGone
    audit.record(by=by, action="policy.draft_removed", about=row, detail={"note": row.note, "document": row.document})
    row.delete()


@transaction.atomic
def ask_for_simulation(*, draft: PolicyVersion, by: User) -> PolicySimulation:
    """One that is about the draft as it is, against the policy in force: the one there is, unless it failed.

    Raises DraftGone.
    """
    row = PolicyVersion.objects.drafts().select_for_update().filter(pk=draft.pk).first()
    if row is None:
        raise DraftGone
    against = in_force.current().version
    known: PolicySimulation | None = row.simulations.filter(revision=row.revision, against=against, error="").first()
    if known is not None:
        return known
    asked = PolicySimulation.objects.create(policy=row, revision=row.revision, against=against, asked_by=by)
    transaction.on_commit(partial(publish, simulation.TASK, asked.pk))
    return asked


def _write(draft: PolicyVersion, revision: int, **values: Any) -> None:
    rows = PolicyVersion.objects.drafts().filter(pk=draft.pk)
    if not rows.filter(revision=revision).update(revision=revision + 1, **values):
        raise DraftChanged if rows.exists() else DraftGone

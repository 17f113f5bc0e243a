"""The audit trail: append-only entries in one hash chain, written inside the transaction of the action they tell of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from accounts.models import AuditEntry, AuditHead, User
from accounts.services import anchor
from accounts.services.anchor import anchor_after_commit

SYSTEM_ACTOR = "DR Portal"


class AnonymousWrite(Exception):
    """An action was asked to write without a person; the portal never does that."""


class Labelled(Protocol):
    pk: Any


@dataclass(frozen=True)
class Broken:
    """The first place at which the chain does not hold."""

    entry_id: int
    reason: str


@dataclass(frozen=True)
class Verdict:
    """How many entries hold, the hash of the last that does, and the first fault if there is one."""

    count: int
    newest_hash: str
    broken: Broken | None


def record(
    *, by: User | None, action: str, about: Labelled, detail: dict[str, Any] | None = None, automatic: bool = False
) -> AuditEntry:
    """Append one entry. `automatic` marks what the portal itself did; otherwise a signed-in person is needed.

    Raises AnonymousWrite without a person, and TransactionManagementError outside a transaction: an entry without
    its action, or an action without its entry, would be worth nothing.
    """
    if not automatic and (by is None or not by.is_authenticated):
        raise AnonymousWrite(action)
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An audit entry is written in the transaction of its action.")
    head = locked_head()
    entry = AuditEntry(
        at=timezone.now(),
        actor_id=by.pk if by else None,
        actor=by.email if by else SYSTEM_ACTOR,
        action=action,
        object_type=about.__class__.__name__.lower(),  # not type(): the person of a request is a proxy
        object_id=str(about.pk),
        object_label=str(about)[:200],
        detail=as_json_values(detail or {}),
        previous_hash=head.hash,
    )
    entry.hash = seal(entry)
    entry.save(force_insert=True)
    AuditHead.objects.filter(pk=1).update(hash=entry.hash)
    anchor_after_commit()
    return entry


def locked_head() -> AuditHead:
    """The end of the chain, held until the transaction ends: who comes next waits here and reads the newer end."""
    heads = AuditHead.objects.select_for_update().filter(pk=1)
    head = heads.first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(pk=1)], ignore_conflicts=True)
        head = heads.get()
    return head


def as_json_values(detail: dict[str, object]) -> dict[str, object]:
    """The detail as every database gives it back unchanged: JSON in which fractions are text."""
    return dict(json.loads(json.dumps(detail, cls=DjangoJSONEncoder), parse_float=str))


def seal(entry: AuditEntry) -> str:
    """The SHA-256 of everything the entry says and of the hash before it."""
    values = [
        entry.at.isoformat(),
        entry.actor_id,
        entry.actor,
        entry.action,
        entry.object_type,
        entry.object_id,
        entry.object_label,
        entry.detail,
        entry.previous_hash,
    ]
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


Check = Callable[[], Iterable[Broken]]
_checks: list[Check] = []


def register_check(check: Check) -> None:
    """What a room keeps that the trail tells of: `check` yields what is no longer as the trail says."""
    _checks.append(check)


def verify() -> Verdict:
    """Walk the chain from the oldest entry to the newest, and stop at the first place where it does not hold; then
    compare with what lies outside of it: the anchor, and what rooms keep that was signed.

    Head and anchor are read first: entries written meanwhile come after them and are no fault, entries missing before
    them are.
    """
    anchored = anchor.newest_known()
    verdict = walk()
    if verdict.broken:
        return verdict
    if anchored and not AuditEntry.objects.filter(pk=anchored.entry, hash=anchored.hash).exists():
        reason = "entries are missing, or are others, up to the one that the file beside the database names"
        return replace(verdict, broken=Broken(anchored.entry, reason))
    fault = next((fault for check in _checks for fault in check()), None)
    return replace(verdict, broken=fault)


def walk() -> Verdict:
    expected = AuditHead.objects.filter(pk=1).values_list("hash", flat=True).first() or ""
    previous, last_id, count, head_seen = "", 0, 0, expected == ""
    for entry in AuditEntry.objects.order_by("id").iterator():
        if entry.previous_hash != previous:
            return Verdict(count, previous, Broken(entry.pk, "an entry before it is missing or was changed"))
        if seal(entry) != entry.hash:
            return Verdict(count, previous, Broken(entry.pk, "what it says was changed"))
        previous, last_id, count = entry.hash, entry.pk, count + 1
        head_seen = head_seen or previous == expected
    if not head_seen:
        return Verdict(count, previous, Broken(last_id, "entries after it are missing"))
    if count and not expected and not AuditHead.objects.exclude(hash="").exists():
        return Verdict(count, previous, Broken(last_id, "the record of which entry is the newest is missing"))
    return Verdict(count, previous, None)

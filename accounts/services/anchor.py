"""The newest entry of the audit trail, as a file beside the database: a trail that was cut off does not reach it.

Whoever can change the database can move its own record of the newest entry back. The file is written by the portal
after each commit, and lies where only the portal writes.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import transaction

from accounts.models import AuditEntry

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Anchor:
    """An entry by number and fingerprint."""

    entry: int
    hash: str


def anchor_after_commit() -> None:
    """The file names the newest entry as soon as it is certain that what was written stays: once, however many entries
    the transaction writes."""
    if not any(ordered is write_newest for _, ordered, *_ in transaction.get_connection().run_on_commit):
        transaction.on_commit(write_newest)


def write_newest() -> None:
    newest = AuditEntry.objects.order_by("-pk").values_list("pk", "hash").first()
    if newest:
        write(Anchor(*newest))


def write(anchor: Anchor) -> None:
    """Whole or not at all, and never back to an older entry: what another process wrote meanwhile stays."""
    known = newest_known()
    if known is not None and known.entry >= anchor.entry:
        return
    path = Path(settings.AUDIT_ANCHOR)
    try:
        with NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}", delete=False) as file:
            json.dump(asdict(anchor), file)
        Path(file.name).replace(path)
    except OSError:
        # What was done is done and has its entry: a full disk must not turn it into a fault for the person.
        logger.exception("The newest audit entry could not be anchored in %s.", path)


def newest_known() -> Anchor | None:
    """None where nothing was anchored yet. A file that cannot be read counts as an entry that nobody has."""
    try:
        content = json.loads(Path(settings.AUDIT_ANCHOR).read_text(encoding="utf-8"))
        return Anchor(int(content["entry"]), str(content["hash"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return Anchor(0, "unreadable")


def forget() -> None:
    """Begin anew, after an older copy of the database was put back on purpose."""
    Path(settings.AUDIT_ANCHOR).unlink(missing_ok=True)

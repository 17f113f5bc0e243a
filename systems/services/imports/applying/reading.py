"""A large file is read by a worker: its bytes wait in a row, and are gone with the commit that keeps their text."""

from __future__ import annotations

from django.db import transaction

from background.services.leases import Lease
from systems.models import ImportBatch, ImportRun, UnreadFile
from systems.services.imports.applying.beginning import as_read
from systems.services.imports.tables.decoding import Unreadable


def unpack(lease: Lease[ImportRun]) -> None:
    """Fill the batch with what its file says. Raises Unreadable, and LeaseLost; then nothing of it is kept."""
    batch = lease.work.batch
    file = UnreadFile.objects.get(batch=batch)
    lease.heartbeat(total=0, done=0)
    try:
        values = as_read(
            by=batch.person, file_name=batch.file_name, data=bytes(file.data),
            watch=lambda rows: lease.heartbeat(done=rows),
        )  # fmt: skip
    except Unreadable:
        lease.heartbeat()
        file.delete()  # nobody could read it another time either
        raise
    with transaction.atomic():
        lease.heartbeat(done=0)
        ImportBatch.objects.filter(pk=batch.pk).update(**values)
        file.delete()
    batch.refresh_from_db()

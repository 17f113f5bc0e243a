"""The background work of the catalogue."""

from __future__ import annotations

from celery import shared_task
from django.db import connection

from systems.services import stamps
from systems.services.imports.applying import running
from systems.services.imports.fetched import fetching

ROWS_LOOKED_AT = 400


@shared_task(name="systems.refresh_statistics")
def refresh_statistics() -> None:
    """SQLite chooses among indexes by statistics that it gathers only when told to; other databases gather their own.

    Without them it fetches ten thousand wide rows one by one to sort the catalogue by something derived. The stamps of
    connections that have ended go along.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")
    stamps.forget_the_gone()


@shared_task(name="systems.run_import")
def run_import(run_id: int) -> None:
    running.run(run_id)


@shared_task(name="systems.sweep")
def sweep() -> None:
    running.sweep()


@shared_task(name="systems.fetch_source")
def fetch_source(source_id: int) -> None:
    fetching.run(source_id)


@shared_task(name="systems.fetch_due")
def fetch_due() -> None:
    fetching.sweep()

"""`manage.py import_systems list.csv`: what a list would do, or, with `--apply`, what it does; for a job, too."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User, normal_email
from accounts.permissions import Permission
from systems.actions.imports import (
    ImportUnderWay,
    PlanChanged,
    apply_import,
    keep_file,
    previewed,
)
from systems.models import ImportBatch, ImportRun
from systems.presenters.import_record import record_of
from systems.services.imports.applying import running
from systems.services.imports.applying.beginning import earlier_choices, headings_mark
from systems.services.imports.meanings import BY_KEY, IGNORE, NAMING
from systems.services.imports.preview import plan_of
from systems.services.imports.tables.decoding import MOST_BYTES, TOO_LARGE, Unreadable
from systems.services.imports.tables.fetching import Inside, fetch
from systems.services.imports.tables.files import chosen_sheet, sheets_of
from systems.services.imports.tables.table import Table, read_table

SWITCHES = ("add_people", "add_needed", "clear_empty", "remove_needs")
PAUSE_SECONDS = 0.5
"""Between two looks at a long import that a worker took."""


class Command(BaseCommand):
    help = "Print as JSON what a list of systems would do to the catalogue; with --apply, do it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the list, as the page Import takes it: a path, or an address of the web")
        parser.add_argument("--apply", action="store_true", help="bring it in; without it nothing is stored")
        parser.add_argument("--by", default="", metavar="EMAIL", help="who brings it in, for the audit trail")
        parser.add_argument(
            "--private-addresses", action="store_true", help="fetch also from addresses inside the company's network"
        )
        parser.add_argument("--sheet", default="", help="the sheet of a workbook; without it the first with a list")
        parser.add_argument("--heading-row", type=int, help="the number of the row with the headings")
        parser.add_argument(
            "--column", action="append", default=[], metavar="HEADING=MEANING",
            help="what a column is; nothing behind the sign leaves it out. May be given again.",
        )  # fmt: skip
        for switch in SWITCHES:
            parser.add_argument(f"--{switch.replace('_', '-')}", action="store_true", help="as the page offers it")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        by = person_called(options["by"]) if options["apply"] or options["by"] else None
        name, data = brought(file, private=options["private_addresses"])
        text, table = table_in(name, data, options["sheet"], options["heading_row"])
        choices: dict[str, Any] = {switch: True for switch in SWITCHES if options[switch]}
        choices = {**(earlier_choices(by, headings_mark(table)) if by else {}), **choices}
        choices["heading_row"] = options["heading_row"]
        batch = previewed(file_name=name, text=text, table=table, **choices)
        batch.mapping = mapped(table, batch.mapping, options["column"])
        plan = plan_of(batch, table)
        record = record_of(batch, table, plan)
        if options["apply"] and by:
            kept = {**choices, "mapping": batch.mapping}
            record["applied"] = applied(keep_file(by=by, file_name=name, text=text, table=table, **kept),
                                        plan.fingerprint, by)  # fmt: skip
        self.stdout.write(json.dumps(record, ensure_ascii=False, indent=1))


def person_called(email: str) -> User:
    person: User | None = User.objects.filter(email=normal_email(email), is_active=True).first()
    if person is None:
        raise CommandError(f"Nobody with access has the address {email!r}. Say who brings it in: --by you@example.org")
    if not person.may(Permission.IMPORT_SYSTEMS):
        raise CommandError(f"{person.email} may not import systems. An architect may.")
    return person


def brought(file: str, *, private: bool) -> tuple[str, bytes]:
    """The name and the bytes of the list."""
    try:
        if file.startswith(("https://", "http://")):
            return fetch(file, private=private)
        path = Path(file)
        if path.stat().st_size > MOST_BYTES:
            raise CommandError(f"{file}: {TOO_LARGE}")
        return path.name, path.read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from None
    except Inside as inside:
        raise CommandError(f"{file}: {inside.reason} Say so if that is meant: --private-addresses") from None
    except Unreadable as unreadable:
        raise CommandError(f"{file}: {unreadable.reason}") from None


def table_in(file: str, data: bytes, sheet: str, heading_row: int | None) -> tuple[str, Table]:
    try:
        sheets = sheets_of(file, data)
        names = [each.name for each in sheets]
        if sheet and sheet not in names:
            raise CommandError(f"{file} has no sheet {sheet!r}. It has: {', '.join(names) or 'no sheets'}.")
        text = chosen_sheet(sheets, sheet)[0].text
        table = read_table(text, heading_row)
    except Unreadable as unreadable:
        raise CommandError(f"{file}: {unreadable.reason}") from None
    if heading_row and table.heading_row != heading_row:
        raise CommandError(f"{file}: row {heading_row} cannot hold the headings. Name one of the first rows.")
    return text, table


def mapped(table: Table, guessed: list[str], said: list[str]) -> list[str]:
    """What the columns mean: as guessed, unless somebody said so."""
    mapping = list(guessed)
    for each in said:
        heading, _sign, meaning = each.rpartition("=")
        if heading not in table.headings:
            raise CommandError(f"There is no column {heading!r}. There are: {', '.join(table.headings)}.")
        if meaning != IGNORE and meaning not in BY_KEY:
            raise CommandError(f"A column cannot be {meaning!r}. It can be: {', '.join(BY_KEY)}.")
        mapping[table.headings.index(heading)] = meaning
    twice = {m for m in mapping if m != IGNORE and mapping.count(m) > 1 and not BY_KEY[m].several}
    if twice:
        raise CommandError(f"Two columns are {', '.join(sorted(twice))}. Leave one out: --column 'HEADING='")
    if not set(mapping) & set(NAMING):
        raise CommandError("No column names the systems. Say which does: --column 'HEADING=name'")
    return mapping


def applied(batch: ImportBatch, fingerprint: str, by: User) -> dict[str, object]:
    """Brings the file in and waits until it is. A long one goes in groups, as the page has it done."""
    try:
        wait_for(batch, ImportRun.Kind.LOOK)
        apply_import(batch=batch, fingerprint=fingerprint, by=by)
        wait_for(batch, ImportRun.Kind.APPLY)
    except ImportUnderWay:
        raise CommandError("Another import is being written. Try again when it is through.") from None
    except PlanChanged:
        raise CommandError("The catalogue changed meanwhile. Nothing was imported: try again.") from None
    batch.refresh_from_db()
    return {"import": batch.pk, "by": by.email, **batch.result}


def wait_for(batch: ImportBatch, kind: str) -> None:
    """Does the work of that kind here, or watches the worker that took it."""
    run = batch.runs.filter(kind=kind).first()
    if run is None:
        return
    running.run(run.pk)
    run.refresh_from_db()
    while run.ended_at is None:
        time.sleep(PAUSE_SECONDS)
        run.refresh_from_db()
    if run.state != run.DONE:
        raise CommandError(f"The import stopped: {run.error or run.state}. The page of import {batch.pk} says more.")

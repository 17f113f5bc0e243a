"""From a stored file to its plan. The same for looking and for doing."""

from __future__ import annotations

from systems.models import ImportBatch
from systems.services.imports.choices import choices_of
from systems.services.imports.meanings import NAMING, PROPOSALS, PROTECTIONS, TESTS, TIER
from systems.services.imports.people.appointing import people_named
from systems.services.imports.plan import Plan
from systems.services.imports.planning import make_plan
from systems.services.imports.rows import wishes
from systems.services.imports.stock import find_proposals, find_protections, find_tests, take_stock
from systems.services.imports.tables.table import Table, read_table


class NothingToCallThemBy(Exception):
    """No column gives the systems a name."""


def table_of(batch: ImportBatch) -> Table:
    return read_table(batch.text, batch.heading_row)


def plan_of(batch: ImportBatch, table: Table, *, lock: bool = False) -> Plan:
    """What the file will do to the catalogue as it is now. Raises NothingToCallThemBy."""
    if not set(batch.mapping) & set(NAMING):
        raise NothingToCallThemBy
    choices = choices_of(batch)
    found = wishes(table, choices)
    named = {named for wish in found for texts in wish.people.values() for named in people_named(texts)}
    stock = take_stock(named, lock=lock)
    if set(batch.mapping) & {*PROPOSALS, TIER}:
        find_proposals(stock)
    if set(batch.mapping) & set(PROTECTIONS):
        find_protections(stock)
    if set(batch.mapping) & TESTS.keys():
        find_tests(stock)
    return make_plan(found, stock, choices)

"""From a stored file to its plan. The same for looking and for doing."""

from __future__ import annotations

from systems.models import ImportBatch
from systems.services.imports.columns import NAMING
from systems.services.imports.plan import Plan, make_plan
from systems.services.imports.rows import wishes
from systems.services.imports.stock import take_stock
from systems.services.imports.table import Table, read_table


class NothingToCallThemBy(Exception):
    """No column gives the systems a name."""


def table_of(batch: ImportBatch) -> Table:
    return read_table(batch.text)


def plan_of(batch: ImportBatch, table: Table, *, lock: bool = False) -> Plan:
    """What the file will do to the catalogue as it is now. Raises NothingToCallThemBy."""
    if not set(batch.mapping) & set(NAMING):
        raise NothingToCallThemBy
    found = wishes(table, batch.mapping, batch.decimal_sign)
    stock = take_stock({typed for wish in found for typed in wish.people.values()}, lock=lock)
    return make_plan(found, stock, add_people=batch.add_people)

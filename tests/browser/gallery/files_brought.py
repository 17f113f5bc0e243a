"""Imports: looked at and not applied, and applied."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from systems.actions.imports import apply_import, keep_file, map_columns
from systems.models import ImportBatch
from systems.services.imports.preview import plan_of, table_of
from systems.services.imports.tables.table import read_table

LOOKED_AT = """Name,Purpose,Business unit,Owner,Data size,Running cost,Hosting,Cost centre
Payment platform,Takes and books payments.,Payments,payments.owner@example.org,1.500 GiB,240.000,cloud,4711
Card ledger,Keeps the balance of every card.,Payments,payments.owner@example.org,400 GiB,60.000,own,4712
Parcel lockers,Hands parcels out at any hour,Logistics,logistics.owner@example.org,12 GiB,9.000,cloud,4810
Shift planning,Who works when,Corporate services,new.person@example.org,2 GiB,lots,cloud,4900
,No name at all,Sales,,,,,
Shift planning,The same name again,Corporate services,,,,,
"""
APPLIED = """Name,Purpose,Business unit
Returns desk,Takes back what did not fit,Logistics
Photo studio,Pictures of products,Marketing
"""


def prepare() -> dict[str, Any]:
    architect = User.objects.get(email="architect@example.org")
    done = brought(architect, "two-systems.csv", APPLIED)
    apply_import(batch=done, fingerprint=plan_of(done, table_of(done)).fingerprint, by=architect)
    return {"preview": brought(architect, "cmdb-export.csv", LOOKED_AT).pk, "imported": done.pk}


def brought(by: User, name: str, text: str) -> ImportBatch:
    batch = keep_file(by=by, file_name=name, text=text, table=read_table(text))
    map_columns(batch=batch, mapping=batch.mapping, add_people=False)
    return batch

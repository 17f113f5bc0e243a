"""What a column can mean, and what its heading suggests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recovery.currency import CODES
from recovery.reading import unit_called

IGNORE = ""
COST = "running_cost"
DURATION = "_seconds"
"""How the meanings end whose cells are durations."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A field of the catalogue as a column may fill it. `headings` are what people call it, in plain small letters."""

    key: str
    label: str | Promise
    headings: tuple[str, ...]
    several: bool = False  # more than one column may have this meaning


MEANINGS: tuple[Meaning, ...] = (
    Meaning("key", _("Key"), ("key", "id", "system id", "application id", "app id", "code", "ci id", "clave")),
    Meaning("name", _("Name"), ("name", "system", "system name", "application", "application name", "app", "app name",
                                "title", "service", "service name", "ci name", "nombre", "sistema")),
    Meaning("product", _("Product (part of the name)"), ("product", "product name", "software", "module", "producto")),
    Meaning("purpose", _("Purpose"), ("purpose", "system purpose", "description", "what it does", "use", "function",
                                      "business purpose", "propósito", "descripción")),
    Meaning("data_kinds", _("Kinds of data"), ("kinds of data", "data", "data kinds", "categories types of data",
                                               "categories of data", "types of data", "data types", "data categories")),
    Meaning("unit", _("Business unit"), ("business unit", "unit", "agency", "division", "organisation", "organization",
                                         "company", "area", "unidad")),
    Meaning("owner", _("Owner: e-mail or name"), ("owner", "owner email", "owner e mail", "business owner",
                                                  "system owner", "business owner email", "responsible", "dueño")),
    Meaning("technical_contact", _("Technical contact: e-mail or name"),
            ("technical contact", "technical contact email", "technical owner", "contact", "administrator", "it owner",
             "it contact", "support contact")),
    Meaning("status", _("Status"), ("status", "lifecycle", "life cycle", "state", "lifecycle status", "estado")),
    Meaning("tags", _("Tags"), ("tags", "tag", "labels", "keywords", "category", "department primary custodian",
                                "custodian", "primary custodian", "etiquetas"), several=True),
    Meaning("type", _("Type"), ("system type", "entry type", "asset type", "tipo de sistema")),
    Meaning("hosting", _("Hosting"), ("hosting", "hosted", "hosting type", "deployment", "location", "environment")),
    Meaning("site", _("Where it runs"), ("site", "where it runs", "data centre", "data center", "datacenter",
                                         "computer centre", "hosting site", "sede", "centro de datos")),
    Meaning("data_size_gib", _("Data size"), ("data size", "size", "data size gib", "data size gb", "size gb",
                                              "size gib", "data volume", "storage", "storage gb")),
    Meaning("running_cost", _("Yearly running cost"), ("running cost", "yearly running cost", "cost", "yearly cost",
                                                       "annual cost", "cost per year", "tco", "budget")),
    Meaning("supplier", _("Supplier"), ("supplier", "vendor", "vendor name", "manufacturer", "provider", "proveedor")),
    Meaning("supplier_rto_seconds", _("Supplier is back within"),
            ("supplier rto", "vendor rto", "supplier recovery time", "contracted rto", "sla rto")),
    Meaning("supplier_rpo_seconds", _("Supplier may lose"),
            ("supplier rpo", "vendor rpo", "supplier recovery point", "contracted rpo", "sla rpo")),
    Meaning("needs", _("Needs (keys or names, separated by “;”)"),
            ("needs", "depends on", "dependencies", "dependency", "upstream", "requires"), several=True),
    Meaning("remark", _("Add to the kinds of data, with its heading"), (), several=True),
)  # fmt: skip
BY_KEY = {meaning.key: meaning for meaning in MEANINGS}
BY_HEADING = {heading: meaning.key for meaning in MEANINGS for heading in meaning.headings}
NAMING = ("name", "product", "supplier", "purpose", "key")
"""A row needs one of these to be called something."""


def guess(headings: Sequence[str]) -> list[str]:
    """A meaning for every column, IGNORE where the heading suggests none. No two columns fight for one field."""
    found = [meaning_of(normalised_heading(heading)) for heading in headings]
    taken: set[str] = set()
    guessed = []
    for heading, meaning in zip(headings, found, strict=True):
        wanted = meaning
        if not wanted and normalised_heading(heading).startswith("department"):
            wanted = "tags" if "unit" in found else "unit"
        if wanted and wanted in taken and not BY_KEY[wanted].several:
            wanted = IGNORE
        taken.add(wanted)
        guessed.append(wanted)
    return guessed


def meaning_of(heading: str) -> str:
    """By what the column is called, with or without a unit or a currency behind it.

    A frequency is worth keeping, because it hints at how fresh copies must be.
    """
    if heading in BY_HEADING:
        return BY_HEADING[heading]
    words = heading.split(" ")
    if is_unit(words[-1]) and (bare := " ".join(words[:-1]).removesuffix(" in")) in BY_HEADING:
        return BY_HEADING[bare]
    return "remark" if heading.startswith("frequency") else IGNORE


def is_unit(word: str) -> bool:
    return unit_called(word) is not None or word.upper() in CODES


def heading_currency(heading: str) -> str:
    """The currency that a heading ends with: “Cost (USD)”, “cost_usd”; empty where it names none."""
    code = normalised_heading(heading).rpartition(" ")[2].upper()
    return code if code in CODES else ""


def heading_unit(heading: str) -> int | None:
    """The unit of time that a heading ends with, in seconds: “rto_hours”, “RTO (h)”, “RTO in minutes”."""
    return unit_called(normalised_heading(heading).rpartition(" ")[2])


def normalised_heading(heading: str) -> str:
    """Small letters and single spaces: “Owner E-Mail” and “owner_e_mail” are the same."""
    return " ".join(re.sub(r"[\W_]+", " ", heading.lower()).split())

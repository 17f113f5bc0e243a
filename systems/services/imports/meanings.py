"""What a column of a list can mean, and what people call it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IGNORE = ""
SIZE = "data_size_gib"
DURATION = "_seconds"
"""How the meanings end whose cells are durations."""
NEED_KIND = "need_kind"
PEOPLE = ("owner", "technical_contact")
TEXTS = ("purpose", "data_kinds")
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Meaning:
    """A field of the catalogue as a column may fill it.

    `headings` are what people call it, in plain small letters; `ours` what the portal's own file calls it, whatever
    the language of who took it.
    """

    key: str
    label: Text
    headings: tuple[str, ...]
    several: bool = False  # more than one column may have this meaning
    ours: tuple[Text, ...] = ()


MEANINGS: tuple[Meaning, ...] = (
    Meaning("key", _("Key"),
            ("key", "id", "system id", "application id", "app id", "code", "ci id", "number", "clave", "kennung",
             "anwendungs id", "system key"), ours=(_("Key"),)),
    Meaning("name", _("Name"),
            ("name", "system", "system name", "application", "application name", "app", "app name", "title", "service",
             "service name", "ci name", "display name", "nombre", "sistema", "anwendung", "anwendungsname",
             "systemname"), ours=(_("System"),)),
    Meaning("product", _("Product (part of the name)"),
            ("product", "product name", "system product", "software", "module", "producto", "produkt")),
    Meaning("purpose", _("Purpose"),
            ("purpose", "system purpose", "description", "short description", "what it does", "use", "function",
             "business purpose", "propósito", "descripción", "beschreibung", "zweck"), ours=(_("Purpose"),)),
    Meaning("data_kinds", _("Kinds of data"),
            ("kinds of data", "data", "data kinds", "categories types of data", "categories of data", "types of data",
             "data types", "data categories", "data category", "datenarten"), ours=(_("Kinds of data"),)),
    Meaning("unit", _("Business unit"),
            ("business unit", "unit", "agency", "division", "organisation", "organization", "company", "area", "unidad",
             "fachbereich", "abteilung"), ours=(_("Business unit"),)),
    Meaning("owner", _("Owner: e-mail or name"),
            ("owner", "business owner", "system owner", "application owner", "owned by", "responsible", "dueño",
             "responsable", "fachlich verantwortlich", "verantwortlich"), several=True,
            ours=(_("Owner"), _("Owner's e-mail"))),
    Meaning("technical_contact", _("Technical contact: e-mail or name"),
            ("technical contact", "technical owner", "contact", "administrator", "it owner", "it application owner",
             "it contact", "support contact", "managed by", "technischer ansprechpartner"), several=True,
            ours=(_("Technical contact"),)),
    Meaning("status", _("Status"),
            ("status", "lifecycle", "life cycle", "state", "lifecycle status", "install status", "estado"),
            ours=(_("Status"),)),
    Meaning("tags", _("Tags"),
            ("tags", "tag", "labels", "keywords", "category", "department primary custodian", "custodian",
             "primary custodian", "etiquetas"), several=True, ours=(_("Tags"),)),
    Meaning("type", _("Type"), ("system type", "entry type", "asset type", "tipo de sistema"), ours=(_("Type"),)),
    Meaning("hosting", _("Hosting"),
            ("hosting", "hosted", "hosting type", "deployment", "location", "environment", "install type",
             "betriebsform"), ours=(_("Hosting"),)),
    Meaning("site", _("Where it runs"),
            ("site", "where it runs", "data centre", "data center", "datacenter", "computer centre", "hosting site",
             "sede", "centro de datos", "rechenzentrum"), ours=(_("Where it runs"),)),
    Meaning("data_size_gib", _("Data size"),
            ("data size", "size", "data size gib", "data size gb", "size gb", "size gib", "data volume", "storage",
             "storage gb", "datenvolumen", "datenmenge"), ours=(_("Data size"),)),
    Meaning("running_cost", _("Yearly running cost"),
            ("running cost", "yearly running cost", "cost", "yearly cost", "annual cost", "cost per year", "tco",
             "budget", "betriebskosten", "betriebskosten p a"), ours=(_("Yearly running cost"),)),
    Meaning("recovery_budget", _("Yearly budget for its recovery"), ("recovery budget",),
            ours=(_("Yearly budget for its recovery"),)),
    Meaning("supplier", _("Supplier"),
            ("supplier", "vendor", "vendor name", "system vendor", "manufacturer", "provider", "proveedor",
             "hersteller", "anbieter", "lieferant"), ours=(_("Supplier"),)),
    Meaning("supplier_rto_seconds", _("Supplier is back within"),
            ("supplier rto", "vendor rto", "supplier recovery time", "contracted rto", "sla rto"),
            ours=(_("Supplier is back within"),)),
    Meaning("supplier_rpo_seconds", _("Supplier may lose"),
            ("supplier rpo", "vendor rpo", "supplier recovery point", "contracted rpo", "sla rpo"),
            ours=(_("Supplier may lose"),)),
    Meaning("needs", _("Needs: keys or names"),
            ("needs", "depends on", "dependson", "dependencies", "dependency", "upstream", "requires", "abhängigkeiten",
             "depende de"), several=True),
    Meaning("needs_hard", _("Cannot run without: keys or names"), ("hard dependencies",), several=True,
            ours=(_("Cannot run without"),)),
    Meaning("needs_soft", _("Runs with less without: keys or names"), ("soft dependencies",), several=True,
            ours=(_("Needs, but runs with less without"),)),
    Meaning("needs_shared", _("Must agree with: keys or names"), (), several=True, ours=(_("Must agree with"),)),
    Meaning("need_kind", _("Kind of need, for all that the row needs"),
            ("kind of need", "dependency type", "dependency kind", "relation", "relation type", "relationship",
             "relationship type")),
    Meaning("remark", _("Add to the kinds of data, with its heading"), (), several=True),
)  # fmt: skip
BY_KEY = {meaning.key: meaning for meaning in MEANINGS}
NAMING = ("name", "product", "supplier", "purpose", "key")
"""A row needs one of these to be called something."""
NEEDS = {"needs": "", "needs_hard": "hard", "needs_soft": "soft", "needs_shared": "shares_transactions"}
"""The meanings of columns that say what a system needs, and the kind that they stand for; the first for none."""
RELATIONS = (("parent", "child"), ("source", "target"), ("from", "to"))
"""Headings of lists with one need a row; the one on the left needs the other."""


def short_label(meaning: str) -> str:
    """What the field is called, without how to fill it in."""
    return str(BY_KEY[meaning].label).partition(":")[0]

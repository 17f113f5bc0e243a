"""What headings are taken for, over all samples: at least nine of ten as a person would take them.

A column for which the portal has no place yet counts as wrong: its meaning here is what it should be.
"""

from __future__ import annotations

from pathlib import Path

from systems.services.imports.columns import guess, normalised_heading
from systems.services.imports.tables.files import chosen_sheet, sheets_of

SAMPLES = Path(__file__).parent / "samples"
REAL = Path(__file__).parents[3] / "data" / "public-enterprise-systems.csv"
MEANT = {
    "anwendungs id": "key", "abhängigkeiten": "needs", "agency": "unit", "anwendungsname": "name",
    "annual cost": "running_cost",
    "application": "name", "application name": "name", "backup frequency hours": "interval_seconds",
    "beschreibung": "purpose", "betriebsform": "hosting", "betriebskosten p a": "running_cost",
    "business criticality": "tier",
    "business owner": "owner", "business unit": "unit", "categories types of data": "data_kinds", "child": "needs",
    "cost": "running_cost", "cross region": "protection", "data category": "data_kinds",
    "data collection frequency": "remark", "data size": "data_size_gib", "data update frequency": "remark",
    "datenvolumen": "data_size_gib", "department primary custodian": "tags", "depends on": "needs",
    "emergency tier": "tier", "fachbereich": "unit", "fachlich verantwortlich e mail": "owner",
    "frequency of collection": "remark", "frequency of update": "remark", "hersteller": "supplier",
    "hosting": "hosting",
    "install status": "status", "install type": "hosting", "it application owner": "technical_contact", "key": "key",
    "kritikalität": "tier", "last dr test days": "last_test", "mtpd": "mtd_seconds", "name": "name", "needs": "needs",
    "number": "key", "office of primary interest": "unit", "operational status": "", "owned by": "owner",
    "owner": "owner",
    "owner mail": "owner", "parent": "name", "product": "product", "purpose": "purpose", "rpo": "rpo_seconds",
    "rpo hours": "rpo_seconds", "rto": "rto_seconds", "rto hours": "rto_seconds", "rto std": "rto_seconds",
    "short description": "purpose", "status": "status", "system": "name", "system product": "product",
    "system purpose": "purpose", "system vendor": "supplier", "tags": "tags",
    "technischer ansprechpartner": "technical_contact",
    "tier": "tier", "type": "type", "u rpo": "rpo_seconds", "u rto": "rto_seconds", "vendor": "supplier",
    "vendor rpo": "supplier_rpo_seconds", "vendor rto": "supplier_rto_seconds",
}  # fmt: skip
WRITTEN = {
    ("Sys ID", "Name", "Owned by", "Managed by", "Install Status", "Operational status", "Business criticality",
     "Recovery Time Objective (hours)", "Recovery Point Objective (hours)"):
    ("key", "name", "owner", "technical_contact", "status", "", "tier", "rto_seconds", "rpo_seconds"),
    ("Parent.Name", "Type", "Child.Name"): ("name", "need_kind", "needs"),
    ("Quelle", "Ziel", "Art der Abhängigkeit"): ("name", "needs", "need_kind"),
    ("ref_id", "name", "description", "type", "domain", "localisation", "labels", "owner"):
    ("key", "name", "purpose", "type", "unit", "site", "tags", "owner"),
    ("Kürzel", "Bezeichnung", "Kurzbeschreibung", "Geschäftsbereich", "Anwendungsverantwortlicher", "Betriebsstatus",
     "Betriebsmodell", "Standort", "Anbieter", "Jährliche Kosten", "Wiederanlaufzeit (h)", "Maximaler Datenverlust",
     "Maximal tolerierbare Ausfallzeit", "Nacharbeitszeit", "Hängt ab von"):
    ("key", "name", "purpose", "unit", "owner", "status", "hosting", "site", "supplier", "running_cost",
     "rto_seconds",
     "rpo_seconds", "mtd_seconds", "wrt_seconds", "needs"),
    ("Código", "Nombre del sistema", "Descripción", "Unidad de negocio", "Propietario", "Responsable técnico",
     "Estado",
     "Alojamiento", "Proveedor", "Coste anual", "Objetivo de tiempo de recuperación",
     "Objetivo de punto de recuperación",
     "Tiempo máximo tolerable", "Dependencias", "Etiquetas"):
    ("key", "name", "purpose", "unit", "owner", "technical_contact", "status", "hosting", "supplier", "running_cost",
     "rto_seconds", "rpo_seconds", "mtd_seconds", "needs", "tags"),
}  # fmt: skip


def pairs() -> list[tuple[str, str, str, str]]:
    """Where it stands, the heading, what it is taken for, what it means."""
    found = []
    for path in (*sorted(SAMPLES.iterdir()), REAL):
        headings = chosen_sheet(sheets_of(path.name, path.read_bytes()))[1].headings
        meant = [MEANT[normalised_heading(heading)] for heading in headings]
        if path.name == "relations.csv":
            meant[1] = "need_kind"
        found += [(path.name, *three) for three in zip(headings, guess(headings), meant, strict=True)]
    for headings, meant in WRITTEN.items():
        found += [("written", *three) for three in zip(headings, guess(headings), meant, strict=True)]
    return found


def test_nine_of_ten_columns_are_taken_as_a_person_would(capsys):
    found = pairs()
    wrong = [each for each in found if each[2] != each[3]]
    share = 1 - len(wrong) / len(found)
    with capsys.disabled():
        print(f"\n{share:.1%} of {len(found)} columns are guessed right; wrong: {[each[1] for each in wrong]}")
    assert share >= 0.9

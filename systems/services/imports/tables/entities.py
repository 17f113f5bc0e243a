"""Backstage entities (`catalog-info.yaml`) to the text of a list: one row for each document.

https://backstage.io/docs/features/software-catalog/descriptor-format
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from systems.services.imports.columns import meaning_of, normalised_heading
from systems.services.imports.tables.decoding import Unreadable
from systems.services.imports.tables.sheets import MOST_ROWS
from systems.services.imports.tables.table import NEUTRALISED
from systems.services.imports.tables.written import csv_text

MOST_SIGNS = 4 * 1024 * 1024
DEEPEST = 40
TAKEN = ("component", "resource", "system")
"""The kinds that are systems here; the others say something about them, or nothing."""
DATA_STORES = frozenset(("database", "storage", "bucket", "s3-bucket", "data-store", "cache", "topic"))
STATUS = {"production": "live", "experimental": "planned", "deprecated": "live"}
HEADINGS = ("Key", "Name", "Purpose", "Type", "Business unit", "Owner", "Status", "Tags", "Needs")
FIXED = ("key", "name", "purpose", "needs")
"""Meanings that an annotation does not change."""
NOBODY = "unknown"
"""What Backstage is told where it asks for an owner and there is none."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Reference:
    """An entity as others name it: `component:default/artist-web`, with what is left out filled in."""

    kind: str
    namespace: str
    name: str

    @classmethod
    def of(cls, typed: str, kind: str = "component") -> Reference:
        """In small letters, as Backstage compares them."""
        before, colon, rest = typed.strip().lower().rpartition(":")
        namespace, slash, name = rest.rpartition("/")
        return cls(before if colon else kind, namespace if slash else "default", name)


@dataclass(frozen=True, slots=True)
class Entity:
    """One document; `number` counts from 1."""

    number: int
    at: Reference
    metadata: Mapping[str, Any]
    spec: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        profile = self.spec.get("profile")
        called = profile.get("displayName") if isinstance(profile, dict) else ""
        return str(self.metadata.get("title") or called or self.metadata["name"])

    def listed(self, name: str) -> list[str]:
        """The texts of a list of the specification."""
        found = self.spec.get(name)
        return [str(each) for each in found] if isinstance(found, list) else []


def text_of(text: str) -> str:
    """The rows of all documents; one that is no system leaves its row empty. Raises Unreadable, and nothing else."""
    found = [entity_of(number, each) for number, each in documents(text)]
    known = {entity.at: entity for entity in found}
    if len(known) < len(found):
        twice = next(each for each in found if known[each.at] is not each)
        raise Unreadable(at_document(twice.number, gettext("another document describes the same entity.")))
    systems = [entity for entity in found if entity.at.kind in TAKEN]
    if not systems:
        raise Unreadable(_("The file has no Component, Resource or System. Choose the catalog-info.yaml of a system."))
    notes = annotated(systems)
    rows: list[list[str]] = [[*HEADINGS, *notes]]
    rows += [[] for _number in range(max(entity.number for entity in systems))]
    keys = keys_of(systems)
    for entity in systems:
        rows[entity.number] = [*cells_of(entity, known, keys), *(notes_of(entity).get(note, "") for note in notes)]
    return csv_text([literal(cell) for cell in row] for row in rows)


def literal(cell: str) -> str:
    """So that an apostrophe at its beginning is read as one: in YAML nobody needs it to keep a spreadsheet from running
    the cell, as it is taken to be elsewhere."""
    return f"'{cell}" if NEUTRALISED.match(cell.strip()) else cell


def documents(text: str) -> Iterator[tuple[int, Any]]:
    if len(text) > MOST_SIGNS:
        raise Unreadable(_("The YAML file is larger than 4 MB. Split it into several files."))
    try:
        refuse_traps(text)
        for number, each in enumerate(yaml.load_all(text, Loader=LOADER), start=1):
            if number > MOST_ROWS:
                raise Unreadable(_("The file has more than 20,000 rows. Split it into several files."))
            if each is not None:
                yield number, each
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = {"line": mark.line + 1 if mark else 1, "problem": getattr(error, "problem", None) or "?"}
        raise Unreadable(gettext("Line %(line)d is no YAML: %(problem)s.") % where) from None
    except (ValueError, OverflowError, RecursionError) as error:
        raise Unreadable(gettext("The YAML cannot be read: %(error)s.") % {"error": str(error)[:80]}) from None


def refuse_traps(text: str) -> None:
    """A few lines of aliases unfold to gigabytes, so that none is taken; nor is a list within a list within a list."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent):
            values = {"line": line_of(event), "alias": f"*{event.anchor}"}
            raise Unreadable(gettext("Line %(line)d holds the alias “%(alias)s”. Write out what it means.") % values)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise Unreadable(gettext("Line %(line)d is nested too deeply.") % {"line": line_of(event)})


def line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def entity_of(number: int, document: Any) -> Entity:
    """Raises Unreadable where it is no entity."""
    if not isinstance(document, dict) or not isinstance(document.get("kind"), str):
        raise Unreadable(at_document(number, gettext("it has no “kind”, as each entity of Backstage has.")))
    metadata, spec = document.get("metadata"), document.get("spec") or {}
    if not isinstance(metadata, dict) or not isinstance(metadata.get("name"), str | int):
        raise Unreadable(at_document(number, gettext("it has no “metadata” with a “name”.")))
    if not isinstance(spec, dict):
        raise Unreadable(at_document(number, gettext("its “spec” is no mapping.")))
    namespace = str(metadata.get("namespace") or "default").lower()
    return Entity(number, Reference(document["kind"].lower(), namespace, str(metadata["name"]).lower()), metadata, spec)


def at_document(number: int, what: str) -> str:
    return gettext("Document %(number)d: %(what)s") % {"number": number, "what": what}


def keys_of(systems: list[Entity]) -> dict[Reference, str]:
    """By its name; where several share one, with its kind and namespace before it."""
    names = [entity.at.name for entity in systems]
    return {
        entity.at: entity.at.name
        if names.count(entity.at.name) == 1
        else f"{entity.at.kind}-{entity.at.namespace}-{entity.at.name}"
        for entity in systems
    }


def cells_of(entity: Entity, known: Mapping[Reference, Entity], keys: Mapping[Reference, str]) -> list[str]:
    unit, owner = belongs_to(entity, known)
    lifecycle = str(entity.spec.get("lifecycle") or "")
    tags = entity.metadata.get("tags")
    marks = [*(map(str, tags) if isinstance(tags, list) else ()), *({lifecycle} & {"deprecated"})]
    whole = part_of(entity)
    marks += [whole.name] if whole else []
    return [
        keys[entity.at],
        entity.title,
        str(entity.metadata.get("description") or ""),
        type_of(entity),
        unit,
        owner,
        STATUS.get(lifecycle, lifecycle),
        "; ".join(marks),
        "; ".join(dict.fromkeys(keys.get(each, each.name) for each in needed(entity, known))),
    ]


def belongs_to(entity: Entity, known: Mapping[Reference, Entity]) -> tuple[str, str]:
    """The business unit, where a group owns it, and the person, where one does."""
    typed = str(entity.spec.get("owner") or "")
    if typed.lower() in ("", NOBODY):
        return "", ""
    owner = Reference.of(typed, "group")
    described = known.get(owner)
    called = described.title if described else owner.name
    if owner.kind != "user":
        return called, ""
    profile = described.spec.get("profile") if described else None
    return "", str(profile.get("email") or called) if isinstance(profile, dict) else called


def type_of(entity: Entity) -> str:
    if entity.at.kind == "system":
        return "business_service"
    if entity.at.kind == "component":
        return "application"
    return "data_store" if str(entity.spec.get("type") or "").lower() in DATA_STORES else "infrastructure"


def needed(entity: Entity, known: Mapping[Reference, Entity]) -> Iterator[Reference]:
    """What it depends on, who provides what it consumes, and the parts of a system."""
    yield from (Reference.of(each) for each in entity.listed("dependsOn"))
    consumed = {Reference.of(each, "api") for each in entity.listed("consumesApis")}
    for other in known.values() if consumed or entity.at.kind == "system" else ():
        if consumed & {Reference.of(each, "api") for each in other.listed("providesApis")} and other.at != entity.at:
            yield other.at
        if entity.at.kind == "system" and other.at.kind in TAKEN and part_of(other) == entity.at:
            yield other.at


def part_of(entity: Entity) -> Reference | None:
    """The system that it is a part of."""
    typed = str(entity.spec.get("system") or "")
    return Reference.of(typed, "system") if typed else None


def annotated(systems: list[Entity]) -> list[str]:
    """The annotations that say something a column can mean, by the end of their name: `example.org/rto`."""
    found = {note for entity in systems for note in notes_of(entity)}
    return sorted(found)


def notes_of(entity: Entity) -> dict[str, str]:
    annotations = entity.metadata.get("annotations")
    notes = annotations if isinstance(annotations, dict) else {}
    ends = {str(name).rpartition("/")[2]: str(value) for name, value in notes.items()}
    return {end: value for end, value in ends.items() if meaning_of(normalised_heading(end)) not in ("", *FIXED)}

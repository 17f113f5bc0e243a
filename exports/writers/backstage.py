"""Systems as entities of Backstage: descriptors that its catalogue and our own importer read, and pages of TechDocs.

https://backstage.io/docs/features/software-catalog/descriptor-format

Names and tags are within what Backstage takes. What it has no field for stands in annotations, under the names that the
importer knows from the headings of lists; so a file that was taken away comes in again as the same systems.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings

from exports.services.records import Need, SystemRecord
from exports.writers.plan_as_code.folder import yaml_text
from exports.writers.plan_as_code.plan import in_units, one_line
from recovery.facts import HARD
from systems.models import System
from systems.services.keys import slug

PREFIX = "drportal.io"
KINDS = {
    "application": ("Component", "service"),
    "infrastructure": ("Resource", "infrastructure"),
    "data_store": ("Resource", "database"),
    "business_service": ("System", ""),
}
LIFECYCLE = {"live": "production", "planned": "experimental", "retired": "retired"}
NEEDS = {
    HARD: "cannot-run-without",
    "soft": "needs-but-runs-with-less-without",
    "shares_transactions": "must-agree-with",
}
"""Needs by their kind, of which Backstage has but one."""
TAG = re.compile(r"[a-z0-9+#]+(-[a-z0-9+#]+)*")
LONGEST = 63
NOBODY = "unknown"
"""Who owns what nobody owns: an owner is asked for."""
HEAD = "# Entities of Backstage, from DR Portal. Objectives stand in annotations; a draft says that it is one.\n"


def stream(records: Iterable[SystemRecord]) -> Iterator[bytes]:
    """One document for each system, and one for each unit or person that owns some."""
    yield HEAD.encode()
    owners: dict[str, dict[str, Any]] = {}
    for record in records:
        yield document(entity(record, owners))
    for _reference, owner in sorted(owners.items()):
        yield document(owner)


def document(content: dict[str, Any]) -> bytes:
    return b"---\n" + yaml_text(content).encode("utf-8", "replace")


def entity(record: SystemRecord, owners: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The descriptor of a system; whoever owns it is added to `owners`, by the reference to them."""
    system = record.system
    kind, kind_of_it = KINDS[system.type]
    hard = [reference(need) for need in record.needs if need.kind == HARD]
    spec: dict[str, Any] = {"type": kind_of_it} if kind_of_it else {}
    spec |= {"lifecycle": LIFECYCLE[system.status], "owner": owner_of(system, owners)}
    if hard:
        spec["dependsOn"] = hard
    return {"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": metadata(record), "spec": spec}


def metadata(record: SystemRecord) -> dict[str, Any]:
    system = record.system
    address = f"{settings.PUBLIC_URL.rstrip('/')}/systems/{system.key}/"
    found: dict[str, Any] = {"name": system.key, "title": system.name}
    if system.purpose:
        found["description"] = system.purpose
    if tags := [tag for tag in system.tag_list if fits(tag)]:
        found["tags"] = tags
    found["annotations"] = {f"{PREFIX}/{name}": text for name, text in notes(record) if text}
    found["links"] = [{"url": address, "title": "DR Portal"}]
    return found


def notes(record: SystemRecord) -> Iterator[tuple[str, str]]:
    """What Backstage has no field for. Objectives have names that the importer does not know: they are decided here."""
    system = record.system
    yield "objective-rto", in_units(record.rto) if record.rto is not None else ""
    yield "objective-rpo", in_units(record.rpo) if record.rpo is not None else ""
    yield "planned-strategy", record.strategy
    yield "plan", "approved" if record.approved else "draft"
    if system.business_unit:
        yield "owner", system.owner.email if system.owner else ""
    yield "technical-contact", system.technical_contact.email if system.technical_contact else ""
    yield "tags", ", ".join(tag for tag in system.tag_list if not fits(tag))
    yield "hosting", system.hosting
    yield "site", system.site
    yield "supplier", system.supplier
    yield "kinds-of-data", system.data_kinds
    yield "data-size-gib", "" if system.data_size_gib is None else f"{system.data_size_gib:f}"
    for name, seconds in (("is-back-within", system.supplier_rto_seconds), ("may-lose", system.supplier_rpo_seconds)):
        yield f"supplier-{name}", "" if seconds is None else in_units(seconds)
    for kind, name in NEEDS.items():
        yield name, "; ".join(need.key for need in record.needs if need.kind == kind)


def fits(tag: str) -> bool:
    return len(tag) <= LONGEST and TAG.fullmatch(tag) is not None


def reference(need: Need) -> str:
    return f"{KINDS[need.type][0].lower()}:default/{need.key}"


def owner_of(system: System, owners: dict[str, dict[str, Any]]) -> str:
    """The unit, else the person."""
    if system.business_unit:
        name = named(system.business_unit.name)
        spec = {"type": "business-unit", "profile": {"displayName": system.business_unit.name}, "children": []}
        owners[f"group:default/{name}"] = owner("Group", name, spec)
        return f"group:default/{name}"
    if system.owner:
        name = named(system.owner.email)
        profile = {"displayName": str(system.owner), "email": system.owner.email}
        owners[f"user:default/{name}"] = owner("User", name, {"profile": profile, "memberOf": []})
        return f"user:default/{name}"
    return NOBODY


def owner(kind: str, name: str, spec: Mapping[str, Any]) -> dict[str, Any]:
    return {"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": {"name": name}, "spec": dict(spec)}


def named(text: str) -> str:
    """A name that Backstage takes, and that no other text has: with a digest where it had to be changed."""
    short = slug(text)[:40].strip("-")
    if short == text and short != NOBODY:
        return short
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{short}-{digest}" if short else f"x-{digest}"


def site(record: SystemRecord, page: Callable[[], bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of documents about one system: its descriptor, and its summary as a page of TechDocs."""
    owners: dict[str, dict[str, Any]] = {}
    described = entity(record, owners)
    described["metadata"]["annotations"]["backstage.io/techdocs-ref"] = "dir:."
    content = [HEAD.encode(), document(described), *(document(each) for _name, each in sorted(owners.items()))]
    yield "catalog-info.yaml", b"".join(content)
    built = {
        "site_name": one_line(record.system.name), "docs_dir": "docs", "nav": [{"Recovery": "index.md"}],
        "plugins": ["techdocs-core"],
    }  # fmt: skip
    yield "mkdocs.yml", yaml_text(built).encode("utf-8", "replace")
    yield "docs/index.md", page()

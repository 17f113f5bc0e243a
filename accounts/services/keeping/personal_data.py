"""All that the portal keeps about a person, for that person: found by the keys that point to people, so that nothing
which is added later is forgotten.

What somebody wrote or did themselves is given whole. Of what only names them (who is asked, who decided) it is said
what it is, when and as what: the rest of it is about others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import DateField, Field, ForeignKey, Model

from accounts.models import AuditEntry, User

OWN = frozenset({"user", "person", "recipient", "by", "respondent", "submitted_by"})
"""Keys under which a row is the person's own."""
SECRET = frozenset(
    {"password", "token_hash", "browser_hash", "session_key", "access", "session_epoch", "token", "data"}
)
"""What would let somebody in; `data` holds the secrets of a second factor."""
MOST_OF_A_KIND = 10_000


def gather(person: User) -> dict[str, Any]:
    """Everything about the person, as JSON knows it (with Django's encoder)."""
    return {
        "person": {**values_of(person, whole=True), "roles": sorted(person.roles)},
        "kept": {kind: rows for kind, rows in sorted(kept(person)) if rows},
        "trail": [
            {"number": entry.pk, "at": entry.at, "by": entry.actor, "action": entry.action, "about": entry.object_label}
            for entry in entries_of(person)
        ],
    }


def entries_of(person: User) -> list[AuditEntry]:
    """What the person did, and what was done about them, the oldest first."""
    done, about = AuditEntry.objects.filter(actor_id=person.pk), AuditEntry.objects.about("user", [person.pk])
    return list((done | about).order_by("pk")[:MOST_OF_A_KIND])


def kept(person: User) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows that point to the person, by kind of row and by what the person is in them."""
    for model in apps.get_models():
        for key in keys_to_people(model):
            rows = model._default_manager.filter(**{key.name: person}).order_by("pk")[:MOST_OF_A_KIND]
            yield f"{model._meta.verbose_name}: {key.name}", [values_of(row, whole=key.name in OWN) for row in rows]


def keys_to_people(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    fields = model._meta.concrete_fields
    return [field for field in fields if isinstance(field, ForeignKey) and field.related_model is User]


def values_of(row: Model, *, whole: bool) -> dict[str, Any]:
    """The fields of a row but its secrets; unless `whole`, what it is and its days alone."""
    told = {field.name: field.value_from_object(row) for field in row._meta.concrete_fields if is_told(field, whole)}
    return {"what": str(row), **told}


def is_told(field: Field[Any, Any], whole: bool) -> bool:
    if field.name in SECRET:
        return False
    return whole or field.primary_key or isinstance(field, DateField)

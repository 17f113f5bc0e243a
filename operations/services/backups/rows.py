"""The rows of the portal as lines of JSON and back, the same on every database."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

import orjson
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Field, Model
from django.utils.duration import duration_iso_string

LEFT_OUT = {
    "sessions.Session": "everybody signs in again",
    "accounts.OpenSession": "everybody signs in again",
    "accounts.SignInLink": "a link opens one portal once",
    "accounts.MailLink": "the same",
    "accounts.OnceToken": "a form that was open then is not sent now",
    "accounts.Attempt": "guesses of the past hour",
    "exports.ExportedFile": "whoever wants the file again asks again",
    "contenttypes.ContentType": "made by the portal itself",
    "auth.Permission": "made by the portal itself",
    "auth.Group": "not used",
    "auth.Group_permissions": "not used",
    "account.EmailAddress": "not used: allauth's own accounts",
    "account.EmailConfirmation": "not used",
    "socialaccount.SocialAccount": "not used: a person's identity is an accounts.ProviderIdentity",
    "socialaccount.SocialApp": "not used: providers are settings",
    "socialaccount.SocialToken": "not used: the portal asks a provider nothing later",
}
"""Tables that no copy holds, with the reason."""
AT_ONCE = 2000
Columns = list[str]


def kept_models(apps: Apps) -> list[type[Model]]:
    """All tables that a copy holds, by name."""
    models = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    return [model for label, model in sorted(models.items()) if label not in LEFT_OUT and is_table(model)]


def is_table(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and not model._meta.swapped


def columns_of(model: type[Model]) -> list[Field[Any, Any]]:
    """What is stored, without what the database works out from it."""
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def names_of(model: type[Model]) -> Columns:
    return [field.attname for field in columns_of(model)]


def lines_of(model: type[Model], names: Columns) -> Iterator[bytes]:
    """Each row as one line with these columns, in the order of the keys."""
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(AT_ONCE):
        yield orjson.dumps(row, default=as_text, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def as_text(value: object) -> str:
    """What JSON has no form for, as the field of it reads it again."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"{type(value).__name__} cannot be written into a copy")


def fingerprint(lines: Iterable[bytes]) -> tuple[int, str]:
    """How many lines, and the SHA-256 of them all."""
    digest, count = hashlib.sha256(), 0
    for line in lines:
        digest.update(line)
        count += 1
    return count, digest.hexdigest()


def insert(model: type[Model], columns: Columns, lines: Iterator[bytes]) -> None:
    """Put lines back as they were, with their keys: no default and no time of now comes in between."""
    fields = {field.attname: field for field in columns_of(model)}
    chosen = [fields[name] for name in columns]
    quote = connection.ops.quote_name
    places = ", ".join(["%s"] * len(chosen))
    names = ", ".join(quote(field.column or "") for field in chosen)
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608  (our own names)
    with connection.cursor() as cursor:
        while some := list(islice(lines, AT_ONCE)):
            cursor.executemany(statement, [for_database(chosen, json.loads(line)) for line in some])


def for_database(fields: list[Field[Any, Any]], values: list[Any]) -> list[Any]:
    return [
        field.get_db_prep_save(field.to_python(value), connection) for field, value in zip(fields, values, strict=True)
    ]


def remove_all(models: Iterable[type[Model]]) -> None:
    """Whatever the portal wrote by itself while its tables were made."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def count_on_from_the_last(models: Iterable[type[Model]]) -> None:
    """New rows get keys after those that were put back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)

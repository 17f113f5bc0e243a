"""Brings a database of release 0.2.0, with data in every state, to this one's tables, and opens every page.

    python -m tests.deployment.upgraded        (DATABASE_URL names an empty database)

`tests/data/portal-0.2.0.json.gz` was written by that release: its demonstration company, and rows in the states that
this leaves out. It says which migrations the release had, and each row as Django's serializer does. Prints what it did
as JSON; what does not open is printed, and ends it with 1.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.management.color import no_style  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.db.models import ManyToManyField  # noqa: E402

COPY = Path(__file__).resolve().parents[1] / "data" / "portal-0.2.0.json.gz"


def main() -> int:
    copy = json.loads(gzip.decompress(COPY.read_bytes()))
    state = MigrationExecutor(connection).migrate(list(copy["migrations"].items()))
    with transaction.atomic():
        for row in copy["rows"]:
            put(state.apps.get_model(row["model"]), row)
    for statement in connection.ops.sequence_reset_sql(no_style(), list(state.apps.get_models())):
        with connection.cursor() as cursor:
            cursor.execute(statement)
    connection.close()
    call_command("migrate", verbosity=0)
    call_command("load_questionnaire", verbosity=0)
    call_command("audit_verify")
    faults, count = [], 0
    for address, status in opened():
        count += 1
        if status >= 500:
            faults.append(f"{status} {address}")
    left = derived_anew()
    print(json.dumps({"rows": len(copy["rows"]), "pages": count, "faults": faults, "left": left}))
    return 1 if faults or left or not count else 0


def derived_anew() -> int:
    """How many plans are still those of the earlier release, once a worker has done what the update left it."""
    from derivation.models import DerivationBatch
    from derivation.services import batches, deriving
    from systems.models import Profile

    marked = list(Profile.objects.exclude(stale_since=None).values_list("system", flat=True))
    assert len(marked) == Profile.objects.count()
    deriving.derive(marked)
    for pk in DerivationBatch.objects.order_by("pk").values_list("pk", flat=True):
        batches.derive(pk)
    in_use = Profile.objects.exclude(system__status="retired")
    return int((in_use.exclude(stale_since=None) | in_use.exclude(last_error="")).count())


def put(model: Any, row: dict[str, Any]) -> None:
    """The row as it was then: no default of today, no code of a model."""
    values = {model._meta.pk.attname: row["pk"]}
    for name, value in row["fields"].items():
        field = model._meta.get_field(name)
        if not isinstance(field, ManyToManyField):
            values[field.attname] = value if field.is_relation else field.to_python(value)
    model._base_manager.bulk_create([model(**values)])


def opened() -> Iterator[tuple[str, int]]:
    """Every page without a thing that it is about, of each row that has one, and of a system in each state."""
    from django.urls import reverse

    from accounts.models import User
    from policies.models import PolicySimulation, PolicyVersion
    from systems.models import ImportBatch, System
    from tests.pages.addresses import addresses
    from tests.pages_of_systems import opened as opened_pages
    from tests.pages_of_systems import opener, pages

    architect, administrator = (User.objects.with_role(role).first() for role in ("architect", "administrator"))
    get = opener()
    asked = [(each.name, {}) for each in addresses() if not each.parameters]
    about = {"policies:simulation": PolicySimulation, "policies:draft": PolicyVersion, "accounts:person": User}
    asked += [(name, {"pk": pk}) for name, model in about.items() for pk in model.objects.values_list("pk", flat=True)]
    asked += [("systems:import_preview", {"batch_id": pk}) for pk in ImportBatch.objects.values_list("pk", flat=True)]
    for name, values in asked:
        for reader in (architect, administrator):
            yield f"{name} {values} by {reader}", get(reader, reverse(name, kwargs=values)).status_code
    chosen = {(each.status, each.profile.answer_state, bool(each.profile.blocks)): each
              for each in System.objects.select_related("owner", "profile").order_by("pk")}  # fmt: skip
    for page, response in opened_pages(pages(chosen.values()), [architect]):
        yield page.url, response.status_code


if __name__ == "__main__":
    sys.exit(main())

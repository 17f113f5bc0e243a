from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class SystemsConfig(AppConfig):
    name = "systems"

    def ready(self) -> None:
        """What every connection and every migration is followed by, and what the rooms below ask of this one."""
        connection_created.connect(without_compiling, dispatch_uid="systems.without_compiling")
        post_migrate.connect(import_module("systems.services.stamps").install, sender=self)
        import_module("systems.registrations")


def without_compiling(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """PostgreSQL compiles statements that it thinks long: a third of a second, for queries of a few milliseconds.

    Not as an option of the connection, because poolers in between refuse those. Behind one that shares connections
    between transactions the role says it: docs/operator.md.
    """
    if connection.vendor == "postgresql" and not connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")

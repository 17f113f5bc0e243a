"""Makes the index of the search anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from systems.services import search_index


class Command(BaseCommand):
    help = "Make the index of the search anew, or say why it cannot be made. On SQLite there is nothing to do."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(search_index.remake(connection))

"""`manage.py demo`: the demonstration company, for trying the portal out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from drportal.demo.loading import load


class Command(BaseCommand):
    help = "Loads the demonstration company once; a second time changes nothing. Only with DEMO=1."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is loaded only with DEMO=1: its people sign in without a password.")
        loaded = load()
        if verbosity:
            self.stdout.write("The demonstration company is loaded." if loaded else "It is there already.")

"""`manage.py predict 12`: what comes of a scenario, however many systems fall."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recovery.scenarios.answering import shaped_prediction
from scenarios.models import Scenario
from scenarios.services.predicting import capacity_of, gather


class Command(BaseCommand):
    help = "Print what comes of a scenario as JSON, also where more systems fall than its page works out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scenario", type=int, help="its number, which stands in the address of its page")

    def handle(self, *args: Any, scenario: int, **options: Any) -> None:
        found = Scenario.objects.select_related("unit").filter(pk=scenario).first()
        if found is None:
            raise CommandError(f"There is no scenario {scenario}.")
        outlook = gather(found, however_many=True).outlook(capacity_of(found))
        self.stdout.write(json.dumps(shaped_prediction(outlook.prediction)))

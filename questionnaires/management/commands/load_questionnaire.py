"""`manage.py load_questionnaire [file]`: publish a version of a questionnaire."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from questionnaires.document.reader import DocumentError
from questionnaires.services import loading


class Command(BaseCommand):
    help = "Publish the questionnaire in a TOML file (the standard one without a file). Twice is once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=loading.STANDARD)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            questionnaire, created = loading.load(file)
        except (DocumentError, loading.VersionChanged) as error:
            raise CommandError(str(error)) from error
        state = "published" if created else "is published already"
        if not created and loading.waiting():
            state = "is asked; the newer standard waits on the page of the questionnaire, to begin a draft from"
        self.stdout.write(f"{questionnaire.title}: version {questionnaire.version} {state}.")

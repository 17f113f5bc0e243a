"""`manage.py plan_as_code --to FOLDER`: the plans of a filter as code, a folder for each system. Nothing is applied."""

from __future__ import annotations

import shutil
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from accounts.models import User, normal_email
from accounts.permissions import Permission
from exports.formats.plan_as_code import code_plan
from exports.presenters.archive import keys_in_order
from exports.reports.code_facts import code_facts
from exports.reports.gathering import summary_of
from exports.writers.plan_as_code.files import files
from presentation.language import language
from systems.models import System


class Command(BaseCommand):
    help = "Write the recovery plans as CloudFormation, Terraform and more. Nothing is applied."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("filter", nargs="?", default="", help="as in the address of the list: q=shop&tier=3")
        parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="a new or an empty folder")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="whose systems; only what this person may see")

    def handle(self, *args: Any, to: Path, by: str, **options: Any) -> None:
        person = person_called(by)
        if to.is_symlink() or (to.exists() and (not to.is_dir() or any(to.iterdir()))):
            raise CommandError(f"{to} is there and not an empty folder. Name a new folder.")
        keys = keys_in_order(person, QueryDict(options["filter"]))
        if not keys:
            raise CommandError("No system matches. Take one filter away, or search for less.")
        try:
            to.parent.mkdir(parents=True, exist_ok=True)
            beside = Path(tempfile.mkdtemp(prefix=f".{to.name}-", dir=to.parent))
            try:
                written = sum(write_plan(beside, key, person) for key in keys)
                beside.chmod(0o755)
                beside.replace(to)
            finally:
                shutil.rmtree(beside, ignore_errors=True)
        except OSError as error:
            raise CommandError(f"{to}: {error.strerror}. Nothing was written.") from None
        self.stdout.write(f"{written} plans in {to}")


def write_plan(folder: Path, key: str, person: User) -> int:
    """One plan, in a folder of the system's key; 0 where the system is gone meanwhile."""
    try:
        plan = code_plan(summary_of(key, reader=person, language=language()), code_facts(key))
    except System.DoesNotExist:
        return 0
    for file in files(plan):
        path = folder / key / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8", errors="replace")
    return 1


def person_called(email: str) -> User:
    person: User | None = User.objects.filter(email=normal_email(email), is_active=True).first()
    if person is None:
        raise CommandError(f"Nobody with access has the address {email!r}. Say whose systems: --by you@example.org")
    if not person.may(Permission.EXPORT_SUMMARIES):
        raise CommandError(f"{person.email} may not take summaries out of the portal.")
    return person

"""The first person of a new portal, or one more, from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.actions import people
from accounts.models import User, normal_email
from accounts.permissions import Role
from accounts.services.links import way_in


class Command(BaseCommand):
    help = "Add a person, or give one who is there the roles named. Doing it twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True, help="the address the person signs in with")
        parser.add_argument("--name", default="", help="the name colleagues know")
        parser.add_argument(
            "--role", required=True, action="append", choices=Role.values, help="give it again for several roles"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email, roles = normal_email(options["email"]), set(options["role"])
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email!r} is not an e-mail address, like name@example.org.") from None
        try:
            person = people.create_person(
                by=None, automatic=True, email=email, name=options["name"][:120], roles=sorted(roles)
            )
            self.stdout.write(f"Added {person.email} as {', '.join(sorted(roles))}.")
        except people.PersonExists as there:
            self.extend(there.person, roles, options["name"])
        self.stdout.write(how_to_sign_in(email))

    def extend(self, person: User, roles: set[str], name: str) -> None:
        wanted = roles | person.roles
        people.change_person(
            person=person,
            version=person.version,
            by=None,
            automatic=True,
            name=name[:120] or person.name,
            roles=wanted,
            may_sign_in=True,
        )
        self.stdout.write(f"{person.email} is there, as {', '.join(sorted(wanted))}.")


def how_to_sign_in(email: str) -> str:
    mail = f"by {settings.EMAIL_HOST}" if settings.MAIL_SERVER else f"as a file in {settings.OUTBOX_DIR}"
    return f"To sign in, open {way_in(email)} and press “Send me a link”. The mail comes {mail}."

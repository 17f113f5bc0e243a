"""The first person of a new portal, or one more, from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.actions import people
from accounts.actions.second_factor import remove_lost
from accounts.models import User, normal_email
from accounts.permissions import Role
from accounts.services.links import way_in
from presentation.forms.addresses import is_address
from presentation.forms.lines import is_one_line


class Command(BaseCommand):
    help = "Add a person, or give one who is there the roles named. Doing it twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True, help="the address the person signs in with")
        parser.add_argument("--name", default="", help="the name colleagues know")
        parser.add_argument(
            "--role", required=True, action="append", choices=Role.values, help="give it again for several roles"
        )

        parser.add_argument(
            "--access-again", action="store_true", help="give access back to somebody whose access was ended"
        )

        parser.add_argument(
            "--without-second-factor", action="store_true", help="take a second factor away that is lost"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email, roles = normal_email(options["email"]), set(options["role"])
        if not (is_one_line(options["email"]) and is_address(email)):
            raise CommandError(f"{options['email']!r} is not an e-mail address, like name@example.org.")
        if not is_one_line(options["name"]):
            raise CommandError(f"{options['name']!r} is no name: it holds signs that cannot be seen.")
        try:
            person = people.create_person(
                by=None, automatic=True, email=email, name=options["name"][:120], roles=sorted(roles)
            )
            self.stdout.write(f"Added {person.email} as {', '.join(sorted(roles))}.")
        except people.PersonExists as there:
            if not (there.person.is_active or options["access_again"]):
                raise CommandError(
                    f"{email} is there, and the access was ended. To give it back, say so: --access-again"
                ) from None
            self.extend(there.person, roles, options["name"])
            if options["without_second_factor"] and remove_lost(person=there.person, by=None, automatic=True):
                self.stdout.write("Removed the second factor.")
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

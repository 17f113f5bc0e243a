"""The people of a portal in which there is nothing yet. Runs inside it, by `manage.py shell`."""

from __future__ import annotations

import json

from accounts.models import User
from accounts.permissions import Role
from tests.browser.answering_cast import session_of


def main() -> None:
    sessions = {
        role.value: session_of(User.objects.create_user(f"{role.value}@example.org", name="Ada", roles=(role,)))
        for role in Role
    }
    print(json.dumps({"sessions": sessions, "places": {}}))

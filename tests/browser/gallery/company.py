"""What the demonstration company lacks for pictures of every state. Runs inside its portal, by `manage.py shell`, and
prints who can look (sessions by the first part of the address) and where things are (places by name)."""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from accounts.services import links
from assessments.models import Assessment
from background.limits import PROFILE
from derivation.services import deriving
from questionnaires.services import loading
from systems.models import Profile, System
from tests.browser.answering_cast import session_of
from tests.browser.gallery import (
    files_brought,
    mails_sent,
    panels_answered,
    policies_drawn,
    questionnaires_drafted,
    rounds_under_way,
)

UNTRIED = PROFILE.attempts
"""As if tried often enough: the worker leaves the profile as it is, and the picture holds still."""


def main() -> None:
    people()
    browser = secrets.token_urlsafe(32)
    places: dict[str, Any] = {
        **rounds_under_way.prepare(),
        **panels_answered.prepare(),
        **policies_drawn.prepare(),
        **files_brought.prepare(),
        **questionnaires_drafted.prepare(),
    }
    deriving.sweep()
    calculations()
    places |= {"link": sign_in_link(browser), "person": person("finance.owner").pk} | decided() | mails_sent.prepare()
    sessions = {user.email.partition("@")[0]: session_of(user) for user in User.objects.filter(is_active=True)}
    print(json.dumps({"sessions": sessions, "places": places}, default=str))


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def people() -> None:
    """Somebody who has nothing yet, and readers of Spanish."""
    User.objects.create_user("newcomer@example.org", name="Noor Haddad", roles=(Role.OWNER,))
    User.objects.create_user("unused@example.org", name="", roles=(Role.OWNER,))
    for role in Role:
        User.objects.create_user(f"{role.value}.es@example.org", name="Elena Prieto", roles=(role,), language="es")


def calculations() -> None:
    """A system whose first calculation is under way, one with a newer one, one whose calculation failed."""
    waiting = {"stale_since": timezone.now(), "attempts": UNTRIED}
    # Its owner has no other system, so nothing derives it along.
    new = System.objects.create(key="night-jobs", name="Night jobs", owner=person("unused"))
    Profile.objects.create(system=new, answer_state=Profile.AnswerState.IN_REVIEW, **waiting)
    sent = {"state": Assessment.State.SUBMITTED, "submitted": {}, "submitted_at": timezone.now()}
    by = {"respondent": new.owner, "submitted_by": new.owner}
    Assessment.objects.create(system=new, questionnaire=loading.current(), **sent, **by)
    Profile.objects.filter(system__key="expenses").update(**waiting)
    Profile.objects.filter(system__key="archive").update(**waiting, last_error="OverflowError")
    Profile.objects.filter(system__key="intranet").update(stale_since=None)
    # A record that no version of the portal wrote: the page that shows it fails, and says so kindly.
    broken = System.objects.create(key="broken", name="Broken", status=System.Status.RETIRED)
    Profile.objects.create(system=broken, record=["nonsense"], derived_at=timezone.now(), stale_since=None)


def sign_in_link(browser: str) -> str:
    """One that was asked for in another browser."""
    return links.issue(person=person("finance.owner"), browser=browser)[1]


def decided() -> dict[str, Any]:
    """Rounds of the demonstration itself, by system."""
    newest = Assessment.objects.order_by("pk").values_list("system__key", "public_id")
    return {f"round_{key.replace('-', '_')}": public_id for key, public_id in newest}

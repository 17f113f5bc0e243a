"""The systems that the browser tests of answering are about, and who is signed in. Runs inside the portal, by
`manage.py shell`, and prints what the tests need to know."""

from __future__ import annotations

import json
from typing import Any

SYSTEMS = (
    "keyboard", "touch", "scriptless", "spanish", "restart", "offline", "reload", "link", "tabs", "people", "states",
    "again", "weights", "signed-out", "prices", "offers", "offers-sent",
    "promises", "their-way", "unknowing",
)  # fmt: skip
HOUR, DAY = 3600, 86400
ANSWERED = {
    "offers": {"rto": DAY, "rpo": DAY, "mtd": 8 * HOUR, "impact": {"safety": {4 * HOUR: "severe"}}},
    "offers-sent": {"rto": DAY, "rpo": DAY, "mtd": 8 * HOUR},
    "promises": {"rto": 12 * HOUR, "rpo": DAY, "mtd": 10 * DAY, "unattended": 64 * HOUR},
}
"""What was answered already about some of them, as the method reads it."""


def main() -> None:
    from accounts.models import User
    from accounts.permissions import Role

    architect = User.objects.create_user("architect@example.org", name="Ada Architect", roles=(Role.ARCHITECT,))
    cast = {name: cast_of(name) for name in SYSTEMS}
    approve_last_year()
    peer = User.objects.create_user("peer@example.org", name="Pilar Peer", roles=(Role.OWNER,))
    cast["people"]["question"] = asked_also(peer)
    people = {"architect": session_of(architect), "peer": session_of(peer)}
    print(json.dumps({"cast": cast, "people": people}))


def cast_of(name: str) -> dict[str, str]:
    from accounts.models import User
    from accounts.permissions import Role
    from assessments.actions.asking import begin
    from systems.models import Profile, System

    language = "es" if name == "spanish" else "en"
    owner = User.objects.create_user(
        f"{name}@example.org", name=f"Olga {name.title()}", language=language, roles=(Role.OWNER,)
    )
    system = System.objects.create(key=name, name=f"{name.title()} system", owner=owner, running_cost=200_000)
    Profile.objects.create(system=system)
    session = session_of(owner)
    if name == "again":
        return {"session": session}
    round_ = begin(system=system, by=owner)
    if name in ANSWERED:
        from django.utils import timezone

        from questionnaires.services import changes

        round_.answers = changes.apply(round_.questionnaire.document, {}, ANSWERED[name])
        round_.saved_at = timezone.now()
        round_.save()
    return {"session": session, "assessment": str(round_.public_id)}


def session_of(person: Any) -> str:
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session.update(
        {
            "_auth_user_id": str(person.pk),
            "_auth_user_backend": "accounts.backends.PeopleBackend",
            "_auth_user_hash": person.get_session_auth_hash(),
        }
    )
    session.create()
    return session.session_key


def asked_also(peer: Any) -> str:
    """A colleague is asked one question by the owner; gives the page with it."""
    from assessments.models import Assessment
    from panels.actions.delegating import ask

    round_ = Assessment.objects.select_related("respondent").get(system__key="people")
    asked = ask(assessment=round_, questions=["what_stops"], person=peer, note="", by=round_.respondent)
    return f"/questions/{asked.public_id}/"


def approve_last_year() -> None:
    from datetime import timedelta

    from django.utils import timezone

    from assessments.models import Assessment
    from questionnaires.services import changes, loading
    from systems.models import System

    system, form, then = System.objects.get(key="again"), loading.current(), timezone.now() - timedelta(days=400)
    facts = {"mtd": 28800, "wrt": 3600, "workaround_lasts": 14400, "loss_per_hour": 2000, "rto": 14400, "rpo": 3600}
    answers = changes.apply(form.document, {}, facts)
    stamped = {key: {**answer, "by": system.owner_id, "at": then.isoformat()} for key, answer in answers.items()}
    Assessment.objects.create(
        system=system, questionnaire=form, respondent=system.owner, state="approved", answers=stamped,
        submitted=stamped, submitted_at=then, saved_at=then, version=9,
    )  # fmt: skip

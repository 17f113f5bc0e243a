"""Who is asked beside others in the browser tests, and the rounds and questions that they do not walk through
themselves. Runs inside the portal, by `manage.py shell`, and prints what the tests need to know."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from tests.browser.answering_cast import session_of

PEOPLE = ("Ada", "Ben", "Cleo")


def main() -> None:
    from accounts.models import User
    from accounts.permissions import Role
    from assessments.actions.asking import begin
    from systems.models import Profile, System

    architect = User.objects.create_user("architect@example.org", name="Arthur Architect", roles=(Role.ARCHITECT,))
    owner = User.objects.create_user("olga@example.org", name="Olga Owner", roles=(Role.OWNER,))
    people = [User.objects.create_user(f"{name.lower()}@example.org", name=name) for name in PEOPLE]
    systems = {}
    for key in ("shop", "late", "questions", "tabs"):
        systems[key] = System.objects.create(key=key, name=f"The {key} system", purpose="Sells things.", owner=owner)
        Profile.objects.create(system=systems[key])
    rounds = {key: begin(system=system, by=owner) for key, system in systems.items()}
    told = {
        "sessions": {person.name.split()[0]: session_of(person) for person in (architect, owner, *people)},
        "rounds": {key: str(each.public_id) for key, each in rounds.items()},
        "late": late(systems["late"], people, architect),
        "tabs": open_round(systems["tabs"], people, architect),
        "questions": [asked(rounds["questions"], people[0], owner) for _ in range(3)],
    }
    print(json.dumps(told))


def open_round(system: Any, people: list[Any], architect: Any) -> dict[str, str]:
    """The address of everybody's own answers by name."""
    from panels.actions import inviting

    panel = inviting.invite(system=system, people=people, by=architect)
    return {each.person.name: str(each.public_id) for each in panel.responses.select_related("person")}


def late(system: Any, people: list[Any], architect: Any) -> str:
    """A round whose day is over: two have sent, the third had saved something."""
    from django.utils import timezone

    from panels.actions import inviting, responding
    from panels.models import Panel, PanelResponse
    from panels.services import due
    from questionnaires.services import changes, loading

    panel = inviting.invite(system=system, people=people, by=architect, due_on=timezone.localdate() + timedelta(days=1))
    document = loading.current().document
    for person, rto in zip(people, (3600, 86400, None), strict=True):
        facts = {"mtd": 172800, **({"rto": rto, "rpo": 3600} if rto else {})}
        panel_response = PanelResponse.objects.whole().get(panel=panel, person=person)
        panel_response = responding.save(
            panel_response=panel_response, given=changes.apply(document, {}, facts), version=0, by=person
        )
        if rto:
            responding.send(panel_response=panel_response, version=panel_response.version, by=person)
    Panel.objects.filter(pk=panel.pk).update(due_on=timezone.localdate() - timedelta(days=2))
    due.look()
    return str(panel.public_id)


def asked(assessment: Any, person: Any, owner: Any) -> str:
    from panels.actions import delegating

    delegation = delegating.ask(
        assessment=assessment, questions=["what_stops", "mtd"], person=person, note="You know it best.", by=owner
    )
    return str(delegation.public_id)

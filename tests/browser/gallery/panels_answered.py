"""Several people about the same system: in the first round, compared, in the second round, decided."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from panels.actions import deciding, inviting, responding
from panels.models import Panel, PanelResponse
from questionnaires.services import changes
from recovery.reading import parse_duration
from systems.models import System

PEOPLE = ("finance.owner", "marketing.owner", "newcomer")
SAID = (
    ("1 h", "15 min", "Customers wait at the till."),
    ("8 h", "15 min", "We can write on paper until the evening."),
    ("24 h", "4 h", "Nobody calls at night."),
)


def prepare() -> dict[str, Any]:
    """Places of panels by their state, and of a response that is still wanted."""
    first, compared, second, over = map(panel_about, ("loyalty", "building-access", "documents", "customer-service"))
    speak(first, PEOPLE[:1])
    for each in (compared, second, over):
        speak(each, PEOPLE)
    inviting.ask_again(panel=second, by=architect())
    decide(over)
    panel_response = PanelResponse.objects.get(panel=first, person__email="marketing.owner@example.org")
    begun(panel_response)
    return {
        "panel_first": first.public_id, "panel_compared": compared.public_id, "panel_second": second.public_id,
        "panel_decided": over.public_id, "panel_response": panel_response.public_id,
        "response_again": PanelResponse.objects.get(panel=second, person__email="newcomer@example.org").public_id,
    }  # fmt: skip


def architect() -> User:
    return User.objects.get(email="architect@example.org")


def panel_about(key: str) -> Panel:
    people = [User.objects.get(email=f"{name}@example.org") for name in PEOPLE]
    return inviting.invite(system=System.objects.get(key=key), people=people, by=architect())


def speak(panel: Panel, names: tuple[str, ...]) -> None:
    """These people answer and send; the last one ends the round."""
    for name, (rto, rpo, reason) in zip(names, SAID, strict=False):
        panel_response = PanelResponse.objects.whole().get(panel=panel, person__email=f"{name}@example.org")
        facts = {"mtd": parse_duration("2 d"), "rto": parse_duration(rto), "rpo": parse_duration(rpo)}
        answers = changes.apply(panel_response.panel.assessment.questionnaire.document, {}, facts)
        answers["rto"]["value"]["reason"] = reason
        panel_response = responding.save(
            panel_response=panel_response, given=answers, version=panel_response.version, by=panel_response.person
        )
        responding.send(panel_response=panel_response, version=panel_response.version, by=panel_response.person)
    panel.refresh_from_db()


def begun(panel_response: PanelResponse) -> None:
    document = panel_response.panel.assessment.questionnaire.document
    given = changes.apply(document, {}, {"mtd": parse_duration("4 h"), "rto": parse_duration("1 h")})
    responding.save(
        panel_response=panel_response, given=given, version=panel_response.version, by=panel_response.person
    )


def decide(panel: Panel) -> None:
    owner = panel.assessment.system.owner
    deciding.decide(
        panel=panel, chosen={"rto": parse_duration("4 h"), "rpo": parse_duration("15 min")}, by=owner,
        reason="Paper works for half a day, not for longer.", seen=panel.state,
    )  # fmt: skip

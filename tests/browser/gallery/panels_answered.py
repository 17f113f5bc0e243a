"""Several people about the same system: in the first round, compared, in the second round, decided."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from assessments.actions import deciding_spread, inviting_voices, speaking
from assessments.models import Hearing, Voice
from assessments.questionnaire import changes
from recovery.durations import parse
from systems.models import System

PEOPLE = ("finance.owner", "marketing.owner", "newcomer")
SAID = (
    ("1 h", "15 min", "Customers wait at the till."),
    ("8 h", "15 min", "We can write on paper until the evening."),
    ("24 h", "4 h", "Nobody calls at night."),
)


def prepare() -> dict[str, Any]:
    """Places of hearings by their state, and of a voice that is still wanted."""
    first, compared, second, over = map(hearing_about, ("loyalty", "building-access", "documents", "customer-service"))
    speak(first, PEOPLE[:1])
    for each in (compared, second, over):
        speak(each, PEOPLE)
    inviting_voices.ask_again(hearing=second, by=architect())
    decide(over)
    voice = Voice.objects.get(hearing=first, person__email="marketing.owner@example.org")
    begun(voice)
    return {
        "hearing_first": first.public_id, "hearing_compared": compared.public_id, "hearing_second": second.public_id,
        "hearing_decided": over.public_id, "voice": voice.public_id,
        "voice_again": Voice.objects.get(hearing=second, person__email="newcomer@example.org").public_id,
    }  # fmt: skip


def architect() -> User:
    return User.objects.get(email="architect@example.org")


def hearing_about(key: str) -> Hearing:
    people = [User.objects.get(email=f"{name}@example.org") for name in PEOPLE]
    return inviting_voices.invite(system=System.objects.get(key=key), people=people, by=architect())


def speak(hearing: Hearing, names: tuple[str, ...]) -> None:
    """These people answer and send; the last one ends the round."""
    for name, (rto, rpo, reason) in zip(names, SAID, strict=False):
        voice = Voice.objects.whole().get(hearing=hearing, person__email=f"{name}@example.org")
        facts = {"mtd": parse("2 d"), "rto": parse(rto), "rpo": parse(rpo)}
        answers = changes.apply(voice.hearing.assessment.questionnaire.document, {}, facts)
        answers["rto"]["value"]["reason"] = reason
        voice = speaking.save(voice=voice, given=answers, version=voice.version, by=voice.person)
        speaking.send(voice=voice, version=voice.version, by=voice.person)
    hearing.refresh_from_db()


def begun(voice: Voice) -> None:
    document = voice.hearing.assessment.questionnaire.document
    given = changes.apply(document, {}, {"mtd": parse("4 h"), "rto": parse("1 h")})
    speaking.save(voice=voice, given=given, version=voice.version, by=voice.person)


def decide(hearing: Hearing) -> None:
    owner = hearing.assessment.system.owner
    deciding_spread.decide(
        hearing=hearing, chosen={"rto": parse("4 h"), "rpo": parse("15 min")}, by=owner,
        reason="Paper works for half a day, not for longer.", seen=hearing.state,
    )  # fmt: skip

"""A company in which every route has something to be about: what belongs to `owner` carries the word that
nobody else's page may hold."""

from __future__ import annotations

import io
import uuid
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlsplit

from django.core import mail
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from accounts.services import links, mail_links
from api.actions.services import create_service
from api.actions.tokens import create_token
from api.actions.webhooks import create_webhook
from api.models import WebhookDelivery
from assessments.models import Asking, Assessment, Commitment, Justification, TakenOffer, TakenProtection
from assessments.queries import ANSWERS
from calendars.actions import renew_address as renew_calendar
from campaigns.actions.campaigns import begin_campaign
from campaigns.services.planning import PlannedWave
from checkins.actions.addresses import renew_address
from derivation.services import deriving
from exports.actions.files import begin
from exports.presenters.contents import CATALOGUE
from exports.services import making
from notifications.models import OutgoingMail
from notifications.services import outbox
from panels.models import Delegation, Panel, PanelResponse
from policies.actions.drafts import ask_for_simulation, begin_draft
from policies.models import PolicyVersion
from policies.services import in_force as policy
from policies.services import simulation
from questionnaires.actions.drafts import begin_draft as begin_questionnaire
from questionnaires.actions.drafts import mark_of, move_question, order_of, save_question
from questionnaires.actions.publishing import publish
from scenarios.actions.forecasts import ask_for_forecast
from scenarios.actions.scenarios import create_scenario
from scenarios.services.predicting import capacity_of
from systems.models import Dependency, ImportBatch, ImportSource, System
from tests.factories import (
    BusinessUnitFactory,
    DependencyFactory,
    ExerciseFactory,
    PersonFactory,
    ProtectionFactory,
    SystemFactory,
)
from tests.panels.rounds import round_of

HOUR = 3600
SECRET = "Quetzalcoatl"
OWN = "Marmalade"
"""In all that belongs to the stranger: a list without it would prove nothing."""


@dataclass(frozen=True)
class Company:
    people: dict[str, User | None]
    arguments: dict[str, object]
    of_route: dict[str, dict[str, object]]

    def arguments_of(self, route: str, parameters: tuple[str, ...]) -> dict[str, object]:
        known = {**self.arguments, **self.of_route.get(route, {})}
        return {name: known[name] for name in parameters}


def people() -> dict[str, User | None]:
    roles = {role.value: role for role in Role}
    found: dict[str, User | None] = {"anonymous": None}
    for name in ("stranger", "owner", "architect", "manager", "administrator"):
        shown = f"{SECRET} Person" if name == "owner" else name.title()
        found[name] = PersonFactory(
            email=f"{name}@example.org", name=shown, roles=[roles.get(name, Role.OWNER)], language="en"
        )
    return found


def system_of(person: User, key: str, word: str) -> System:
    return SystemFactory(
        key=key,
        name=f"{word} {key}",
        purpose=f"Moves {word}.",
        data_kinds=word,
        tags=word,
        supplier=word,
        owner=person,
        business_unit=BusinessUnitFactory(name=f"{word} unit of {key}"),
        running_cost=Decimal(120_000),
    )


def found_company() -> Company:
    """The owner has one system in review with contradictions and one that is being answered; the stranger has one."""
    who = people()
    owner, stranger = who["owner"], who["stranger"]
    in_review, answering = system_of(owner, "payments", SECRET), system_of(owner, "ledger", SECRET)
    own = system_of(stranger, "blog", OWN)
    DependencyFactory(system=in_review, needs=answering, note=SECRET)
    ProtectionFactory(system=in_review, strategy="backup_restore", history="snapshot", interval_seconds=24 * HOUR)
    minutes = ContentFile(SECRET.encode(), "minutes")
    exercise = ExerciseFactory(
        system=in_review, rta_seconds=9 * HOUR, note=SECRET, evidence_file=minutes, evidence_name=SECRET
    )
    submitted = round_of(in_review, rto=8 * HOUR, rpo=HOUR, mtd=4 * HOUR, discovery_time=24 * HOUR)
    opened = round_of(answering, state="open", rto=8 * HOUR, mtd=4 * HOUR)
    round_of(own, rto=24 * HOUR, rpo=24 * HOUR)
    deriving.derive([in_review.pk, answering.pk, own.pk])
    finding = in_review.findings.filter(resolved_at=None, justifiable=True).first()
    taken = TakenOffer.objects.create(assessment=submitted, finding=finding.code, reason=SECRET, by=owner)
    promised = Commitment.objects.create(
        system=in_review, finding=finding.code, action="fund", who=SECRET, due_on=timezone.localdate(), by=owner
    )
    reason = Justification.objects.create(
        system=in_review, code=finding.code, subject=finding.subject, read=finding.read, reason=SECRET, by=owner
    )
    return Company(
        people=who,
        arguments={
            "key": in_review.key,
            "public_id": submitted.public_id,
            "topic": "harm",
            "finding_id": finding.pk,
            "justification_id": reason.pk,
            "taken_id": taken.pk,
            "measure_id": TakenProtection.objects.create(system=submitted.system, finding=finding.code, by=owner).pk,
            "promise_id": promised.pk,
            "exercise_id": exercise.pk,
            "batch_id": file_of(who["architect"]).pk,
            "pk": owner.pk,
            "token_id": create_token(by=owner, name=SECRET, scopes=["systems:read"], days=30)[0].pk,
            **told_to_somebody(who["administrator"]),
            "source_id": fetched_by_itself(who["architect"]).pk,
            "service_id": create_service(
                by=who["administrator"], name="Inventory", roles=["manager"], scopes=["systems:read"], days=30
            )[0].pk,
            "mail_id": failed_mail(owner).pk,
            "name": mail_of(owner),
            "provider_key": "corp",
            "token": links.issue(person=owner, browser="the owner's")[1],
            "format_key": "xlsx",
            "kind": "duration",
            **several_people(opened, owner),
        },
        of_route={
            "exports:trail_file": {"format_key": "csv"},
            "assessments:asking": {
                "pk": Asking.objects.create(asked_by=who["architect"], due_on=timezone.localdate()).pk
            },
            "calendars:feed": {"token": renew_calendar(by=who["owner"], everything=False)},
            "checkins:check_in": {"token": renew_address(system=in_review, by=who["architect"])},
            "systems:unit": {"pk": in_review.business_unit_id},
            "systems:unit_chat": {"pk": in_review.business_unit_id},
            **{name: {"public_id": opened.public_id} for name in BEING_ANSWERED},
            "accounts:follow_mail_link": {"token": link_of_a_mail(owner, answering)},
            "assessments:change_one": {"public_id": opened.public_id, "asked": "mtd"},
            **{
                name: {"pk": made_file(who["architect"])}
                for name in ("exports:file", "exports:fetch", "exports:cancel")
            },
            **policies(who["architect"]),
            **questionnaires(who["architect"]),
            **scenarios(who["architect"]),
            **campaigns(who["architect"], in_review),
        },
    )


# Routes that are about answers which are still being given; the others are about those in review.
BEING_ANSWERED = (
    "assessments:topic",
    "assessments:autosave",
    "assessments:consequence",
    "assessments:submit",
    "assessments:again",
    "assessments:express",
    "assessments:outcome",
    "assessments:send_short",
    "assessments:take_offer",
    "panels:ask_colleague",
)


def link_of_a_mail(owner: User, system: System) -> str:
    address = mail_links.way_to_answer(person=owner, purpose=ANSWERS, about=system.pk, next_path="/to-do/")
    return urlsplit(address).path.split("/")[-2]


def fetched_by_itself(person: User) -> ImportSource:
    return ImportSource.objects.create(
        name="CMDB", place="https://lists.example.org/cmdb.csv", person=person, state="failed", error="404",
        next_at=timezone.now() + timedelta(days=1), ended_at=timezone.now(),
    )  # fmt: skip


def told_to_somebody(by: User) -> dict[str, object]:
    webhook, _ = create_webhook(by=by, name="Board", url="https://hooks.example.org/", events=["plan.approved"])
    body = {"type": "plan.approved", "data": {"system": {"key": "x", "name": "X"}}}
    delivery = WebhookDelivery.objects.create(
        webhook=webhook, event="plan.approved", key="x", body=body, state="failed"
    )
    return {"webhook_id": webhook.pk, "delivery_id": delivery.pk}


def several_people(assessment: Assessment, person: User) -> dict[str, object]:
    """A first round in which this person is heard, and a question that they are asked."""
    panel = Panel.objects.create(assessment=assessment, asked_by=person, due_on=timezone.localdate())
    asked = Delegation.objects.create(
        assessment=assessment, person=person, asked_by=person, questions=["what_stops"], note=SECRET
    )
    panel_response = PanelResponse.objects.create(panel=panel, person=person)
    return {"panel_id": panel.public_id, "response_id": panel_response.public_id, "delegation_id": asked.public_id}


def made_file(person: User) -> int:
    """A file of all systems that was made in the background and waits for whoever asked for it."""
    row = begin(kind=CATALOGUE, form="csv", query="", by=person)
    making.make(row.pk)
    return row.pk


def file_of(person: User) -> ImportBatch:
    return ImportBatch.objects.create(person=person, file_name="systems.csv", text="Name\nImported", mapping=["name"])


def policies(by: User) -> dict[str, dict[str, object]]:
    """For each route what `pk` means: a version in force, a draft, and what the draft would change."""
    document = policy.current().to_document()
    now = timezone.now()
    in_force = PolicyVersion.objects.create(version="1", document=document, published_at=now, published_by=by)
    draft = begin_draft(by=by, document={**document, "drill_age": 100 * 86_400}, note="Drills more often")
    asked = ask_for_simulation(draft=draft, by=by)
    simulation.simulate(asked.pk)
    about_draft = ("draft", "edit", "remove", "simulate", "publish")
    return {
        "policies:version": {"pk": in_force.pk},
        "policies:simulation": {"pk": asked.pk},
        **{f"policies:{name}": {"pk": draft.pk} for name in about_draft},
    }


def questionnaires(by: User) -> dict[str, dict[str, object]]:
    """For each route what `pk` means: a version of the architects' own, and a draft with a question of their own."""
    own = {"key": "own_contact", "type": "text", "seconds": 30} | {
        name: {"en": f"Night contact, {name}", "es": f"Contacto de noche, {name}"}
        for name in ("wording", "why", "example")
    }
    version = begin_questionnaire(by=by)
    save_question(draft=version, topic="harm", question=own, seen="", by=by)
    version.refresh_from_db()
    publish(draft=version, revision=version.revision, against=version.based_on_id, note="Night contact", by=by)
    draft = begin_questionnaire(by=by)
    move_question(draft=draft, key="own_contact", way="up", seen=mark_of(order_of(draft.document, "harm")), by=by)
    about_draft = ("draft", "move", "remove", "publish", "topic", "add", "question", "question_remove")
    return {
        **{f"questionnaires:{name}": {"pk": version.pk} for name in ("version", "changes", "preview")},
        **{f"questionnaires:{name}": {"pk": draft.pk, "question": own["key"], "topic": "harm"} for name in about_draft},
    }


def campaigns(by: User, system: System) -> dict[str, dict[str, object]]:
    """A campaign about a system of `owner`'s."""
    today = timezone.localdate()
    wave = PlannedWave(number=1, starts_on=today, due_on=today, systems=(system.pk,), owners=1)
    pk = begin_campaign(name=SECRET, filters="", waves=[wave], by=by).pk
    pages = {f"campaigns:{name}": {"pk": pk} for name in ("campaign", "systems", "people", "move", "close")}
    return {**pages, "exports:campaign_file": {"pk": pk, "format_key": "csv"}}


def scenarios(by: User) -> dict[str, dict[str, object]]:
    """A scenario in which what belongs to `owner` falls."""
    values = {"name": f"{SECRET} is lost", "lost_by": "systems", "lost_keys": ["payments", "ledger"]}
    scenario = create_scenario(by=by, values=values)
    pk = scenario.pk
    work = {"pk": pk, "forecast_pk": ask_for_forecast(scenario=scenario, capacity=capacity_of(scenario), by=by).pk}
    return {
        **{f"scenarios:{name}": work for name in ("forecast", "cancel_forecast")},
        **{f"scenarios:{name}": {"pk": pk} for name in ("scenario", "accept", "work_out", "edit", "remove")},
        "exports:recovery_order_file": {"pk": pk, "format_key": "csv"},
    }


def failed_mail(to: User) -> OutgoingMail:
    return OutgoingMail.objects.create(
        kind="please_answer", key=f"walk:{uuid.uuid4()}", recipient=to, state="failed", error="550 no such mailbox"
    )


def mail_of(person: User) -> str:
    """The name of a mail in the outbox's folder, as the file backend writes it."""
    with mail.get_connection("notifications.backends.OutboxBackend") as connection:
        letter = mail.EmailMultiAlternatives(f"About {SECRET}", SECRET, to=[person.email], connection=connection)
        letter.attach_alternative(
            f'<html><head></head><body><p style="color: #123">{SECRET}</p></body></html>', "text/html"
        )
        letter.send()
    return outbox.names()[0]


def readable(content: bytes) -> str:
    """All words of an answer; those of a workbook are in its zip."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    return content.decode(errors="replace")


def connect(system: str, needs: str) -> None:
    """Make the first system need the second, and derive both again."""
    pair = System.objects.get(key=system), System.objects.get(key=needs)
    Dependency.objects.create(system=pair[0], needs=pair[1], note="")
    deriving.derive([each.pk for each in pair])

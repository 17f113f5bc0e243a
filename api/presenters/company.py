"""What programs read beside single systems: rounds of questions, scenarios, imports, policy, people, the trail."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from accounts.models import AuditEntry, User
from api.presenters.systems import PersonOut
from api.services.paging import Page
from assessments.models import Assessment
from policies.models import PolicyVersion
from recovery.durations import LONGEST
from recovery.scenarios.prediction import SystemPrediction


class AnswerOut(Schema):
    key: str
    question: str
    state: str = Field(description="`answered`, `unknown`, or empty while it is open.")
    value: Any
    lines: list[str] = Field(description="The answer in words, in the language asked for.")


class AssessmentOut(Schema):
    id: UUID
    system: str = Field(description="Its key.")
    state: str
    respondent: PersonOut | None
    questionnaire: str = Field(description="Name and version.")
    created_at: datetime
    due_on: date | None
    submitted_at: datetime | None
    submitted_by: PersonOut | None

    @staticmethod
    def resolve_id(assessment: Assessment) -> UUID:
        return assessment.public_id

    @staticmethod
    def resolve_system(assessment: Assessment) -> str:
        return assessment.system.key

    @staticmethod
    def resolve_questionnaire(assessment: Assessment) -> str:
        return f"{assessment.questionnaire.slug} {assessment.questionnaire.version}"


class AssessmentsPage(Page):
    items: list[AssessmentOut]


class AnswersOut(AssessmentOut):
    answers: list[AnswerOut] = Field(description="What was last sent; what is still being typed is nobody else's.")


class ScenarioOut(Schema):
    id: int
    name: str
    kind: str
    lost_by: str
    lost_name: str
    lost_keys: list[str]
    unit: str | None
    teams: int
    throughput: dict[str, float] = Field(description="MiB a second by the place that copies come from.")
    declared_after_seconds: int | None
    version: int
    changed_at: datetime

    @staticmethod
    def resolve_unit(scenario: Any) -> str | None:
        return scenario.unit.name if scenario.unit else None


class ScenariosPage(Page):
    items: list[ScenarioOut]


class PredictedOut(Schema):
    key: str
    name: str
    back_after_seconds: int | None = Field(description="From the disruption; null where it never is.")
    rto_seconds: int | None
    late_seconds: int | None
    late_against_mtd_seconds: int | None
    assumed: list[str]

    @classmethod
    def of(cls, predicted: SystemPrediction, name: str) -> PredictedOut:
        return cls(
            key=predicted.key, name=name, back_after_seconds=reachable(predicted.back_at), rto_seconds=predicted.due,
            late_seconds=reachable(predicted.late_rto), late_against_mtd_seconds=reachable(predicted.late_mtd),
            assumed=list(predicted.assumed),
        )  # fmt: skip


class PredictionOut(Schema):
    """What comes of a scenario with the teams and links that are saved with it, from the facts of this moment."""

    late: int
    cost_of_lateness: float | None
    decides: str
    order: list[str]
    bound_seconds: int
    unreadable: int
    systems: list[PredictedOut]


class ImportOut(Schema):
    id: int
    file_name: str
    lines: int
    created_at: datetime
    applied_at: datetime | None
    sha256: str


class ImportsPage(Page):
    items: list[ImportOut]


class GroupOut(Schema):
    code: str
    title: str
    rows: int


class PreviewOut(ImportOut):
    columns: list[str] = Field(description="What each column is taken as; empty for one that is left out.")
    compared: bool = Field(description="False while a long file is being compared, or has no column with names.")
    outcomes: dict[str, int]
    to_do: list[GroupOut]
    decided: list[GroupOut]
    new_people: list[str]
    result: dict[str, Any] = Field(description="What it did, once it was applied.")


class PolicyOut(Schema):
    version: str
    document: dict[str, Any] = Field(description="Times are whole seconds.")


class PolicyVersionOut(Schema):
    id: int
    version: str
    note: str
    published_at: datetime | None
    published_by: PersonOut | None
    draft: bool

    @staticmethod
    def resolve_draft(version: PolicyVersion) -> bool:
        return version.published_at is None


class PolicyVersionsPage(Page):
    items: list[PolicyVersionOut]


class WholePolicyVersionOut(PolicyVersionOut):
    document: dict[str, Any]


class MemberOut(Schema):
    """A person of the portal, as administrators know them."""

    id: int
    email: str
    name: str
    roles: list[str]
    active: bool
    language: str
    time_zone: str
    created_at: datetime

    @staticmethod
    def resolve_roles(person: User) -> list[str]:
        return sorted(person.roles)

    @staticmethod
    def resolve_active(person: User) -> bool:
        return person.is_active


class MembersPage(Page):
    items: list[MemberOut]


class EntryOut(Schema):
    id: int
    at: datetime
    actor: str
    action: str
    object_type: str
    object_id: str
    object_label: str
    sentence: str
    detail: dict[str, Any]
    previous_hash: str
    hash: str

    @staticmethod
    def resolve_sentence(entry: AuditEntry) -> str:
        return entry.sentence


class EntriesPage(Page):
    items: list[EntryOut]


class FormatOut(Schema):
    """`key` stands in the address."""

    key: str
    label: str
    content_type: str

    @staticmethod
    def resolve_label(form: Any) -> str:
        return str(form.label)


class FilesOut(Schema):
    """In which formats there is what, and below which address: `{format}` is the key of one."""

    summary: list[FormatOut]
    summary_address: str
    catalogue: list[FormatOut]
    catalogue_address: str


def reachable(seconds: int | None) -> int | None:
    return None if seconds is None or seconds >= LONGEST else seconds

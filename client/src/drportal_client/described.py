"""What the portal says and what it takes, from its OpenAPI description.

Written by `python -m tests.client.describing`; a test holds it against the description.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class AnswerOut(TypedDict):
    key: str
    question: str
    state: str
    value: Any
    lines: list[str]


class AnswersOut(TypedDict):
    id: str
    system: str
    state: str
    respondent: PersonOut | None
    questionnaire: str
    created_at: str
    due_on: str | None
    submitted_at: str | None
    submitted_by: PersonOut | None
    answers: list[AnswerOut]


class AssessmentOut(TypedDict):
    id: str
    system: str
    state: str
    respondent: PersonOut | None
    questionnaire: str
    created_at: str
    due_on: str | None
    submitted_at: str | None
    submitted_by: PersonOut | None


class AssessmentsPage(TypedDict):
    next_cursor: str | None
    items: list[AssessmentOut]


class Band(TypedDict):
    """Durations from `least` to `most`, both ends included; `most` None is open."""

    name: str
    least: int
    most: int | None


class CellOut(TypedDict):
    rto_band: str
    rpo_band: str
    systems: int


class DependenciesOut(TypedDict):
    needs: list[DependencyOut]
    needed_by: list[DependencyOut]


class DependencyIn(TypedDict):
    needs: str
    kind: NotRequired[Literal["hard", "soft", "shares_transactions"]]
    note: NotRequired[str]


class DependencyOut(TypedDict):
    id: int
    key: str
    name: str
    kind: str
    note: str


class EntriesPage(TypedDict):
    next_cursor: str | None
    items: list[EntryOut]


class EntryOut(TypedDict):
    id: int
    at: str
    actor: str
    action: str
    object_type: str
    object_id: str
    object_label: str
    sentence: str
    detail: dict[str, Any]
    previous_hash: str
    hash: str


class ExerciseIn(TypedDict):
    """What was tried, and what was reached: one of the two times, or what was learnt."""

    kind: Literal["failover", "data_restore", "table_top"]
    performed_on: str
    scope: NotRequired[str]
    people: NotRequired[str]
    rta_seconds: NotRequired[int | None]
    rpa_seconds: NotRequired[int | None]
    note: NotRequired[str]
    evidence_link: NotRequired[str]


class ExerciseOut(TypedDict):
    kind: Literal["failover", "data_restore", "table_top"]
    performed_on: str
    scope: str
    people: str
    rta_seconds: int | None
    rpa_seconds: int | None
    note: str
    evidence_link: str
    id: int


class ExercisesOut(TypedDict):
    items: list[ExerciseOut]


class Fault(TypedDict):
    field: str
    detail: str


class FilesOut(TypedDict):
    """In which formats there is what, and below which address: `{format}` is the key of one."""

    summary: list[FormatOut]
    summary_address: str
    catalogue: list[FormatOut]
    catalogue_address: str


class FindingOut(TypedDict):
    code: str
    subject: str
    severity: str
    justifiable: bool
    first_seen_at: str


class FindingsOut(TypedDict):
    items: list[FindingOut]


class FormatOut(TypedDict):
    """`key` stands in the address."""

    key: str
    label: str
    content_type: str


class Goal(TypedDict):
    """An objective: `state` is "value" exactly when there are seconds; else "unset", "unknown", "not
    applicable"."""

    state: str
    seconds: int | None


class GroupOut(TypedDict):
    code: str
    title: str
    rows: int


class ImportOut(TypedDict):
    id: int
    file_name: str
    lines: int
    created_at: str
    applied_at: str | None
    sha256: str


class ImportsPage(TypedDict):
    next_cursor: str | None
    items: list[ImportOut]


class Loss(TypedDict):
    """Seconds of work lost at worst; where everything is lost there is no number, and `everything_…` says
    so."""

    disaster_seconds: int | None
    corruption_seconds: int | None
    everything_in_disaster: bool
    everything_in_corruption: bool


class MeOut(TypedDict):
    kind: Literal["person", "service"]
    email: str
    name: str
    roles: list[str]
    scopes: list[str]
    expires_at: str


class MemberOut(TypedDict):
    """A person of the portal, as administrators know them."""

    id: int
    email: str
    name: str
    roles: list[str]
    active: bool
    language: str
    time_zone: str
    created_at: str


class MembersPage(TypedDict):
    next_cursor: str | None
    items: list[MemberOut]


class Objectives(TypedDict):
    """What was asked for, and what the answers suggest. `because` has reasons under mtd, rto, rpo and
    peak."""

    rto: Goal
    rpo: Goal
    mtd_seconds: int | None
    suggested_rto_seconds: int | None
    suggested_rpo_seconds: int | None
    peak_rto_seconds: int | None
    because: dict[str, list[str]]
    override_reason: str


class Option(TypedDict):
    """One strategy of the policy with a live copy: taken, or rejected, and why."""

    strategy: str
    live_copy: str
    taken: bool
    fits: bool
    because: str
    recovery_time_seconds: int | None
    recovery_point_seconds: int | None
    cost_tier: int | None
    yearly_cost: str | None


class PersonOut(TypedDict):
    email: str
    name: str


class Plan(TypedDict):
    """What follows from the objectives. `because` gives the reason of each number by the number's name. The
    recovery time is from the loss of a site, the data recovery time from the destruction of the data, held
    against `data_rto_seconds`; that of today is with the copies there are today."""

    strategy: str
    live_copy: str
    live_alarm_seconds: int | None
    history: str
    interval_seconds: int | None
    retention_seconds: int | None
    then_interval_seconds: int | None
    then_retention_seconds: int | None
    archive_retention_seconds: int | None
    worst_loss: Loss
    recovery_time_seconds: int | None
    data_recovery_time_seconds: int | None
    today_data_recovery_time_seconds: int | None
    data_rto_seconds: int | None
    data_rpo_seconds: int | None
    own_time_seconds: int | None
    required_rto_seconds: int | None
    earliest_recovery_seconds: int | None
    wave: int | None
    cost_tier: int | None
    yearly_cost: str | None
    expected_loss: str | None
    because: dict[str, str]
    assumptions: list[str]


class PlanOut(TypedDict):
    """The plan as a summary tells it: with the reason of each number, in the language asked for."""

    answer_state: str
    provisional: str
    policy_version: str
    derived_at: str | None
    out_of_date: bool
    currency: str
    objectives: Objectives
    plan: Plan
    strategies: list[Option]
    neighbours: list[Step]


class PolicyOut(TypedDict):
    version: str
    document: dict[str, Any]


class PolicyVersionOut(TypedDict):
    id: int
    version: str
    note: str
    published_at: str | None
    published_by: PersonOut | None
    draft: bool


class PolicyVersionsPage(TypedDict):
    next_cursor: str | None
    items: list[PolicyVersionOut]


class PortfolioOut(TypedDict):
    """The numbers of the portfolio's page. `cells` count systems by the names of an RTO band and an RPO
    band."""

    totals: Totals
    rto_bands: list[Band]
    rpo_bands: list[Band]
    cells: list[CellOut]
    strategies: dict[str, int]
    units: list[Unit]


class PredictedOut(TypedDict):
    key: str
    name: str
    back_after_seconds: int | None
    rto_seconds: int | None
    late_seconds: int | None
    late_against_mtd_seconds: int | None
    assumed: list[str]


class PredictionOut(TypedDict):
    """What comes of a scenario with the teams and links that are saved with it, from the facts of this
    moment."""

    late: int
    cost_of_lateness: float | None
    decides: str
    order: list[str]
    bound_seconds: int
    unreadable: int
    systems: list[PredictedOut]


class PreviewOut(TypedDict):
    id: int
    file_name: str
    lines: int
    created_at: str
    applied_at: str | None
    sha256: str
    columns: list[str]
    compared: bool
    outcomes: dict[str, int]
    to_do: list[GroupOut]
    decided: list[GroupOut]
    new_people: list[str]
    result: dict[str, Any]


class Problem(TypedDict):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str | None
    errors: list[Fault] | None


class ProfileOut(TypedDict):
    answer_state: str
    stale: bool
    rto_state: str
    rto_seconds: int | None
    rpo_state: str
    rpo_seconds: int | None
    mtd_seconds: int | None
    strategy: str
    live_copy: str
    history: str
    history_interval_seconds: int | None
    retention_seconds: int | None
    cost_tier: int | None
    yearly_cost: str | None
    required_rto_seconds: int | None
    earliest_recovery_seconds: int | None
    wave: int | None
    blocks: int
    warns: int
    informs: int
    provisional: ProvisionalOut | None


class ProtectionIn(TypedDict):
    """All of it: what is left out has not been said."""

    strategy: NotRequired[str]
    live_copy: NotRequired[Literal["", "none", "asynchronous", "synchronous"]]
    live_lag_seconds: NotRequired[int | None]
    live_site: NotRequired[Literal["", "same", "other_site", "other_region", "other_provider"]]
    history: NotRequired[Literal["", "none", "snapshot", "continuous"]]
    interval_seconds: NotRequired[int | None]
    retention_seconds: NotRequired[int | None]
    archive_retention_seconds: NotRequired[int | None]
    history_site: NotRequired[Literal["", "same", "other_site", "other_region", "other_provider"]]
    isolated: NotRequired[bool | None]
    immutable: NotRequired[bool | None]
    start_window_seconds: NotRequired[int | None]
    running_time_seconds: NotRequired[int | None]
    copy_lag_seconds: NotRequired[int | None]
    copies_at: NotRequired[str]
    restore_mib_per_s: NotRequired[float | str | None]
    note: NotRequired[str]


class ProtectionOut(TypedDict):
    """What protects a system today, in the fields of `systems.models.Protection`."""

    strategy: str
    live_copy: Literal["", "none", "asynchronous", "synchronous"]
    live_lag_seconds: int | None
    live_site: Literal["", "same", "other_site", "other_region", "other_provider"]
    history: Literal["", "none", "snapshot", "continuous"]
    interval_seconds: int | None
    retention_seconds: int | None
    archive_retention_seconds: int | None
    history_site: Literal["", "same", "other_site", "other_region", "other_provider"]
    isolated: bool | None
    immutable: bool | None
    start_window_seconds: int | None
    running_time_seconds: int | None
    copy_lag_seconds: int | None
    copies_at: str
    restore_mib_per_s: str | None
    note: str


class ProvisionalOut(TypedDict):
    """What a list proposes and nobody has confirmed: it counts neither as answered nor as approved."""

    source: str
    rto_seconds: int | None
    rpo_seconds: int | None
    strategy: str
    cost_tier: int | None


class ScenarioOut(TypedDict):
    id: int
    name: str
    kind: str
    lost_by: str
    lost_name: str
    lost_keys: list[str]
    unit: str | None
    teams: int
    throughput: dict[str, float]
    declared_after_seconds: int | None
    version: int
    changed_at: str


class ScenariosPage(TypedDict):
    next_cursor: str | None
    items: list[ScenarioOut]


class Step(TypedDict):
    """The plan one step away on the ladder; `step` is rto_looser, rto_tighter, rpo_looser or rpo_tighter."""

    step: str
    seconds: int | None
    strategy: str
    cost_tier: int | None
    yearly_cost: str | None
    saving: str | None
    label: str


class SystemChange(TypedDict):
    """What is to become another; what is left out stays."""

    name: NotRequired[str]
    purpose: NotRequired[str]
    data_kinds: NotRequired[str]
    type: NotRequired[Literal["application", "infrastructure", "data_store", "business_service"]]
    hosting: NotRequired[Literal["", "own", "cloud", "saas", "supplier", "desktop"]]
    site: NotRequired[str]
    supplier: NotRequired[str]
    supplier_rto_seconds: NotRequired[int | None]
    supplier_rpo_seconds: NotRequired[int | None]
    data_size_gib: NotRequired[float | str | None]
    running_cost: NotRequired[float | str | None]
    recovery_budget: NotRequired[float | str | None]
    status: NotRequired[Literal["planned", "live"]]
    tags: NotRequired[list[str]]
    business_unit: NotRequired[str | None]
    owner: NotRequired[str | None]
    technical_contact: NotRequired[str | None]
    add_people: NotRequired[bool]


class SystemIn(TypedDict):
    """A new system. Without `key` it gets one from its name."""

    name: str
    purpose: NotRequired[str]
    data_kinds: NotRequired[str]
    type: NotRequired[Literal["application", "infrastructure", "data_store", "business_service"]]
    hosting: NotRequired[Literal["", "own", "cloud", "saas", "supplier", "desktop"]]
    site: NotRequired[str]
    supplier: NotRequired[str]
    supplier_rto_seconds: NotRequired[int | None]
    supplier_rpo_seconds: NotRequired[int | None]
    data_size_gib: NotRequired[float | str | None]
    running_cost: NotRequired[float | str | None]
    recovery_budget: NotRequired[float | str | None]
    status: NotRequired[Literal["planned", "live"]]
    tags: NotRequired[list[str]]
    business_unit: NotRequired[str | None]
    owner: NotRequired[str | None]
    technical_contact: NotRequired[str | None]
    add_people: NotRequired[bool]
    key: NotRequired[str]


class SystemOut(TypedDict):
    name: str
    purpose: str
    data_kinds: str
    type: Literal["application", "infrastructure", "data_store", "business_service"]
    hosting: Literal["", "own", "cloud", "saas", "supplier", "desktop"]
    site: str
    supplier: str
    supplier_rto_seconds: int | None
    supplier_rpo_seconds: int | None
    data_size_gib: str | None
    running_cost: str | None
    recovery_budget: str | None
    key: str
    status: Literal["planned", "live", "retired"]
    tags: list[str]
    business_unit: str | None
    owner: PersonOut | None
    technical_contact: PersonOut | None
    version: int
    created_at: str


class SystemsPage(TypedDict):
    next_cursor: str | None
    items: list[SystemOut]


class Totals(TypedDict):
    systems: int
    answered: int
    approved: int
    blocked: int
    warned: int
    blocks: int
    cost: str | None
    with_cost: int
    overdue: int
    approved_this_month: int
    without_objectives: int
    without_data: int
    provisional: int


class Unit(TypedDict):
    pk: int | None
    name: str
    systems: int
    answered: int
    blocks: int
    cost: str | None
    with_cost: int


class WholePolicyVersionOut(TypedDict):
    id: int
    version: str
    note: str
    published_at: str | None
    published_by: PersonOut | None
    draft: bool
    document: dict[str, Any]


class Why(TypedDict):
    reason: str

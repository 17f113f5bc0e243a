"""What answers would lead to, in the reader's words: for the panel beside the questions and the page before sending."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from accounts.models import User
from assessments.presenters.offers import takeable, touched_by
from assessments.services.offers import token_of
from assessments.services.without_answers.assumed import with_suggestions
from derivation.services import deriving
from derivation.services.preview_context import context_of, recent_context_of
from presentation.language import language
from questionnaires.document.structure import Document
from questionnaires.presenters.differences import Changed
from questionnaires.services import measures
from recovery.contradictions import NOT_KNOWN, contradicts
from recovery.facts import State
from recovery.facts import System as KnownSystem
from recovery.messages import Text, say
from recovery.planning.alternatives import Alternative, led_to
from recovery.policy import Policy
from recovery.results import Derived, Finding, LadderStep, Offer
from systems.models import System
from systems.presenters.causes import SaidCauses, in_causes
from systems.presenters.findings import OWNER, gravity, offer_in_words, sentence_of, shown_severity
from systems.presenters.plan_sentence import plan_in_a_sentence
from systems.services.names import KnownNames, names_for

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class SaidOffer:
    """A way out, with every answer that it changes. `token` finds it again when it is taken."""

    token: str
    offer: Offer
    changes: tuple[Changed, ...]
    label: str
    effect: str
    tier_before: int | None
    tier_after: int | None


@dataclass(frozen=True)
class SaidFinding:
    """A contradiction in words, with its ways out."""

    code: str
    severity: str
    resolver: str
    text: str
    offers: tuple[SaidOffer, ...]
    others: tuple[str, ...]
    read: Mapping[str, Any] = field(default_factory=dict)
    justifiable: bool = False
    variant: str = ""
    """Which wording of its rule it has; of an objective without a reason, whose."""
    by_colleague: str = ""
    """The offer to ask a colleague, where there is one."""


@dataclass(frozen=True)
class Step:
    """The plan one step up or down the ladder."""

    label: str
    tier: int | None
    effect: str


@dataclass(frozen=True)
class Consequence:
    """A derivation in words. `assumed` names the objectives that are not answered and were taken as suggested; `known`
    is what the method reads of the system with these answers, before anything was assumed."""

    derived: Derived
    known: KnownSystem
    policy: Policy
    rto: int | State
    rpo: int | State
    assumed: tuple[str, ...]
    findings: tuple[SaidFinding, ...]
    looser: tuple[Step, ...]
    tighter: tuple[Step, ...]
    suggested: Mapping[str, int]
    because: Mapping[str, tuple[str, ...]]
    least: Alternative
    """The cheapest plan that can still follow, where one objective is open."""

    @property
    def own(self) -> tuple[SaidFinding, ...]:
        """The contradictions among the answers: those that the person who answers can resolve."""
        return tuple(each for each in self.findings if each.resolver == "owner" and contradicts(each.code))

    @property
    def open_points(self) -> tuple[SaidFinding, ...]:
        """What the person who answers does not know: others help with it."""
        return tuple(each for each in self.findings if each.code == NOT_KNOWN)

    @property
    def causes(self) -> SaidCauses[SaidFinding]:
        """The same by what is behind them."""
        return in_causes(self.own)

    @property
    def technical(self) -> tuple[SaidFinding, ...]:
        """What others have to settle: today's protection, exercises, the systems it needs."""
        return tuple(each for each in self.findings if each.resolver != "owner")

    @property
    def blocks(self) -> int:
        return sum(each.severity == "blocks" for each in self.own)

    @property
    def peak_decides(self) -> bool:
        """Whether the RTO is suggested as tight as it is for the busiest season's sake."""
        return any(each.code == "because.rto.in-peak" for each in self.derived.suggested.because)

    @property
    def sentence(self) -> str:
        """Plan and price."""
        plan = self.derived
        return plan_in_a_sentence(
            rto=self.rto,
            rpo=self.rpo,
            strategy=plan.strategy,
            tier=plan.cost_tier,
            cost=plan.yearly_cost,
            currency=plan.currency,
        )

    @property
    def says_something(self) -> bool:
        """Whether there is anything to show yet."""
        return isinstance(self.rto, int) or isinstance(self.rpo, int) or self.derived.suggested.mtd is not None


def consequence(
    system: System, document: Document, answers: Answers, *, reader: User, assume: bool = True, live: bool = False
) -> Consequence | None:
    """What the answers lead to, in the words that the reader may know; with `assume`, as if open objectives were
    answered as suggested. A `live` one, while somebody is typing, may see the other systems as they were a minute ago.

    None when these answers cannot be read.
    """
    among = recent_context_of(system) if live else context_of(system)
    try:
        known = deriving.answered(system, document, answers, among=among).systems[system.pk]
        taken, assumed = with_suggestions(document, answers, known, among.policy) if assume else (answers, ())
        derived = deriving.preview(system, document, taken, among=among)
    except deriving.Unreadable:
        return None
    reading = measures.measure(document, taken)
    names = names_for(reader, [system], [(each.message, each.offers) for each in derived.findings])
    return Consequence(
        derived=derived,
        known=known,
        policy=among.policy,
        rto=reading.rto,
        rpo=reading.rpo,
        assumed=assumed,
        findings=tuple(
            _finding(document, answers, each, names, derived)
            for each in sorted(derived.findings, key=lambda each: gravity(each.severity))
        ),
        looser=tuple(_steps(derived, "looser")),
        tighter=tuple(_steps(derived, "tighter")),
        suggested={
            name: seconds for name in ("rto", "rpo") if (seconds := getattr(derived.suggested, name)) is not None
        },
        because={name: tuple(_because(derived, name)) for name in ("rto", "rpo")},
        least=led_to(known, among.policy, choices=measures.offered_objectives(document)),
    )


def offer_of(found: Consequence | None, token: str) -> tuple[str, SaidOffer] | None:
    """The offer with this token, and the code of its finding."""
    for finding in found.findings if found else ():
        for offer in finding.offers:
            if offer.token and offer.token == token:
                return finding.code, offer
    return None


@dataclass(frozen=True)
class DerivedPlan:
    """The plan as an offer is compared with it."""

    cost_tier: int | None
    history_interval_seconds: int | None


def _finding(
    document: Document, answers: Answers, finding: Finding, names: KnownNames, derived: Derived
) -> SaidFinding:
    can: list[Offer] = []
    cannot: list[Offer] = []
    for offer in finding.offers:
        (can if takeable(document, offer) or offer.is_promise else cannot).append(offer)
    plan = DerivedPlan(derived.cost_tier, derived.history.interval if derived.history else None)
    by_people = [(offer.action, sentence_of(offer.label, OWNER, names)) for offer in cannot]
    return SaidFinding(
        code=finding.code,
        severity=shown_severity(finding.code, finding.severity),
        resolver=finding.resolver,
        text=sentence_of(finding.message, OWNER, names),
        offers=tuple(
            SaidOffer(
                token_of(finding.code, offer.change, offer.action),
                offer,
                touched_by(document, answers, offer),
                **offer_in_words(offer, names, plan),
            )
            for offer in can
        ),
        read=finding.read,
        justifiable=finding.justifiable and finding.severity != "informs",
        variant=finding.message.code.partition(".")[2],
        others=tuple(label for action, label in by_people if action != "delegate"),
        by_colleague=next((label for action, label in by_people if action == "delegate"), ""),
    )


def _steps(derived: Derived, way: str) -> Iterator[Step]:
    """What one step on the ladder would change, where it changes the price."""
    for name in ("rto", "rpo"):
        step: LadderStep | None = getattr(derived.neighbours, f"{name}_{way}")
        if step is not None and (step.saving or step.cost_tier != derived.cost_tier):
            yield Step(_sentence(step.label), step.cost_tier, _price(step, derived))


def _price(step: LadderStep, derived: Derived) -> str:
    if not step.saving:
        return gettext("no strategy does that") if step.strategy is None else ""
    code = "consequence.saves" if step.saving > 0 else "consequence.costs"
    return _sentence(Text(code, {"amount": abs(step.saving), "currency": derived.currency}))


def _because(derived: Derived, name: str) -> Iterator[str]:
    """The sentences that lead to a suggested objective; the MTD and the peak season lead to the RTO."""
    for reason in derived.suggested.because:
        if (reason.about == "rpo") == (name == "rpo"):
            yield _sentence(reason)


def _sentence(text: Text) -> str:
    return say(text, language(), OWNER)

"""What answers would lead to, in the reader's words: for the panel beside the questions and the page before sending."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from assessments import derivation
from assessments.questionnaire import changes, measures
from assessments.questionnaire.document import Document
from assessments.surroundings import around, lately_around
from recovery.facts import Facts, State
from recovery.messages import Text, say
from recovery.objectives import suggest
from recovery.policy import Policy
from recovery.results import Derived, Finding, Neighbour, Offer
from systems.models import System

Answers = Mapping[str, Mapping[str, Any]]
ABOUT_RTO = (
    "because.mtd",
    "because.first-harm",
    "because.rto",
    "because.peak",
    "missing.wrt",
    "term.mtd-less-wrt",
    "term.headroom",
    "term.regulator-rto",
)
"""The reasons for a suggested RTO begin so; the others are those of the RPO."""


@dataclass(frozen=True)
class SaidOffer:
    """A way out. `token` finds it again when it is taken; without one, people have to do something."""

    token: str
    label: str
    effect: str
    tier: int | None
    change: Mapping[str, Any]


@dataclass(frozen=True)
class SaidFinding:
    """A contradiction in words, with its ways out."""

    code: str
    severity: str
    resolver: str
    text: str
    offers: tuple[SaidOffer, ...]
    others: tuple[str, ...]
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
    """A derivation in words. `assumed` names the objectives that are not answered and were taken as suggested."""

    derived: Derived
    rto: int | State
    rpo: int | State
    assumed: tuple[str, ...]
    findings: tuple[SaidFinding, ...]
    looser: tuple[Step, ...]
    tighter: tuple[Step, ...]
    suggested: Mapping[str, int]
    because: Mapping[str, tuple[str, ...]]

    @property
    def own(self) -> tuple[SaidFinding, ...]:
        """The contradictions among the answers: those that the person who answers can resolve."""
        return tuple(each for each in self.findings if each.resolver == "owner" and each.code != "objective-unset")

    @property
    def technical(self) -> tuple[SaidFinding, ...]:
        """What others have to settle: today's protection, drills, the systems it needs."""
        return tuple(each for each in self.findings if each.resolver != "owner")

    @property
    def blocks(self) -> int:
        return sum(each.severity == "blocks" for each in self.own)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to show yet."""
        return isinstance(self.rto, int) or isinstance(self.rpo, int) or self.derived.suggested.mtd is not None


def consequence(
    system: System, document: Document, answers: Answers, *, language: str, assume: bool = True, live: bool = False
) -> Consequence | None:
    """What the answers lead to; with `assume`, as if open objectives were answered as suggested. A `live` one, while
    somebody is typing, may see the other systems as they were a minute ago.

    None when these answers cannot be read.
    """
    among = lately_around(system) if live else around(system)
    taken, assumed = with_suggestions(document, answers, among.policy) if assume else (answers, ())
    try:
        derived = derivation.preview(system, document, taken, among=among)
    except derivation.Unreadable:
        return None
    reading = measures.read(document, taken)
    voice = Voice(language, _names(derived))
    return Consequence(
        derived=derived,
        rto=reading.rto,
        rpo=reading.rpo,
        assumed=assumed,
        findings=tuple(voice.finding(document, finding) for finding in derived.findings),
        looser=tuple(voice.steps(derived, "looser")),
        tighter=tuple(voice.steps(derived, "tighter")),
        suggested={
            name: seconds for name in ("rto", "rpo") if (seconds := getattr(derived.suggested, name)) is not None
        },
        because={name: tuple(voice.because(derived, name)) for name in ("rto", "rpo")},
    )


def with_suggestions(document: Document, answers: Answers, policy: Policy) -> tuple[Answers, tuple[str, ...]]:
    """The answers with every objective that nobody has answered set to its suggestion, and which these are."""
    reading = measures.read(document, answers)
    suggestion = suggest(Facts(**reading.facts), policy)
    missing = {
        name: seconds
        for name, said, seconds in (("rto", reading.rto, suggestion.rto), ("rpo", reading.rpo, suggestion.rpo))
        if said is State.UNSET and seconds is not None
    }
    return (changes.apply(document, answers, missing), tuple(missing)) if missing else (answers, ())


def offer_of(found: Consequence | None, token: str) -> tuple[str, SaidOffer] | None:
    """The offer with this token, and the code of its finding."""
    for finding in found.findings if found else ():
        for offer in finding.offers:
            if offer.token and offer.token == token:
                return finding.code, offer
    return None


def token_of(code: str, change: Mapping[str, Any]) -> str:
    """An offer's name: the same offer of the same finding has the same one."""
    return hashlib.sha256(json.dumps([code, dict(change)], sort_keys=True, default=str).encode()).hexdigest()[:20]


@dataclass(frozen=True)
class Voice:
    """Puts results into words: a language, and what the systems are called."""

    language: str
    names: Mapping[str, str]

    def say(self, text: Text) -> str:
        return say(text, self.language, "owner", names=self.names)

    def finding(self, document: Document, finding: Finding) -> SaidFinding:
        can: list[Offer] = []
        cannot: list[Offer] = []
        for offer in finding.offers:
            (can if changes.answerable(document, offer.change) else cannot).append(offer)
        return SaidFinding(
            code=finding.code,
            severity=finding.severity,
            resolver=finding.resolver,
            text=self.say(finding.message),
            offers=tuple(self.offer(finding.code, offer) for offer in can),
            others=tuple(self.say(offer.label) for offer in cannot if offer.action != "delegate"),
            by_colleague=next((self.say(offer.label) for offer in cannot if offer.action == "delegate"), ""),
        )

    def offer(self, code: str, offer: Offer) -> SaidOffer:
        effects = []
        if offer.consequence is not None and offer.consequence.code != "consequence.tier":
            effects.append(self.say(offer.consequence))
        if offer.raises:
            effects.append(gettext("raises another question"))
        token = token_of(code, offer.change)
        return SaidOffer(token, self.say(offer.label), " · ".join(effects), offer.cost_tier, offer.change)

    def steps(self, derived: Derived, way: str) -> Iterator[Step]:
        """What one step on the ladder would change, where it changes the price."""
        for name in ("rto", "rpo"):
            step: Neighbour | None = getattr(derived.neighbours, f"{name}_{way}")
            if step is not None and (step.saving or step.cost_tier != derived.cost_tier):
                yield Step(self.say(step.label), step.cost_tier, self._price(step, derived))

    def _price(self, step: Neighbour, derived: Derived) -> str:
        if not step.saving:
            return gettext("no strategy does that") if step.strategy is None else ""
        code = "consequence.saves" if step.saving > 0 else "consequence.costs"
        return self.say(Text(code, {"amount": abs(step.saving), "currency": derived.currency}))

    def because(self, derived: Derived, name: str) -> Iterator[str]:
        """The sentences that lead to a suggested objective."""
        for text in derived.suggested.because:
            if text.code.startswith(ABOUT_RTO) == (name == "rto"):
                yield self.say(text)


def _names(derived: Derived) -> dict[str, str]:
    """What the systems that the findings speak of are called."""
    keys = set(_keys(value for finding in derived.findings for value in _values(finding)))
    return dict(System.objects.filter(key__in=keys).values_list("key", "name")) if keys else {}


def _values(finding: Finding) -> Iterator[Any]:
    yield from finding.message.values.values()
    for offer in finding.offers:
        yield from offer.label.values.values()


def _keys(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from (each for each in (value if isinstance(value, tuple | list) else (value,)) if isinstance(each, str))

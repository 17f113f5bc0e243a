"""Offers worked out: apply the change, derive again, and say what comes of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from recovery.case import Case
from recovery.contradictions import BY_CODE, blocks
from recovery.contradictions.rule import SEVERITIES, Hit, Remediation, Rule
from recovery.dependencies.portfolio import PortfolioGraph
from recovery.facts import SAFETY
from recovery.messages.text import Text, with_names
from recovery.offers.changes import Grid, as_text, target
from recovery.offers.effects import CHAIN, Effect, changed_case, difference, effects_on_others
from recovery.offers.other_systems import Others, changed_other, effect_here, quicker_link
from recovery.results import Elsewhere, Finding, Offer

ELSEWHERE_NAMED = 10


@dataclass(frozen=True, slots=True)
class OfferBuilder:
    """Works out the offers of one system's findings; the same change proposed twice is worked out once."""

    graph: PortfolioGraph
    node: int
    case: Case
    hits: Mapping[str, Hit]
    others: Others = field(default_factory=dict)
    known: dict[tuple[Any, ...], Effect] = field(default_factory=dict)

    def findings(self, *, offers: bool) -> tuple[Finding, ...]:
        """The system's findings in the order of the table."""
        return tuple(self._finding(code, hit, offers=offers) for code, hit in self.hits.items())

    def _finding(self, code: str, hit: Hit, *, offers: bool) -> Finding:
        rule = BY_CODE[code]
        message = with_names(Text(f"{code}.{hit.variant}" if hit.variant else code, hit.read), self.case.policy.named)
        resolver = hit.resolver or rule.resolver
        worked = tuple(self._offers(code, self._remediations(rule))) if offers else ()
        return Finding(code, rule.severity, message, hit.read, worked, rule.justifiable, resolver)

    def _remediations(self, rule: Rule) -> Iterable[Remediation]:
        known = rule.remediations(self.case)
        return known if rule.code != CHAIN else chain(known, quicker_link(self.graph, self.node, self.case))

    def _offers(self, code: str, remediations: Iterable[Remediation]) -> Iterator[Offer]:
        seen: list[Mapping[str, Any]] = []
        for remediation in remediations:
            if not remediation.change:
                yield _by_people(self.case, remediation)
            elif remediation.change not in seen:
                seen.append(remediation.change)
                if breaks_a_rule(self.case, remediation.change):
                    continue
                offer = self._worked(remediation)
                # What neither removes the finding nor is a step towards it is no way out, nor is what no plan can do.
                if (code in offer.resolves or remediation.first_step) and self._possible(offer):
                    yield offer

    @staticmethod
    def _possible(offer: Offer) -> bool:
        """Whether another system can do what it is asked: an RTO that no strategy of the policy meets is no offer."""
        return "system" not in offer.change or "rto" not in offer.change or offer.strategy is not None

    def _worked(self, remediation: Remediation) -> Offer:
        if "system" in remediation.change:
            return self._of_another(remediation)
        # A grid cannot be looked up by itself.
        grid = "impact" in remediation.change
        known = (repr(remediation.change),) if grid else tuple(sorted(remediation.change.items()))
        if known not in self.known:
            self.known[known] = self._effect(remediation.change)
        return _offer(remediation, self.case, self.known[known])

    def _effect(self, change: Mapping[str, Any]) -> Effect:
        after = changed_case(self.case, change)
        resolves, raises = difference(self.hits, after, change)
        elsewhere = effects_on_others(self.graph, self.node, self.case, after)
        return Effect(after, tuple(resolves), tuple(raises), tuple(elsewhere))

    def _of_another(self, remediation: Remediation) -> Offer:
        key = target(self.case.system.key, remediation.change)
        change = {name: value for name, value in remediation.change.items() if name != "system"}
        other = changed_other(self.graph, key, change, self.others)
        return _offer(remediation, other.before, effect_here(self.graph, self.node, self.case, self.hits, other))


def breaks_a_rule(case: Case, change: Mapping[str, Any]) -> bool:
    """Whether a change of the own answers breaks what a regulator demands, loses what may never be lost, or touches
    what was said about people's safety."""
    if "system" in change:
        return False
    if "impact" in change and not keeps_safety(case, change["impact"]):
        return True
    facts = case.facts
    for name, limit in (("rto", facts.regulator_rto), ("rpo", 0 if facts.never_lose else facts.regulator_rpo)):
        value = change.get(name)
        if isinstance(value, int) and limit is not None and value > limit and value != getattr(case, name):
            return True
    return False


def keeps_safety(case: Case, grid: Grid) -> bool:
    """Whether a grid says of people's safety what was answered."""
    before = {} if case.facts.impact is None else as_text(case.facts.impact)
    return grid.get(SAFETY) == before.get(SAFETY)


def _by_people(case: Case, remediation: Remediation) -> Offer:
    plan, cost = case.plan, case.plan.yearly_cost
    return Offer(
        change={},
        action=remediation.action,
        label=remediation.label,
        consequence=None,
        strategy=plan.row.key if plan.row else None,
        live_copy=plan.live_copy,
        history=plan.history,
        cost_tier=plan.cost_tier,
        yearly_cost=cost,
        saving=None if cost is None else 0.0,
        resolves=(),
        raises=(),
    )


def _offer(remediation: Remediation, before: Case, effect: Effect) -> Offer:
    after, elsewhere = effect.after, [each for each in effect.elsewhere if each.resolves or each.raises]
    raises = effect.raises + _raised_elsewhere(elsewhere, effect.raises)
    return Offer(
        change=dict(remediation.change),
        action=remediation.action,
        label=with_names(remediation.label, before.policy.named),
        consequence=consequence(before, after),
        strategy=after.plan.row.key if after.plan.row else None,
        live_copy=after.plan.live_copy,
        history=after.plan.history,
        cost_tier=after.plan.cost_tier,
        yearly_cost=after.plan.yearly_cost,
        saving=saving(before.plan.yearly_cost, after.plan.yearly_cost),
        resolves=effect.resolves,
        raises=raises,
        elsewhere=_named(elsewhere) if elsewhere else (),
        warning=warning(raises),
    )


def warning(raises: tuple[str, ...]) -> Text | None:
    """How many findings come with an offer, and the gravest of them: the first of the table that blocks, else the
    first. None where none comes."""
    if not raises:
        return None
    gravest = min(raises, key=lambda code: (SEVERITIES.index(BY_CODE[code].severity), BY_CODE[code].order))
    grave = "blocks" if blocks(gravest) else "other"
    return Text(f"consequence.raises.{grave}", {"count": len(raises), "finding": gravest})


def _raised_elsewhere(elsewhere: list[Elsewhere], own: tuple[str, ...]) -> tuple[str, ...]:
    """The codes raised at others and not here, in the order of the table."""
    others = {code for each in elsewhere for code in each.raises if code not in own}
    return tuple(code for code in BY_CODE if code in others) if others else ()


def _named(elsewhere: list[Elsewhere]) -> tuple[Elsewhere, ...]:
    """One entry a system, those with a finding that blocks first, then by key."""
    merged: dict[str, Elsewhere] = {}
    for each in elsewhere:
        other = merged.get(each.system, Elsewhere(each.system, (), ()))
        merged[each.system] = Elsewhere(each.system, each.resolves + other.resolves, each.raises + other.raises)
    ranked = sorted(merged.values(), key=lambda each: (not any(map(blocks, each.raises)), not each.raises, each.system))
    return tuple(ranked[:ELSEWHERE_NAMED])


def saving(before: float | None, after: float | None) -> float | None:
    """What a year costs less; None while either price is unknown."""
    return None if before is None or after is None else round(before - after, 2)


def consequence(before: Case, after: Case) -> Text | None:
    """What a change does to the price: in money where it is known, else in cost tiers."""
    saved = saving(before.plan.yearly_cost, after.plan.yearly_cost)
    old, new = before.plan.cost_tier, after.plan.cost_tier
    if saved:
        code = "consequence.saves" if saved > 0 else "consequence.costs"
        return Text(code, {"amount": abs(saved), "currency": before.policy.currency})
    if saved is None and old is not None and new is not None and old != new:
        return Text("consequence.tier", {"before": old, "after": new})
    return None

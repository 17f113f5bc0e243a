"""The derive contract answered: one JSON document in, one out, system by system."""

import json
from collections.abc import Iterator
from functools import partial

from recovery.contract.reading import CONTRACT, Document
from recovery.dependencies.portfolio import PortfolioGraph, connect_portfolio
from recovery.derivation import derive_nodes
from recovery.messages import say
from recovery.parallel import in_parts
from recovery.planning.backups import BackupPlan, Kept
from recovery.planning.plan import Loss
from recovery.results import DataObjective, Derived, Finding, LadderStep, Offer

EVERYTHING = "everything"
# Results hold no cycles, so there is no need to look for any.
ENCODE = json.JSONEncoder(check_circular=False).encode


def answer(document: Document) -> Iterator[str]:
    """The answer in pieces of text, so that a catalogue of any size is never held as a whole."""
    graph = connect_portfolio(document.systems, document.dependencies, document.policy)
    head = json.dumps({"contract": CONTRACT, "policy_version": document.policy.version})
    yield f'{head[:-1]}, "systems": ['
    for at, piece in enumerate(in_parts(partial(written, graph), len(document.systems))):
        yield ("," if at else "") + piece
    yield "\n]}\n"


def written(graph: PortfolioGraph, nodes: range) -> str:
    """Some systems' results as JSON, a line each."""
    return ",".join("\n" + ENCODE(shaped(derived)) for derived in derive_nodes(graph, nodes))


def shaped(derived: Derived) -> dict[str, object]:
    """One system's results as the contract lays them out, in English for the owner."""
    suggested = derived.suggested
    return {
        "key": derived.key,
        "suggested": {
            "mtd": suggested.mtd,
            "rto": suggested.rto,
            "rpo": suggested.rpo,
            "because": [say(text) for text in suggested.because],
        },
        "strategy": derived.strategy,
        "live_copy": derived.live_copy,
        "recovery_time": derived.recovery_time,
        "data_recovery_time": derived.data_recovery_time,
        "today_data_recovery_time": derived.today_data_recovery_time,
        "objective_for_data": _for_data(derived.objective_for_data),
        "history": _backups(derived.history),
        "archive": _kept(derived.archive),
        "cost_tier": derived.cost_tier,
        "yearly_cost": derived.yearly_cost,
        "worst_loss": _loss(derived.worst_loss),
        "today_worst_loss": _loss(derived.worst_loss_today),
        "options": [
            {"strategy": each.strategy, "live_copy": each.live_copy, "fits": each.fits, "because": say(each.because)}
            for each in derived.options
        ],
        "neighbours": _neighbours(derived),
        "required_rto": derived.required_rto,
        "earliest_recovery": derived.earliest_recovery,
        "wave": derived.wave,
        "findings": [shaped_finding(each) for each in derived.findings],
    }


def _backups(history: BackupPlan | None) -> dict[str, object] | None:
    if history is None:
        return None
    found = {"kind": history.kind, "interval": history.interval, "retention": history.retention}
    return {**found, "then": _kept(history.then)}


def _kept(kept: Kept | None) -> dict[str, int] | None:
    return None if kept is None else {"interval": kept.interval, "retention": kept.retention}


def _for_data(objective: DataObjective | None) -> dict[str, int | None] | None:
    return None if objective is None else {"rto": objective.rto, "rpo": objective.rpo}


def _loss(loss: Loss) -> dict[str, int | str | None]:
    return {
        "disaster": EVERYTHING if loss.all_in_disaster else loss.disaster,
        "corruption": EVERYTHING if loss.all_in_corruption else loss.corruption,
    }


def _neighbours(derived: Derived) -> dict[str, object]:
    there = derived.neighbours
    return {
        "rto_looser": _neighbour("rto", there.rto_looser),
        "rto_tighter": _neighbour("rto", there.rto_tighter),
        "rpo_looser": _neighbour("rpo", there.rpo_looser),
        "rpo_tighter": _neighbour("rpo", there.rpo_tighter),
    }


def _neighbour(name: str, there: LadderStep | None) -> dict[str, object] | None:
    return None if there is None else {name: there.seconds, "strategy": there.strategy, "cost_tier": there.cost_tier}


def shaped_finding(finding: Finding) -> dict[str, object]:
    """A finding as the contract lays it out."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": say(finding.message),
        "read": finding.read,
        "offers": [_offer(each) for each in finding.offers],
    }


def _offer(offer: Offer) -> dict[str, object]:
    return {
        "change": offer.change,
        "label": _label(offer),
        "strategy": offer.strategy,
        "cost_tier": offer.cost_tier,
        "resolves": offer.resolves,
        "raises": offer.raises,
    }


def _label(offer: Offer) -> str:
    """What it is, what that does to the price, and what comes with it."""
    effects = [say(text) for text in (offer.consequence, offer.warning) if text is not None]
    return say(offer.label) + (f": {'; '.join(effects)}" if effects else "")

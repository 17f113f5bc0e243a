"""Why each derived number is what it is: no number without its because."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.dependencies.schedule import Chain
from recovery.messages.text import Reason, Text, Value, with_names
from recovery.planning.objectives import re_entry_limit, unanswered
from recovery.planning.plan import recovery_time, replication_tier, restore_time, snapshot_overhead
from recovery.policy import StrategyRow
from recovery.results import Option

UNANSWERED = {
    "start_window": "assumes.start-window",
    "running_time": "assumes.running-time",
    "copy_lag": "assumes.copy-lag",
}


def because_suggested(case: Case) -> tuple[Reason, ...]:
    """The inputs, the formula in words and the result, for each suggested objective; also what is missing."""
    return (*_because_mtd(case), *_because_rto(case), *_because_rpo(case), *_because_peak(case))


def _because_mtd(case: Case) -> Iterator[Reason]:
    stated, horizon, harm = case.facts.mtd, case.suggestion.intolerable, case.suggestion.first_harm
    if stated is not None and horizon is not None:
        yield Reason(
            "because.mtd.both", {"mtd": case.suggestion.mtd, "stated": stated, "horizon": horizon}, about="mtd"
        )
    elif stated is not None:
        yield Reason("because.mtd.stated", {"mtd": stated}, about="mtd")
    elif horizon is not None:
        yield Reason("because.mtd.impact", {"mtd": horizon}, about="mtd")
    else:
        yield Reason("because.mtd.missing", about="mtd")
    if harm is not None:
        yield Reason("because.first-harm", {"harm": harm}, about="mtd")


def _because_rto(case: Case) -> Iterator[Reason]:
    suggestion, facts = case.suggestion, case.facts
    for code, limit in suggestion.rto_terms:
        values = {"limit": max(limit, 0), "mtd": suggestion.mtd, "wrt": facts.wrt, "share": case.policy.headroom}
        yield Reason(code, values, about="rto")
    if suggestion.mtd is not None and facts.wrt is None:
        yield Reason("missing.wrt", about="rto")
    if suggestion.rto is not None:
        yield Reason(
            "because.rto",
            {"rto": suggestion.rto, "limit": min(limit for _, limit in suggestion.rto_terms)},
            about="rto",
        )
    elif suggestion.rto_terms:
        yield Reason("because.rto.impossible", {"mtd": suggestion.mtd, "wrt": facts.wrt}, about="rto")


def _because_rpo(case: Case) -> Iterator[Reason]:
    facts, limit, rpo = case.facts, case.suggestion.rpo_limit, case.suggestion.rpo
    if facts.never_lose:
        yield Reason("term.never-lose", about="rpo")
    else:
        yield from _rpo_terms(case)
    if facts.regulator_rpo is not None:
        yield Reason("term.regulator-rpo", {"limit": facts.regulator_rpo}, about="rpo")
    if rpo is None:
        yield Reason("because.rpo.missing", about="rpo")
    else:
        yield Reason("because.rpo", {"rpo": rpo, "limit": limit}, about="rpo")


def _rpo_terms(case: Case) -> Iterator[Reason]:
    facts, again = case.facts, re_entry_limit(case.facts)
    if facts.rebuild_window is None:
        yield Reason("missing.rebuild-window", about="rpo")
    else:
        yield Reason("term.rebuild-window", {"limit": facts.rebuild_window}, about="rpo")
    if again is None:
        yield Reason("missing.re-entry", about="rpo")
    else:
        yield Reason(
            "term.re-entry", {"limit": again, "wrt": facts.wrt, "people": facts.people_reentering}, about="rpo"
        )
    if facts.expendable_entries is None or not facts.entries_per_hour:
        yield Reason("missing.expendable", about="rpo")
    else:
        yield Reason("term.expendable", {"count": facts.expendable_entries}, about="rpo")


def _because_peak(case: Case) -> Iterator[Reason]:
    if case.suggestion.peak_rto is not None:
        yield Reason("because.peak", {"rto": case.suggestion.peak_rto, "mtd": case.facts.peak_mtd}, about="peak")


def options(case: Case) -> tuple[Option, ...]:
    """Every strategy of the policy with the reason it was taken or rejected."""
    return tuple(_option(case, row) for row in case.policy.strategies)


def _option(case: Case, row: StrategyRow) -> Option:
    cost, verdict = case.facts.running_cost, _verdict(case, row)
    return Option(
        row.key,
        verdict.code in ("option.taken", "option.dearer"),
        with_names(verdict, case.policy.named),
        recovery_time(row, case.facts, case.policy),
        row.best_point,
        max(row.tier, replication_tier(case.plan.live_copy if row is case.plan.row else None, case.policy)),
        None if cost is None else round(row.share * cost, 2),
    )


def _verdict(case: Case, row: StrategyRow) -> Text:
    time, restore = recovery_time(row, case.facts, case.policy), restore_time(case.facts) or 0
    if case.rto is None or (case.rpo is None and case.has_data):
        return Text("option.open", {"strategy": row.key, "time": time, "point": row.best_point})
    if time > case.rto:
        if row.restores and restore > case.rto:
            return Text("option.restore-alone", {"restore": restore, "rto": case.rto})
        return Text("option.too-slow", {"time": time, "rto": case.rto})
    if case.rpo is not None and row.best_point > case.rpo:
        return Text("option.loses-too-much", {"point": row.best_point, "rpo": case.rpo})
    if row is case.plan.row:
        return Text("option.taken", {"time": time, "point": row.best_point})
    return Text("option.dearer", {"chosen": case.plan.row.key if case.plan.row else None})


def because_plan(case: Case) -> dict[str, Text]:
    """A reason for each number of the plan that is there, by the number's name."""
    found = {**_because_strategy(case), **_because_copies(case), **_because_money(case)}
    return {name: with_names(text, case.policy.named) for name, text in found.items()}


def _because_strategy(case: Case) -> dict[str, Text]:
    row, measured = case.plan.row, case.system.exercise.rta
    found = {}
    if row is not None:
        values = {"strategy": row.key, "time": case.plan.recovery_estimate, "point": row.best_point}
        found["strategy"] = Text("because.strategy", values)
        tiers = {"tier": case.plan.cost_tier, "strategy": row.key, "live": case.plan.live_copy}
        found["cost_tier"] = Text("because.cost-tier", tiers)
    if measured is not None:
        found["recovery_estimate"] = Text("because.own-time.drill", {"time": measured})
    elif row is not None:
        found["recovery_estimate"] = Text(
            "because.own-time.strategy", {"time": case.plan.recovery_estimate, "strategy": row.key}
        )
    return found


def _because_copies(case: Case) -> dict[str, Text]:
    plan, found = case.plan, {}
    if plan.live_copy is not None:
        found["live_copy"] = Text("because.live-copy." + plan.live_copy, {"rpo": case.rpo, "alarm": plan.live_alarm})
    if plan.history is not None:
        values = {"interval": plan.history.interval, "rpo": case.rpo, "overhead": snapshot_overhead(case.facts)}
        found["history"] = Text("because.history." + plan.history.kind, values)
        if plan.history.retention is not None:
            found["retention"] = Text("because.retention", {"retention": plan.history.retention})
    disaster, corruption = plan.worst_loss.disaster, plan.worst_loss.corruption
    if disaster is not None and corruption is not None:
        found["worst_loss"] = Text("because.worst-loss", {"disaster": disaster, "corruption": corruption})
    elif corruption is not None:
        found["worst_loss"] = Text("because.worst-loss.corruption", {"corruption": corruption})
    return found


def _because_money(case: Case) -> dict[str, Text]:
    plan, facts, found = case.plan, case.facts, {}
    money: dict[str, Value] = {"currency": case.policy.currency}
    if plan.yearly_cost is not None and plan.row is not None:
        values = {"share": plan.row.share, "running": facts.running_cost, "cost": plan.yearly_cost, **money}
        found["yearly_cost"] = Text("because.yearly-cost", values)
    if plan.expected_loss is not None:
        loss: dict[str, Value] = {"per_hour": facts.loss_per_hour, "rto": case.rto, "loss": plan.expected_loss}
        found["expected_loss"] = Text(
            "because.expected-loss", {**loss, "disruptions": case.policy.disruptions_per_year, **money}
        )
    return found


def because_schedule(case: Case, required: int | None, chain: Chain, wave: int) -> dict[str, Text]:
    """A reason for each time that the network of dependencies sets."""
    found = {"wave": Text("because.wave" if wave > 1 else "because.wave.first", {"wave": wave})}
    if required is not None:
        found["required_rto"] = Text("because.required-rto", {"rto": required, "system": chain.keys[-1]})
    if case.earliest_recovery is not None and case.context.earliest_start is not None:
        values: dict[str, Value] = {
            "earliest": case.earliest_recovery,
            "earliest_start": case.context.earliest_start,
            "system": case.context.start_chain[0],
        }
        found["earliest_recovery"] = Text("because.earliest", values)
    elif case.earliest_recovery is not None:
        found["earliest_recovery"] = Text("because.earliest.alone", {"earliest": case.earliest_recovery})
    return found


def assumptions(case: Case, *, partial: bool) -> tuple[Text, ...]:
    """What was counted as 0 because nobody has entered it."""
    return tuple(_assumptions(case, partial=partial))


def _assumptions(case: Case, *, partial: bool) -> Iterator[Text]:
    history = case.plan.history
    if history is not None and history.kind != "none":
        counted = UNANSWERED if history.kind == "snapshot" else {"copy_lag": UNANSWERED["copy_lag"]}
        for code in unanswered(case.facts, counted):
            yield Text(code)
    if any(row.restores for row in case.policy.strategies) and restore_time(case.facts) is None and case.has_data:
        yield Text("assumes.restore")
    if partial and case.waits:
        yield Text("assumes.silent-needs")

"""Why each derived number is what it is: no number without its because."""

from collections.abc import Iterator

from recovery.case import Case
from recovery.dependencies.schedule import Chain
from recovery.durations import LADDER
from recovery.messages.text import Reason, Text, Value, with_names
from recovery.planning.backups import CONTINUOUS, NO_HISTORY, SNAPSHOT, snapshot_overhead
from recovery.planning.clock import data_recovery_time, measured_time, recovery_time, restore_time
from recovery.planning.objectives import re_entry_limit, unanswered
from recovery.planning.places import demanded_site
from recovery.planning.plan import best_point, choose
from recovery.policy import LIVE, Pair
from recovery.results import Option

UNANSWERED = {
    "start_window": "assumes.start-window",
    "running_time": "assumes.running-time",
    "copy_lag": "assumes.copy-lag",
}


def because_suggested(case: Case) -> tuple[Reason, ...]:
    """The inputs, the formula in words and the result, for each suggested objective; also what is missing."""
    return (*_because_mtd(case), *_because_rto(case), *_because_rpo(case), *_because_peak(case))


def because_it_raises(case: Case, codes: tuple[str, ...]) -> Iterator[Reason]:
    """What would not fit together were the suggestion accepted: no other value can do better, so an answer stands in
    the way."""
    about = "rto" if case.suggestion.rto is not None else "rpo"
    for code in codes:
        yield Reason("because.suggested.raises", {"finding": code}, about=about)


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
    mtd, wrt = (facts.peak_mtd, _peak_wrt(case)) if suggestion.in_peak else (suggestion.mtd, facts.wrt)
    if suggestion.in_peak:
        yield Reason("because.rto.in-peak", about="rto")
    for code, limit in suggestion.rto_terms:
        if limit >= 0:
            yield Reason(code, {"limit": limit, "mtd": mtd, "wrt": wrt, "share": case.policy.headroom}, about="rto")
    if suggestion.mtd is not None and facts.wrt is None and not suggestion.in_peak:
        yield Reason("missing.wrt", about="rto")
    if suggestion.rto is not None:
        yield Reason("because.rto", {"rto": suggestion.rto, "limit": suggestion.rto_limit}, about="rto")
        if suggestion.held:
            code = "because.rto.attended" if facts.unattended else "because.rto.data"
            yield Reason(code, {"unattended": facts.unattended, "rto": suggestion.rto}, about="rto")
    elif suggestion.rto_limit is not None:
        yield _no_rto(case, mtd, wrt)


def _peak_wrt(case: Case) -> int:
    facts = case.facts
    return (facts.wrt if facts.peak_wrt is None else facts.peak_wrt) or 0


def _no_rto(case: Case, mtd: int | None, wrt: int | None) -> Reason:
    """Which answer leaves no time: that it is unbearable at once, the regulator's limit, or the time to catch up."""
    values: dict[str, Value] = {"mtd": mtd, "wrt": wrt}
    if mtd is not None and mtd < LADDER[1]:
        return Reason("because.rto.at-once", values, about="rto")
    if (case.suggestion.rto_limit or 0) == case.facts.regulator_rto:
        return Reason("because.rto.regulator", {"limit": case.facts.regulator_rto}, about="rto")
    return Reason("because.rto.impossible", values, about="rto")


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
    """Every pair of strategy and live copy with the reason it was taken or rejected, in the order of the policy."""
    every = case.policy.pairs_for(has_data=case.has_data)
    rows = case.policy.strategies
    return tuple(_option(case, pair) for pair in sorted(every, key=lambda pair: (rows.index(pair.row), pair.share)))


def _option(case: Case, pair: Pair) -> Option:
    cost, verdict = case.facts.running_cost, _verdict(case, pair)
    return Option(
        strategy=pair.row.key,
        live_copy=pair.copy.key,
        fits=verdict.code.startswith(("option.taken", "option.dearer")),
        because=with_names(verdict, case.policy.named),
        recovery_time=recovery_time(pair, case.facts, has_data=case.has_data),
        recovery_point=best_point(pair, case.system.rpo, case.facts, case.policy),
        cost_tier=pair.tier,
        yearly_cost=None if cost is None else round(pair.share * cost, 2),
    )


def _verdict(case: Case, pair: Pair) -> Text:
    time = recovery_time(pair, case.facts, has_data=case.has_data)
    point, restore = best_point(pair, case.system.rpo, case.facts, case.policy), restore_time(case.facts) or 0
    if case.rto is None or (case.rpo is None and case.has_data):
        return _able("option.open", time, point)
    if time > case.rto:
        if pair.restores and case.has_data and restore > case.rto:
            return Text("option.restore-alone", {"restore": restore, "rto": case.rto})
        return Text("option.too-slow", {"time": time, "rto": case.rto})
    if case.rpo is not None and point is not None and point > case.rpo:
        return Text("option.loses-too-much", {"point": point, "rpo": case.rpo})
    if pair == case.plan.pair:
        return _able("option.taken", time, point)
    chosen = case.plan.pair
    same = chosen is not None and chosen.row == pair.row
    return Text("option.dearer-copy" if same else "option.dearer", {"chosen": chosen.row.key if chosen else None})


def _able(code: str, time: int, point: int | None) -> Text:
    """What a pair can do; what keeps no data loses none, which is not said."""
    return Text(code, {"time": time, "point": point}) if point is not None else Text(f"{code}.no-data", {"time": time})


def because_plan(case: Case) -> dict[str, Text]:
    """A reason for each number of the plan that is there, by the number's name."""
    found = {**_because_strategy(case), **_because_times(case), **_because_copies(case), **_because_money(case)}
    return {name: with_names(text, case.policy.named) for name, text in found.items()}


def _because_strategy(case: Case) -> dict[str, Text]:
    pair = case.plan.pair
    if pair is None:
        return {}
    values: dict[str, Value] = {
        "strategy": pair.row.key, "time": case.plan.recovery_time, "rto": case.rto, "rpo": case.rpo,
    }  # fmt: skip
    found = {"strategy": Text(f"because.strategy.{_decided_by(case, pair)}", values)}
    if case.rto is not None and (case.plan.recovery_time or 0) < case.rto:
        found["beyond"] = Text("because.beyond", values)
    tiers = {"tier": case.plan.cost_tier, "strategy": pair.row.key, "live": case.plan.live_copy}
    found["cost_tier"] = Text("because.cost-tier" if pair.copy.key != "none" else "because.cost-tier.alone", tiers)
    return found


def _decided_by(case: Case, pair: Pair) -> str:
    """The objective without which a cheaper plan would do: rto, rpo, both together, or none."""
    policy, facts, loosest = case.policy, case.facts, LADDER[-1]
    without_rto = choose(loosest, case.system.rpo, facts, policy)
    without_rpo = choose(case.system.rto, loosest, facts, policy) if case.has_data else pair
    by_rto = without_rto is not None and without_rto.share < pair.share
    by_rpo = without_rpo is not None and without_rpo.share < pair.share
    return {(True, True): "both", (True, False): "rto", (False, True): "rpo"}.get((by_rto, by_rpo), "cheapest")


def _because_times(case: Case) -> dict[str, Text]:
    plan, row, found = case.plan, case.plan.row, {}
    measured = None if case.system.is_service else measured_time(case.system, row)
    if case.system.is_service:
        found["recovery_estimate"] = Text("because.own-time.service")
    elif measured is not None:
        found["recovery_estimate"] = Text("because.own-time.exercise", {"time": measured})
    elif row is not None:
        values: dict[str, Value] = {"time": plan.recovery_time, "strategy": row.key}
        found["recovery_estimate"] = Text("because.own-time.strategy", values)
    if plan.recovery_time is not None and row is not None:
        code = "goes-on" if row.goes_on else "person" if row.person else "by-itself"
        failover = case.policy.failover_time
        values = {"time": plan.recovery_time, "reaction": case.policy.reaction_time, "failover": failover}
        found["recovery_time"] = Text(f"because.recovery-time.{code}", values)
    if plan.data_recovery_time is not None:
        restore = restore_time(case.facts)
        base = data_recovery_time(row, case.facts, case.policy) - (restore or 0)
        values = {"time": plan.data_recovery_time, "base": base, "restore": restore}
        found["data_recovery_time"] = Text(
            "because.data-recovery-time" if restore is not None else "because.data-recovery-time.base", values
        )
    return found


def _because_copies(case: Case) -> dict[str, Text]:
    plan, found = case.plan, {}
    if plan.live_copy is not None:
        values = {"rpo": case.rpo, "alarm": plan.live_alarm}
        found["live_copy"] = Text(f"because.live-copy.{plan.live_kind}", values)
    if plan.history is not None:
        rpo = case.data_rpo
        values = {"interval": plan.history.interval, "rpo": rpo, "overhead": snapshot_overhead(case.facts)}
        beside = ".live" if plan.history.kind == CONTINUOUS and (rpo or 0) < (plan.history.interval or 0) else ""
        found["history"] = Text(f"because.history.{plan.history.kind}{beside}", values)
        if plan.history.retention is not None:
            found["retention"] = Text("because.retention", {"retention": plan.history.retention})
        if plan.history.then is not None:
            then = plan.history.then
            found["then"] = Text("because.then", {"interval": then.interval, "retention": then.retention})
    demanded = demanded_site(case.facts)
    if demanded is not None and plan.history is not None and plan.history.kind != NO_HISTORY:
        found["copies_site"] = Text("because.copies-site", {"site": demanded})
    if plan.archive is not None:
        found["archive"] = Text("because.archive", {"retention": plan.archive.retention})
    disaster, corruption = plan.worst_loss.disaster, plan.worst_loss.corruption
    if disaster is not None and corruption is not None:
        found["worst_loss"] = Text("because.worst-loss", {"disaster": disaster, "corruption": corruption})
    elif corruption is not None:
        found["worst_loss"] = Text("because.worst-loss.corruption", {"corruption": corruption})
    return found


def _because_money(case: Case) -> dict[str, Text]:
    plan, facts, found = case.plan, case.facts, {}
    money: dict[str, Value] = {"currency": case.policy.currency}
    if plan.yearly_cost is not None and plan.pair is not None:
        values = {"share": plan.pair.share, "running": facts.running_cost, "cost": plan.yearly_cost, **money}
        found["yearly_cost"] = Text("because.yearly-cost", values)
    if plan.expected_loss is not None:
        outage = facts.loss_per_hour is not None and plan.recovery_time is not None
        work = facts.loss_per_lost_hour is not None and plan.worst_loss.disaster is not None
        loss: dict[str, Value] = {
            "per_hour": facts.loss_per_hour, "time": plan.recovery_time,
            "per_lost_hour": facts.loss_per_lost_hour, "lost": plan.worst_loss.disaster, "loss": plan.expected_loss,
        }  # fmt: skip
        code = "both" if outage and work else "outage" if outage else "work"
        found["expected_loss"] = Text(
            f"because.expected-loss.{code}", {**loss, "disruptions": case.policy.disruptions_per_year, **money}
        )
    return found


def because_schedule(
    case: Case, required: int | None, chain: Chain, wave: int, *, together: int = 0
) -> dict[str, Text]:
    """A reason for each time that the network of dependencies sets.

    `together` counts the others of its circle: it waits for them, and they for it, so all come back at once.
    """
    found = {"wave": _because_wave(wave, together)}
    if required is not None:
        found["required_rto"] = Text("because.required-rto", {"rto": required, "system": chain.keys[-1]})
    if case.earliest_recovery is not None and case.waits_longest:
        values: dict[str, Value] = {
            "earliest": case.earliest_recovery,
            "earliest_start": case.context.earliest_start,
            "system": case.context.start_chain[0],
        }
        found["earliest_recovery"] = Text("because.earliest", values)
    elif case.earliest_recovery is not None:
        code, values = "because.earliest.alone", {"earliest": case.earliest_recovery}
        if together:
            code, values = "because.earliest.together", {"earliest": case.earliest_recovery, "others": together}
        found["earliest_recovery"] = Text(code, values)
    return found


def _because_wave(wave: int, together: int) -> Text:
    if together:
        return Text("because.wave.together", {"wave": wave, "others": together})
    return Text("because.wave" if wave > 1 else "because.wave.first", {"wave": wave})


def assumptions(case: Case, *, partial: bool) -> tuple[Text, ...]:
    """What was counted as 0 because nobody has entered it."""
    return tuple(_assumptions(case, partial=partial))


def _not_known_of_restoring(case: Case) -> str:
    """Which of size and speed nobody has entered."""
    known = (case.facts.data_size_gib is not None, case.facts.restore_mib_per_s is not None)
    return {(False, False): "assumes.restore", (False, True): "assumes.restore-size",
            (True, False): "assumes.restore-speed"}.get(known, "")  # fmt: skip


def _assumptions(case: Case, *, partial: bool) -> Iterator[Text]:
    plan, today = case.plan, case.system.today
    if plan.history is not None and plan.history.kind != NO_HISTORY:
        counted = {"copy_lag": UNANSWERED["copy_lag"]} if plan.history.kind == CONTINUOUS else UNANSWERED
        for code in unanswered(case.facts, counted):
            yield Text(code)
    if case.has_data and (missing := _not_known_of_restoring(case)):
        yield Text(missing)
    if plan.row is not None and plan.row.goes_on:
        yield Text("assumes.goes-on")
    if case.has_data and today.live_copy in LIVE and today.live_site is None:
        yield Text("assumes.live-site")
    if case.has_data and today.history in (CONTINUOUS, SNAPSHOT) and today.history_site is None:
        yield Text("assumes.history-site")
    if partial and case.waits:
        yield Text("assumes.silent-needs")

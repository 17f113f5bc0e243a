"""From a summary to the plan as code: which numbers of it the code is made from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from exports.reports.code_facts import CodeFacts, code_facts
from exports.reports.summary import Goal, Summary
from exports.writers.plan_as_code.files import archive
from exports.writers.plan_as_code.plan import HOUR, NO_HISTORY, CodePlan, Copies
from presentation.strategies import strategy_name

LOOSEST_TEST = 90 * 24 * HOUR
"""So far apart restores are tested at most where the data RTO leaves more time: each quarter."""
TIGHT = 4 * HOUR


def code_plan(summary: Summary, beside: CodeFacts) -> CodePlan:
    """The decided values. Its names come in the language of the summary."""
    plan, policy, facts = summary.plan, beside.policy, beside.facts
    row, copy = policy.row(plan.strategy), policy.copy(plan.live_copy)
    asked_for_data = plan.data_rto_seconds
    return CodePlan(
        key=summary.system.key,
        name=summary.system.name,
        approved=approval(summary),
        unconfirmed=summary.provisional,
        policy=summary.policy_version,
        rto=seconds(summary.objectives.rto),
        rpo=seconds(summary.objectives.rpo),
        rto_for_data=asked_for_data,
        rpo_for_data=plan.data_rpo_seconds,
        strategy=strategy_name(plan.strategy) if plan.strategy else "",
        by_person=row.person if row else True,
        goes_on=row.goes_on if row else False,
        fails_over=row.fails_over if row else False,
        live_copy=copy.kind if copy else "none",
        history=plan.history or NO_HISTORY,
        main=copies(plan.interval_seconds, plan.retention_seconds),
        then=copies(plan.then_interval_seconds, plan.then_retention_seconds),
        archive=copies(policy.archive_interval, plan.archive_retention_seconds),
        start_window=facts.start_window,
        running_time=facts.running_time,
        check_interval=policy.health_check_interval,
        check_failures=policy.health_check_failures,
        dns_ttl=policy.dns_ttl,
        test_every=TEST_OF_TIGHT if asked_for_data is not None and asked_for_data <= TIGHT else LOOSEST_TEST,
        order=beside.order,
    )


TEST_OF_TIGHT = 30 * 24 * HOUR
"""Where the data have to be back within four hours, a restore is tested each month."""


def approval(summary: Summary) -> str:
    """Who approved the plan as it is, and when; empty where nobody did, or where it is out of date."""
    signed = summary.sign_off
    if signed is None or not signed.still_holds or summary.out_of_date:
        return ""
    return f"{signed.approved_by.name}, {signed.approved_at.date().isoformat()}"


def seconds(goal: Goal) -> int | None:
    return goal.seconds if goal.state == "value" else None


def copies(every: int | None, keep: int | None) -> Copies | None:
    return None if every is None or keep is None else Copies(every, keep)


class CodeWriter:
    """An archive of the plan as code. What it needs beside the summary is fetched before anything is written."""

    def prepared(self, summary: Summary, _reader: str) -> Callable[[], bytes]:
        return partial(archive, code_plan(summary, code_facts(summary.system.key)))

    def __call__(self, summary: Summary, reader: str) -> bytes:
        return self.prepared(summary, reader)()

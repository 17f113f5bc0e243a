"""Plans of every shape that the method makes: strategy, live copy and history."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from exports.writers.plan_as_code.plan import DAY, HOUR, CodePlan, Copies

STRATEGIES = {
    "backup_restore": {"by_person": True, "fails_over": False},
    "pilot_light": {"by_person": True, "fails_over": True},
    "warm_standby": {"by_person": False, "fails_over": True},
    "multi_site": {"by_person": False, "fails_over": True, "goes_on": True},
}
COPIES = ("none", "asynchronous", "synchronous")
HISTORIES = {
    "none": {"history": "none"},
    "continuous": {"history": "continuous", "main": Copies(300, 35 * DAY)},
    "continuous and daily": {
        "history": "continuous", "main": Copies(300, 35 * DAY), "then": Copies(DAY, 400 * DAY),
    },
    **{f"snapshot {hours} h": {"history": "snapshot", "main": Copies(hours * HOUR, 60 * DAY)} for hours in (1, 24, 72)},
    "snapshot and archive": {
        "history": "snapshot", "main": Copies(4 * HOUR, 35 * DAY), "archive": Copies(30 * DAY, 3650 * DAY),
    },
}  # fmt: skip


def plan_of(strategy: str = "warm_standby", live_copy: str = "none", history: str = "continuous", **more) -> CodePlan:
    values = {"key": "payments", "name": "Payments", "approved": "Ana, 2026-01-02", "policy": "2026.2"}
    values |= {"rto": 300, "rpo": 60, "rto_for_data": 4 * HOUR, "rpo_for_data": HOUR, "strategy": strategy}
    values |= STRATEGIES[strategy] | HISTORIES[history] | {"live_copy": live_copy, "order": ("ledger", "login")}
    return CodePlan(**(values | more))


def every_plan() -> Iterator[CodePlan]:
    """Every strategy with every live copy and every history; backup and restore carries no live copy."""
    for strategy, live_copy, history in itertools.product(STRATEGIES, COPIES, HISTORIES):
        if strategy != "backup_restore" or live_copy == "none":
            yield plan_of(strategy, live_copy, history)

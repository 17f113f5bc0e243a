"""Live copies that a policy has of its own, or calls otherwise, are reckoned with by what they lose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recovery.contradictions.protection import derived_protection
from recovery.dependencies.portfolio import connect_portfolio
from recovery.derivation import derive
from recovery.facts import System
from recovery.messages import say
from recovery.policy import DEFAULT_COPIES, DEFAULT_POLICY, CopyRow, StrategyRow

HOUR, MINUTE = 3600, 60


def with_copy(best_point: int):
    row = StrategyRow("nas", HOUR, 0.05, 1, copies=("mirror",))
    copy = CopyRow("mirror", best_point, 0.0, 1)
    return replace(DEFAULT_POLICY, strategies=(row, *DEFAULT_POLICY.strategies), copies=(*DEFAULT_COPIES, copy))


@pytest.mark.parametrize(
    ("best_point", "rpo", "alarm", "lost", "kind"),
    [
        (0, HOUR, None, 0, "synchronous"),
        (1, HOUR, HOUR // 2, HOUR // 2, "asynchronous"),
        (15 * MINUTE, 2 * HOUR, HOUR, HOUR, "asynchronous"),
        (15 * MINUTE, 15 * MINUTE, 15 * MINUTE, 15 * MINUTE, "asynchronous"),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_it_counts_by_what_it_loses(best_point, rpo, alarm, lost, kind, language):
    system, policy = System("till", rto=8 * HOUR, rpo=rpo), with_copy(best_point)
    derived = derive([system], [], policy)["till"]
    assert (derived.strategy, derived.live_copy, derived.live_alarm) == ("nas", "mirror", alarm)
    assert derived.worst_loss.disaster == lost
    assert all(say(text, language) for text in (*derived.because.values(), *derived.assumptions))
    case = connect_portfolio((system,), (), policy).case(0)
    offered = derived_protection(case)
    assert (offered["today.live_copy"], offered["today.live_lag"]) == (kind, alarm or 0)

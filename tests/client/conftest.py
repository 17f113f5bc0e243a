"""A portal that answers over HTTP, with a few systems, and the command as a shell would run it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from drportal_client import Portal, command

from derivation.services import deriving
from tests.api.bearing import bearer
from tests.factories import ProtectionFactory, SystemFactory
from tests.panels.rounds import round_of

HOUR = 3600


@dataclass(frozen=True)
class Ran:
    """What a command printed, and the number with which it ended."""

    end: int
    out: str
    err: str


@pytest.fixture
def company(db, owner) -> None:
    """Payments contradicts itself: it may be down for longer than is bearable."""
    payments = SystemFactory(key="payments", name="Payment platform", owner=owner, site="Berlin")
    SystemFactory(key="ledger", name="Ledger", owner=owner)
    ProtectionFactory(system=payments, history="snapshot", interval_seconds=24 * HOUR)
    round_of(payments, rto=8 * HOUR, rpo=HOUR, mtd=4 * HOUR)
    deriving.derive([payments.pk])


@pytest.fixture
def secret(architect) -> str:
    return bearer(architect)[1]["Authorization"].removeprefix("Bearer ")


@pytest.fixture
def portal(live_server, company, secret) -> Iterator[Portal]:
    with Portal(live_server.url, secret) as opened:
        yield opened


@pytest.fixture
def run(live_server, company, secret, monkeypatch, capsys) -> Callable[..., Ran]:
    """`run("systems", "list")`, with address and token in the environment; `env` adds to it or takes from it."""

    def ran(*arguments: str, **env: str | None) -> Ran:
        known: dict[str, str | None] = {"DRPORTAL_URL": live_server.url, "DRPORTAL_TOKEN": secret, **env}
        with monkeypatch.context() as patch:
            for name, value in known.items():
                patch.delenv(name, raising=False)
                if value is not None:
                    patch.setenv(name, value)
            try:
                end = command.main(arguments)
            except SystemExit as left:  # of argparse
                end = int(left.code or 0)
        said = capsys.readouterr()
        return Ran(end, said.out, said.err)

    return ran

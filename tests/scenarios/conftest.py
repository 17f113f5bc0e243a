from __future__ import annotations

import pytest

from recovery.durations import DAY, HOUR, MINUTE
from scenarios.models import Scenario
from systems.models import System
from tests.factories import DependencyFactory, ProtectionFactory, SystemFactory
from tests.panels.rounds import round_of


@pytest.fixture
def fallen(owner):
    """`fallen("shop", rto=4)` is a system in Madrid that backup and restore brings back, with an RTO in hours."""

    def system(key: str, *, rto: float | None = 5, site: str = "Madrid", strategy: str = "backup_restore", **more):
        protected = {name: more.pop(name) for name in ("copies_at", "restore_mib_per_s") if name in more}
        made = SystemFactory(key=key, name=f"The {key}", site=site, **more)
        ProtectionFactory(system=made, strategy=strategy, **protected)
        if rto is not None:
            round_of(made, by=owner, rto=int(rto * HOUR), rpo=DAY, mtd=2 * DAY, loss_per_hour=100)
        return made

    return system


@pytest.fixture
def company(fallen):
    """Three systems in Madrid, one of which needs another, and one elsewhere that needs one of them."""
    ledger = fallen("ledger", rto=6, data_size_gib=100, copies_at="vault", restore_mib_per_s=50)
    shop = fallen("shop", rto=5)
    mail = fallen("mail", rto=None, strategy="")
    blog = fallen("blog", rto=48, site="Lisbon", strategy="pilot_light")
    fallen("intranet", site="Lisbon")
    DependencyFactory(system=shop, needs=ledger)
    DependencyFactory(system=blog, needs=shop)
    System.objects.filter(pk=mail.pk).update(status="live")
    return {"ledger": ledger, "shop": shop, "mail": mail, "blog": blog}


@pytest.fixture
def scenario(company, architect) -> Scenario:
    """Madrid is lost; one team."""
    return Scenario.objects.create(
        name="Madrid is lost", lost_by="site", lost_name="Madrid", teams=1, throughput={"vault": 60},
        declared_after_seconds=30 * MINUTE, created_by=architect,
    )  # fmt: skip


@pytest.fixture
def typed():
    """`typed(name="…")` is what a browser sends for a new scenario about Madrid."""

    def data(**changed: object) -> dict[str, object]:
        return {
            "name": "Madrid", "kind": "site", "lost_by": "site", "site": "Madrid", "hosting": "", "systems": "",
            "unit": "", "tag": "", "supplier": "", "teams": "2", "declared_after": "", "version": "",
            "row": ["p0", "p1"], "p0-place": "vault", "p0-speed": "60", "p1-place": "", "p1-speed": "",
        } | changed  # fmt: skip

    return data

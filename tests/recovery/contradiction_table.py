# ruff: noqa: E501 (a row of a table is read in one line)
"""The method's table of contradictions as rows: what fires, what just does not, and what is missing."""

from dataclasses import dataclass, replace

from recovery.policy import DEFAULT_POLICY
from tests.recovery.builders import MIN, NA, UNKNOWN, UNSET, D, H, Scene, make, scene


@dataclass(frozen=True)
class Row:
    code: str
    fires: tuple[Scene, ...]
    just_not: tuple[Scene, ...]
    missing: tuple[Scene, ...] = ()


GRID = {"money": {H: "moderate", 4 * H: "severe", 8 * H: "intolerable"}}
BATCH = {"entries_per_hour": 60, "minutes_per_entry": 1, "people_reentering": 2}
SEVENTHS = {
    "wrt": 4 * MIN,
    "entries_per_hour": 7,
    "minutes_per_entry": 1,
    "people_reentering": 1,
    "expendable_entries": 3,
}
"""4/7 h of work can be entered again and 3/7 h be given up: an hour, of parts that are no whole seconds."""
WEAK = replace(DEFAULT_POLICY, strategies=DEFAULT_POLICY.strategies[:2])
LAGGING = replace(WEAK, strategies=(WEAK.strategies[0], replace(WEAK.strategies[1], copies=("asynchronous",))))
"""A policy in which no live copy is quite up to date."""
HOUR_TO_COPY = {"data_size_gib": 3600, "restore_mib_per_s": 1024}
LEGAL = 3650 * D
NEEDS = [("shop", "bank", "hard")]
SHARES = [("bank", "shop", "shares_transactions")]
CYCLE = [("shop", "bank", "hard"), ("bank", "shop", "hard")]


def five(rto: int, other: int, **shop: object) -> Scene:
    """Five systems of one owner: four with `rto`, the shop with `other`."""
    return scene(*(make(f"s{at}", rto=rto, owner="ann") for at in range(4)), rto=other, owner="ann", **shop)


ROWS = (
    Row("objective-unset", (scene(rto=UNSET), scene(rpo=UNSET), scene(rto=UNSET, rpo=UNSET)), (scene(rto=UNKNOWN, rpo=0), scene(rpo=NA))),
    Row("objective-unknown", (scene(rto=UNKNOWN), scene(rpo=UNKNOWN, mtd=D)), (scene(rto=UNSET, rpo=0), scene(rpo=NA))),
    Row(
        "rto-exceeds-mtd",
        (scene(rto=H + 1, mtd=H), scene(rto=8 * H + 1, mtd=D, impact=GRID)),
        (scene(rto=H, mtd=H), scene(rto=8 * H, impact=GRID)),
        (scene(rto=H), scene(rto=UNSET, mtd=1)),
    ),
    Row(
        "no-time-to-catch-up",
        (scene(rto=4 * H, wrt=H + 1, mtd=5 * H), scene(rto=H, wrt=2, mtd=H), scene(rto=H, wrt=3 * H, mtd=2 * H)),
        (scene(rto=4 * H, wrt=H, mtd=5 * H), scene(rto=6 * H, wrt=H, mtd=5 * H)),
        (scene(rto=4 * H, mtd=4 * H), scene(rto=4 * H, wrt=H), scene(rto=UNKNOWN, wrt=2 * H, mtd=H)),
    ),
    Row(
        "no-headroom",
        (scene(rto=8 * H + 1, mtd=10 * H), scene(rto=10 * H, mtd=10 * H)),
        (scene(rto=8 * H, mtd=10 * H), scene(rto=11 * H, mtd=10 * H), scene(rto=9 * H, wrt=2 * H, mtd=10 * H)),
        (scene(rto=8 * H), scene(rto=UNSET, mtd=H)),
    ),
    Row(
        "mtd-after-intolerable",
        (scene(mtd=8 * H + 1, impact=GRID),),
        (scene(mtd=8 * H, impact=GRID), scene(mtd=9 * H, impact={"money": {H: "severe"}})),
        (scene(mtd=9 * H), scene(impact=GRID)),
    ),
    Row(
        "impact-shrinks",
        (scene(impact={"legal": {H: "minor", D: "severe", 3 * D: "none"}}), scene(impact={"staff": {4 * H: "none", H: "minor"}})),
        (scene(impact={"legal": {H: "minor", D: "minor"}, "money": {3 * D: "none"}}),),
        (scene(), scene(impact={})),
    ),
    Row(
        "rto-tighter-than-harm",
        (scene(rto=15 * MIN, impact=GRID), scene(rto=0, impact=GRID), scene(rto=H, impact={"money": {200 * D: "moderate"}})),
        (scene(rto=15 * MIN + 1, impact=GRID), scene(rto=MIN, impact={"money": {H: "minor"}})),
        (scene(rto=15 * MIN), scene(rto=UNSET, impact=GRID)),
    ),
    Row(
        "zero-asked",
        (scene(rto=0), scene(rpo=0), scene(rto=0, rpo=0, regulator_rto=0), scene(rpo=0, never_lose=False, regulator_rpo=MIN)),
        (scene(rto=1, rpo=1), scene(rto=0, regulator_rto=0), scene(rpo=0, never_lose=True), scene(rpo=0, regulator_rpo=0), scene(rpo=0, regulator_rpo=MIN - 1)),
        (scene(rto=UNSET, rpo=UNKNOWN),),
    ),
    Row(
        "rpo-beyond-rebuild",
        (scene(rpo=H + 1, rebuild_window=H), scene(rpo=1, never_lose=True), scene(rpo=H + 61, rebuild_window=H, entries_per_hour=60, expendable_entries=1)),
        (scene(rpo=H, rebuild_window=H), scene(rpo=0, never_lose=True), scene(rpo=H + 60, rebuild_window=H, entries_per_hour=60, expendable_entries=1), scene(rpo=H, **SEVENTHS)),
        (scene(rpo=30 * D), scene(rpo=UNSET, rebuild_window=H), scene(rpo=NA, rebuild_window=H)),
    ),
    Row(
        "rpo-tighter-than-needed",
        (scene(rpo=H, rebuild_window=4 * H), scene(rpo=10, rebuild_window=5 * MIN)),
        (scene(rpo=2 * H, rebuild_window=4 * H), scene(rpo=H, rebuild_window=4 * H - 1), scene(rpo=0, never_lose=True, rebuild_window=D)),
        (scene(rpo=0), scene(rpo=UNSET, rebuild_window=D)),
    ),
    Row(
        "re-entry-exceeds-wrt",
        (scene(rpo=2 * H + 1, wrt=H, **BATCH), scene(rpo=2 * H + MIN + 1, wrt=H, expendable_entries=1, **BATCH)),
        (scene(rpo=2 * H, wrt=H, **BATCH), scene(rpo=2 * H + MIN, wrt=H, expendable_entries=1, **BATCH), scene(rpo=H, **SEVENTHS)),
        (
            scene(rpo=3 * H, **BATCH),
            scene(rpo=3 * H, wrt=H, **(BATCH | {"people_reentering": None})),
            scene(rpo=3 * H, wrt=H, **(BATCH | {"minutes_per_entry": None})),
            scene(rpo=3 * H, wrt=H, **(BATCH | {"entries_per_hour": None})),
            scene(rpo=UNSET, wrt=H, **BATCH),
        ),
    ),
    Row(
        "never-lose-but-expendable",
        (scene(rpo=0, never_lose=True, expendable_entries=500), scene(rpo=UNSET, never_lose=True, expendable_entries=1)),
        (scene(rpo=0, never_lose=True, expendable_entries=0), scene(never_lose=False, expendable_entries=500)),
        (scene(rpo=0, never_lose=True), scene(expendable_entries=500)),
    ),
    Row(
        "rpo-below-change-interval",
        (scene(rpo=H, change_interval=H + 1),),
        (scene(rpo=H, change_interval=H), scene(rpo=0, change_interval=0)),
        (scene(rpo=H), scene(rpo=NA, change_interval=D)),
    ),
    Row(
        "replication-without-history",
        (scene(today={"live_copy": "asynchronous", "history": "none"}), scene(rpo=UNSET, today={"live_copy": "synchronous", "history": "none"})),
        (scene(today={"live_copy": "asynchronous", "history": "snapshot"}), scene(today={"live_copy": "none", "history": "none"})),
        (scene(today={"live_copy": "asynchronous"}), scene(today={"history": "none"})),
    ),
    Row(
        "retention-below-discovery",
        (scene(today={"retention": D - 1}, discovery_time=D),),
        (scene(today={"retention": D}, discovery_time=D),),
        (scene(today={"retention": D}), scene(discovery_time=D)),
    ),
    Row(
        "retention-below-legal",
        (
            scene(today={"retention": LEGAL - 1}, legal_retention=LEGAL),
            scene(today={"archive_retention": LEGAL - 1}, legal_retention=LEGAL),
            scene(today={"retention": 35 * D, "archive_retention": D}, legal_retention=36 * D),
        ),
        (
            scene(today={"retention": LEGAL}, legal_retention=LEGAL),
            scene(today={"retention": D, "archive_retention": LEGAL}, legal_retention=LEGAL),
        ),
        (scene(today={"retention": D}), scene(legal_retention=LEGAL), scene(legal_retention=LEGAL, today={"history": "snapshot"})),
    ),
    Row(
        "worst-loss-exceeds-rpo",
        (
            scene(rpo=4 * H, today={"history": "snapshot", "interval": 4 * H + 1, "live_copy": "none"}),
            scene(rpo=4 * H, today={"history": "snapshot", "interval": 4 * H}, running_time=1),
            scene(rpo=4, today={"live_copy": "asynchronous", "live_lag": 5}),
            scene(rpo=D, today={"live_copy": "none", "history": "none"}),
            scene(rpo=D, today={"history": "none"}),
            scene(rpo=D, today={"live_copy": "synchronous", "history": "none"}),
            scene(rpo=D, today={"live_copy": "synchronous", "live_site": "same", "history": "snapshot", "history_site": "same"}),
            scene(rpo=D, today={"live_copy": "none", "history": "snapshot", "interval": H, "history_site": "same"}),
            scene(rpo=H, today={"live_copy": "synchronous", "live_site": "same", "history": "snapshot", "history_site": "other_site", "interval": H + 1}),
            scene(rpo=4 * H, today={"live_copy": "synchronous", "history": "snapshot", "interval": D}),
            scene(rpo=D, data_rpo=H, today={"live_copy": "none", "history": "snapshot", "interval": H + 1}),
        ),
        (
            scene(rpo=4 * H, today={"history": "snapshot", "interval": 4 * H}),
            scene(rpo=5, today={"live_copy": "asynchronous", "live_lag": 5}),
            scene(rpo=0, today={"live_copy": "synchronous", "history": "continuous", "interval": 300}),
            scene(rpo=H, data_rpo=D, today={"live_copy": "synchronous", "live_site": "other_site", "history": "snapshot", "history_site": "same", "interval": D}),
            scene(rpo=D, data_rpo=H, today={"live_copy": "none", "history": "snapshot", "interval": H}),
        ),
        (
            scene(rpo=0),
            scene(rpo=0, today={"history": "snapshot"}),
            scene(rpo=0, today={"live_copy": "asynchronous"}),
            scene(rpo=UNSET, today={"history": "snapshot", "interval": D}),
            scene(rpo=NA, today={"history": "none", "live_copy": "none"}),
        ),
    ),
    Row(
        "restore-exceeds-rto",
        (scene(rto=1024, today={"strategy": "backup_restore"}, data_size_gib=1025, restore_mib_per_s=1024),),
        (
            scene(rto=1025, today={"strategy": "backup_restore"}, data_size_gib=1025, restore_mib_per_s=1024),
            scene(rto=1024, today={"strategy": "pilot_light"}, data_size_gib=1025, restore_mib_per_s=1024),
        ),
        (
            scene(rto=1, data_size_gib=1025, restore_mib_per_s=1024),
            scene(rto=1, today={"strategy": "backup_restore"}, data_size_gib=1025),
            scene(rto=1, today={"strategy": "backup_restore"}, restore_mib_per_s=1024),
            scene(rto=UNSET, today={"strategy": "backup_restore"}, data_size_gib=1025, restore_mib_per_s=1024),
        ),
    ),
    Row(
        "data-restore-exceeds-rto",
        (
            scene(rto=2 * H, **HOUR_TO_COPY | {"data_size_gib": 3601}),
            scene(rto=4 * H, today={"strategy": "multi_site", "history": "snapshot"}, data_size_gib=3 * 3601, restore_mib_per_s=1024),
            scene(rto=5 * H - 1, today={"strategy": "backup_restore", "history": "snapshot"}, **HOUR_TO_COPY),
            scene(rto=D, data_rto=5 * H - 1, **HOUR_TO_COPY),
            scene(rto=30 * MIN),
            scene(rto=2 * H, today={}, **HOUR_TO_COPY | {"data_size_gib": 3601}),
        ),
        (
            scene(rto=2 * H, **HOUR_TO_COPY),
            scene(rto=5 * H, today={"strategy": "backup_restore", "history": "snapshot"}, **HOUR_TO_COPY),
            scene(rto=D, data_rto=5 * H, **HOUR_TO_COPY),
            scene(rto=30 * MIN, data_rto=H),
            scene(rto=4 * H, today={"strategy": "multi_site", "history": "snapshot"}, data_size_gib=3 * 3600, restore_mib_per_s=1024),
        ),
        (
            scene(rto=30 * MIN, rpo=NA),
            scene(rto=UNSET, **HOUR_TO_COPY),
            scene(rto=30 * MIN, today={"history": "none"}),
            scene(rto=30 * MIN, rpo=UNSET, today={}),
        ),
    ),
    Row(
        "strategy-misses-objective",
        (scene(rto=4 * H - 1, today={"strategy": "backup_restore"}), scene(rpo=299, today={"strategy": "backup_restore"}), scene(rto=1, today={"strategy": "backup_restore"}, policy=WEAK)),
        (scene(rto=4 * H, rpo=300, today={"strategy": "backup_restore"}), scene(rpo=NA, today={"strategy": "backup_restore"})),
        (scene(rto=1, rpo=1), scene(rto=UNSET, rpo=UNKNOWN, today={"strategy": "backup_restore"})),
    ),
    Row(
        "no-strategy-fits",
        (scene(rto=H - 1, policy=WEAK), scene(rpo=0, policy=LAGGING), scene(rto=1, rpo=NA, policy=WEAK)),
        (scene(rto=H, rpo=0, policy=WEAK), scene(rpo=1, policy=LAGGING), scene(rto=0, rpo=0), scene(rto=H, rpo=NA, policy=WEAK)),
        (scene(rto=UNSET, rpo=1, policy=WEAK), scene(rto=1, rpo=UNKNOWN, policy=WEAK)),
    ),
    Row(
        "unattended",
        (
            scene(rto=4 * H, unattended=1),
            scene(rto=16 * H, unattended=12 * H + 1),
            scene(rto=16 * H, unattended=15 * H, exercise={"age": D, "rta": 4 * H}),
            scene(rto=2 * H, unattended=H + 1, policy=WEAK),
            scene(rto=15 * MIN, data_rto=D, unattended=23 * H + 1),
            scene(rto=H, rpo=NA, unattended=1),
        ),
        (
            scene(rto=16 * H, unattended=12 * H),
            scene(rto=4 * H, unattended=0),
            scene(rto=15 * MIN, data_rto=D, unattended=23 * H),
            scene(rto=15 * MIN, rpo=NA, unattended=D),
        ),
        (scene(), scene(rto=UNSET, unattended=D), scene(rto=15 * MIN, unattended=D, today={"history": "none"})),
    ),
    Row(
        "copy-shares-fate",
        (
            scene(today={"history": "snapshot", "history_site": "same"}),
            scene(today={"live_copy": "synchronous", "live_site": "same", "history": "snapshot", "history_site": "same"}),
            scene(today={"live_copy": "asynchronous", "live_site": "same", "history": "none"}),
            scene(rto=UNSET, rpo=UNSET, today={"history_site": "same"}),
        ),
        (
            scene(today={"history": "snapshot", "history_site": "other_site"}),
            scene(today={"live_copy": "synchronous", "live_site": "other_region", "history": "snapshot", "history_site": "same"}),
            scene(today={"live_copy": "synchronous", "live_site": "same", "history": "snapshot", "history_site": "other_provider"}),
            scene(rpo=NA, today={"history": "snapshot", "history_site": "same"}),
        ),
        (
            scene(),
            scene(today={}),
            scene(today={"live_copy": "synchronous", "history": "snapshot", "history_site": "same"}),
            scene(today={"live_copy": "synchronous", "live_site": "same", "history": "snapshot"}),
            scene(today={"live_copy": "none", "history": "none"}),
        ),
    ),
    Row(
        "copy-can-be-destroyed",
        (scene(today={"history": "snapshot", "isolated": False, "immutable": False}), scene(today={"history": "continuous", "isolated": False})),
        (
            scene(today={"history": "snapshot", "isolated": False, "immutable": True}),
            scene(today={"history": "snapshot", "isolated": True, "immutable": False}),
            scene(rpo=NA, today={"history": "snapshot", "isolated": False, "immutable": False}),
            scene(today={"history": "none", "isolated": False, "immutable": False}),
        ),
        (scene(), scene(today={"history": "snapshot", "immutable": False})),
    ),
    Row(
        "protection-unknown",
        (scene(rto=5 * MIN, rpo=0, today={}), scene(today={"live_copy": "none"}), scene(today={"live_copy": "synchronous"})),
        (scene(today={"history": "none"}), scene(today={"history": "snapshot"}), scene(rpo=NA, today={})),
        (scene(rto=UNSET, today={}), scene(rpo=UNKNOWN, today={})),
    ),
    Row(
        "copy-overdue",
        (
            scene(rpo=4 * H, check_ins={"copy_age": 4 * H + 1}),
            scene(rpo=D, data_rpo=H, today={"history": "snapshot", "interval": H}, check_ins={"copy_age": H + 1}),
            scene(rpo=0, check_ins={"copy_age": 5 * MIN + 1}),
            scene(rpo=4 * H, today={"history": "snapshot", "interval": D}, check_ins={"copy_age": D + 1}),
            scene(rto=UNSET, rpo=4 * H, today={}, check_ins={"copy_age": D, "copy_gap": H}),
        ),
        (
            scene(rpo=4 * H, check_ins={"copy_age": 4 * H}),
            scene(rpo=0, check_ins={"copy_age": 5 * MIN}),
            scene(rpo=4 * H, today={"history": "snapshot", "interval": D}, check_ins={"copy_age": D}),
            scene(rpo=4 * H, check_ins={"copy_age": 0, "copy_gap": D}),
        ),
        (scene(check_ins={"awaited": 365 * D}), scene(rpo=UNSET, check_ins={"copy_age": D}), scene(rpo=NA, check_ins={"copy_age": D})),
    ),
    Row(
        "copy-never-seen",
        (
            scene(check_ins={"awaited": D + 1}),
            scene(rpo=7 * D, check_ins={"awaited": 7 * D + 1}),
            scene(rto=UNSET, rpo=UNSET, today={"history": "snapshot", "interval": 2 * D}, check_ins={"awaited": 2 * D + 1}),
        ),
        (
            scene(check_ins={"awaited": D}),
            scene(today={"history": "snapshot", "interval": 2 * D}, check_ins={"awaited": 2 * D}),
            scene(check_ins={"awaited": 30 * D, "copy_age": 0}),
        ),
        (scene(check_ins={"restore_failed": D}), scene(rpo=NA, check_ins={"awaited": 30 * D})),
    ),
    Row(
        "never-tested",
        (
            scene(exercise={}),
            scene(exercise={"age": 365 * D + 1}),
            scene(exercise={"age": 1, "changed_since": True}),
            scene(rto=H, exercises=[{"kind": "failover", "age": 1}]),
            scene(rto=H, exercises=[{"kind": "data_restore", "age": 1}]),
            scene(rto=H, exercises=[{"kind": "failover", "age": 1}, {"kind": "data_restore", "age": 366 * D}]),
            scene(exercises=[{"kind": "failover", "age": 1}, {"kind": "table_top", "age": 1}]),
            scene(today={"strategy": "warm_standby"}, exercises=[{"kind": "data_restore", "age": 1}]),
            scene(rpo=NA, exercises=[{"kind": "data_restore", "age": 1}]),
            scene(rto=H, exercise={}),
            scene(rto=H, exercises=[{"kind": "failover", "age": 366 * D}, {"kind": "data_restore", "changed_since": True}]),
        ),
        (
            scene(exercise={"age": 365 * D}),
            scene(exercise={"age": 365 * D, "changed_since": False}),
            scene(exercises=[{"kind": "data_restore", "age": 1}]),
            scene(rto=H, rpo=NA, exercises=[{"kind": "failover", "age": 1}]),
        ),
        (scene(exercise={"rta": H}), scene(rto=UNSET, exercise={})),
    ),
    Row(
        "restore-test-overdue",
        (
            scene(exercises=[{"kind": "data_restore", "age": 365 * D + 1, "reported": True}]),
            scene(exercise={}, check_ins={"restore_failed": MIN}),
            scene(rto=UNSET, exercise={"age": 1}, check_ins={"restore_failed": MIN}),
        ),
        (
            scene(exercises=[{"kind": "data_restore", "age": 365 * D, "reported": True}]),
            scene(exercises=[{"kind": "data_restore", "age": 366 * D}]),
            scene(exercises=[{"kind": "data_restore", "age": 366 * D, "reported": True, "changed_since": True}]),
            scene(exercises=[{"kind": "failover", "age": 366 * D, "reported": True}]),
        ),
        (scene(exercises=[{"kind": "data_restore", "reported": True}]), scene(rpo=NA, check_ins={"restore_failed": MIN})),
    ),
    Row(
        "drill-missed-objective",
        (scene(rto=H, exercise={"rta": H + 1}), scene(rpo=H, exercise={"rpa": H + 1}), scene(rto=H, rpo=H, exercise={"rta": D, "rpa": D}),
            scene(rto=H, data_rto=D, exercises=[{"kind": "data_restore", "rta": D + 1}]),
            scene(rpo=H, data_rpo=D, exercises=[{"kind": "data_restore", "rpa": D + 1}]),
        ),
        (
            scene(rto=H, rpo=H, exercise={"rta": H, "rpa": H}),
            scene(rto=H, rpo=H, data_rto=D, data_rpo=D, exercises=[{"kind": "data_restore", "rta": D, "rpa": D}]),
            scene(rto=H, exercises=[{"kind": "table_top", "rta": D}]),
        ),
        (scene(rto=H), scene(rto=UNSET, rpo=NA, exercise={"rta": D, "rpa": D})),
    ),
    Row(
        "dependency-slower",
        (
            scene(make("bank", rto=3 * H + 45 * MIN + 1), edges=NEEDS, rto=4 * H),
            scene(make("bank", rto=2 * H + 1), make("post", rto=4 * H), edges=[*NEEDS, ("shop", "post", "hard")], rto=2 * H),
            scene(make("bank", rto=D), edges=NEEDS, rto=4 * H, rpo=UNSET),
            scene(make("bank", rto=4 * H), edges=NEEDS, rto=4 * H),
            scene(make("bank", rto=4 * H + 1), edges=NEEDS, rto=4 * H, type="business_service", rpo=NA),
        ),
        (
            scene(make("bank", rto=3 * H + 45 * MIN), edges=NEEDS, rto=4 * H),
            scene(make("bank", rto=15 * MIN), edges=NEEDS, rto=15 * MIN, data_rto=D),
            scene(make("bank", rto=4 * H - 60), edges=NEEDS, rto=4 * H, exercise={"age": D, "rta": 60}),
            scene(make("bank", rto=4 * H), edges=NEEDS, rto=4 * H, type="business_service", rpo=NA),
            scene(make("bank", rto=D), edges=[("shop", "bank", "soft"), ("bank", "shop", "hard")], rto=4 * H),
        ),
        (scene(make("bank", rto=UNSET), edges=NEEDS, rto=4 * H), scene(make("bank", rto=D), edges=NEEDS, rto=UNKNOWN)),
    ),
    Row(
        "chain-exceeds-rto",
        (
            scene(make("bank", exercise={"age": D, "rta": 3 * H + 45 * MIN + 1}), edges=NEEDS, rto=4 * H),
            scene(
                make("bank", exercise={"rta": 2 * H}), make("net", exercise={"rta": 2 * H}),
                edges=[*NEEDS, ("bank", "net", "hard")], rto=2 * H + 30 * MIN - 1,
            ),
            scene(make("bank", exercise={"rta": 5 * H}), edges=CYCLE, rto=4 * H),
        ),
        (
            scene(make("bank", exercise={"age": D, "rta": 3 * H + 45 * MIN}), edges=NEEDS, rto=4 * H),
            scene(
                make("bank", exercise={"rta": 2 * H}), make("net", exercise={"rta": 2 * H}),
                edges=[*NEEDS, ("bank", "net", "hard")], rto=2 * H + 30 * MIN,
            ),
            scene(rto=H, exercise={"rta": D}),
            scene(make("bank", exercise={"rta": 1}), edges=NEEDS, rto=H, exercise={"rta": D}),
            scene(make("bank", exercise={"rta": 4 * H}), edges=CYCLE, rto=4 * H),
        ),
        (scene(make("bank", exercise={"rta": D}), edges=NEEDS, rto=H, rpo=UNSET), scene(make("bank", exercise={"rta": D}), edges=NEEDS, rto=UNSET)),
    ),
    Row(
        "dependency-without-objective",
        (scene(make("bank", rto=UNSET), edges=NEEDS), scene(make("bank", rto=UNKNOWN), edges=NEEDS, rto=UNSET)),
        (scene(make("bank", rpo=UNSET), edges=NEEDS), scene(make("bank", rto=UNSET), edges=[("shop", "bank", "soft")])),
        (scene(edges=NEEDS),),
    ),
    Row(
        "dependency-cycle",
        (scene(make("bank"), edges=CYCLE), scene(edges=[("shop", "shop", "hard")])),
        (scene(make("bank"), edges=[("shop", "bank", "hard"), ("bank", "shop", "soft")]),),
    ),
    Row(
        "rpo-mismatch",
        (scene(make("bank", rpo=H), edges=SHARES, rpo=H + 1), scene(make("bank", rpo=H + 1), make("ship", rpo=H), edges=[*SHARES, ("shop", "ship", "shares_transactions")], rpo=H)),
        (scene(make("bank", rpo=H), edges=SHARES, rpo=H), scene(make("bank", rpo=D), edges=NEEDS, rpo=H)),
        (scene(make("bank", rpo=NA), edges=SHARES, rpo=H), scene(make("bank", rpo=H), edges=SHARES, rpo=UNSET)),
    ),
    Row(
        "workaround-needs-system",
        (
            scene(workaround_needs=("shop",)),
            scene(make("till"), make("desk"), edges=[("till", "desk", "hard"), ("desk", "shop", "hard")], workaround_needs=("till",)),
        ),
        (
            scene(make("bank"), edges=NEEDS, workaround_needs=("bank",)),
            scene(make("till"), edges=[("till", "shop", "soft")], workaround_needs=("till",)),
        ),
        (scene(), scene(workaround_needs=()), scene(workaround_needs=("nowhere",))),
    ),
    Row(
        "workaround-outlasts-mtd",
        (scene(workaround_lasts=D, mtd=D),),
        (scene(workaround_lasts=D - 1, mtd=D),),
        (scene(workaround_lasts=D), scene(mtd=D)),
    ),
    Row(
        "supplier-slower",
        (scene(rto=H, supplier={"rto": H + 1}), scene(rpo=H, supplier={"rpo": H + 1})),
        (scene(rto=H, rpo=H, supplier={"rto": H, "rpo": H}),),
        (scene(rto=0), scene(rto=UNSET, rpo=NA, supplier={"rto": H, "rpo": H})),
    ),
    Row(
        "regulator-breached",
        (
            scene(rto=H + 1, regulator_rto=H),
            scene(rpo=H + 1, regulator_rpo=H),
            scene(rto=D, rpo=D, regulator_rto=H, regulator_rpo=H),
            scene(regulator_site="other_region", today={"history": "snapshot", "history_site": "other_site"}),
            scene(regulator_site="other_site", today={"history_site": "same"}),
            scene(regulator_site="other_provider", today={"live_copy": "synchronous", "live_site": "other_region", "history": "snapshot", "history_site": "same"}),
            scene(regulator_site="other_region", today={"live_copy": "asynchronous", "live_site": "other_site", "history": "none"}),
            scene(regulator_site="other_region", today={"live_copy": "none", "history": "none"}),
            scene(rpo=UNSET, regulator_site="other_region", today={"live_copy": "none", "history": "none"}),
            scene(rto=D, regulator_rto=H, regulator_site="other_region", today={"history": "snapshot", "history_site": "same"}),
        ),
        (
            scene(rto=H, rpo=H, regulator_rto=H, regulator_rpo=H),
            scene(regulator_site="other_region", today={"history": "snapshot", "history_site": "other_region"}),
            scene(regulator_site="other_region", today={"history": "snapshot", "history_site": "other_provider"}),
            scene(regulator_site="other_region", today={"live_copy": "synchronous", "live_site": "same", "history": "snapshot", "history_site": "other_region"}),
            scene(regulator_site="other_region", today={"live_copy": "synchronous", "live_site": "other_region", "history": "snapshot", "history_site": "same"}),
            scene(regulator_site="same", today={"history": "snapshot", "history_site": "same"}),
            scene(regulator_site="same", today={"live_copy": "none", "history": "none"}),
            scene(rpo=NA, regulator_site="other_region", today={"history": "snapshot", "history_site": "same"}),
        ),
        (
            scene(rto=30 * D, rpo=30 * D),
            scene(rto=UNSET, rpo=UNKNOWN, regulator_rto=0, regulator_rpo=0),
            scene(today={"history": "snapshot", "history_site": "same"}),
            scene(regulator_site="other_region", today={"history": "snapshot"}),
            scene(regulator_site="other_region", today={"live_copy": "none"}),
            scene(regulator_site="other_region", today={"history": "none"}),
            scene(regulator_site="other_region", today={"live_copy": "synchronous", "live_site": "same", "history": "snapshot"}),
            scene(regulator_site="other_region", today={"live_copy": "synchronous", "history": "snapshot", "history_site": "same"}),
        ),
    ),
    Row(
        "peak-tighter",
        (scene(rto=4 * H + 1, peak_mtd=5 * H, peak_wrt=H), scene(rto=4 * H + 1, peak_mtd=5 * H, wrt=H), scene(rto=6 * H, peak_mtd=5 * H)),
        (scene(rto=4 * H, peak_mtd=5 * H, peak_wrt=H, wrt=2 * H),),
        (scene(rto=30 * D, peak_wrt=H), scene(rto=UNSET, peak_mtd=0)),
    ),
    Row(
        "peak-looser",
        (scene(mtd=D, peak_mtd=D + 1), scene(impact=GRID, peak_mtd=9 * H)),
        (scene(mtd=D, peak_mtd=D), scene(mtd=D, peak_mtd=H, rto=30 * MIN)),
        (scene(mtd=D), scene(peak_mtd=D)),
    ),
    Row(
        "cost-exceeds-loss",
        (
            scene(rto=30 * MIN, running_cost=1000, loss_per_hour=1),
            scene(rto=H, running_cost=1000, loss_per_hour=99.9),
            scene(rto=D, rpo=30, running_cost=1000, loss_per_hour=1, loss_per_lost_hour=1),
        ),
        (
            scene(rto=H, running_cost=1000, loss_per_hour=100),
            scene(rto=4 * H, running_cost=1000, loss_per_hour=0),
            scene(rto=30 * MIN, running_cost=1000, loss_per_hour=1, regulator_rpo=D),
            scene(rto=30 * MIN, running_cost=1000, loss_per_hour=1, regulator_rto=D),
            scene(rto=30 * MIN, running_cost=1000, loss_per_hour=1, safety_driver=True),
            scene(rto=D, rpo=0, never_lose=True, running_cost=1000, loss_per_hour=1),
            scene(rto=D, rpo=30, running_cost=1000, loss_per_hour=1, loss_per_lost_hour=10000),
            # No price of lost work, and it is the RPO that costs.
            scene(rto=D, rpo=30, running_cost=1000, loss_per_hour=1),
        ),
        (
            scene(rto=30 * MIN, loss_per_hour=1),
            scene(rto=30 * MIN, running_cost=1000),
            scene(rto=UNSET, running_cost=1000, loss_per_hour=1),
        ),
    ),
    Row(
        "cost-exceeds-budget",
        (scene(rto=30 * MIN, running_cost=1000, recovery_budget=549.99),),
        (scene(rto=30 * MIN, running_cost=1000, recovery_budget=550),),
        (scene(rto=0, running_cost=1000), scene(rto=0, recovery_budget=0), scene(rto=UNSET, running_cost=1000, recovery_budget=0)),
    ),
    Row(
        "overbuilt",
        (scene(today={"strategy": "warm_standby"}), scene(today={"strategy": "multi_site"}, running_cost=1000)),
        (scene(today={"strategy": "pilot_light"}), scene(rto=30 * MIN, today={"strategy": "warm_standby"})),
        (scene(), scene(rto=UNSET, today={"strategy": "multi_site"})),
    ),
    Row(
        "respondents-disagree",
        (scene(respondents=[(H, H), (4 * H, H)]), scene(respondents=[(H, 0), (H, UNSET), (H, 5 * MIN)])),
        (scene(respondents=[(H, H), (2 * H, 2 * H)]), scene(respondents=[(H, H), (4 * H - 1, H)])),
        (scene(), scene(respondents=[(H, H)]), scene(respondents=[(H, H), (UNKNOWN, UNSET)])),
    ),
    Row(
        "override-without-reason",
        (scene(rto=2 * H, mtd=2 * H, review={"override_reason": "  "}), scene(rpo=2 * H, rebuild_window=H, review={"override_reason": ""})),
        (scene(rto=5 * D, mtd=7 * D, review={"override_reason": ""}), scene(rto=2 * H, mtd=2 * H, review={"override_reason": "a reason"}), scene(rto=H, rpo=H, mtd=2 * H, rebuild_window=H, review={"override_reason": ""})),
        (scene(rto=2 * H, mtd=2 * H), scene(rto=30 * D, rpo=30 * D, review={"override_reason": ""}), scene(rto=UNSET, mtd=H, review={"override_reason": ""})),
    ),
    Row(
        "everything-first",
        (five(H, H), five(H, H, policy=replace(DEFAULT_POLICY, owner_systems=5))),
        (five(H, 2 * H), five(H, 30 * MIN), five(H, H, policy=replace(DEFAULT_POLICY, owner_systems=6)), five(H, UNSET)),
        (scene(*(make(f"s{at}", rto=H) for at in range(9)), rto=H), scene(rto=H, owner="ann")),
    ),
    Row(
        "stale",
        (scene(review={"approved_age": 365 * D + 1}), scene(review={"approved_age": 1, "owner_active": False})),
        (scene(review={"approved_age": 365 * D, "owner_active": True}),),
        (scene(),),
    ),
)  # fmt: skip

"""A policy as version 2026.1 stored it: every field that there was, as the release wrote it."""

from __future__ import annotations

from typing import Any

HOUR, DAY = 3600, 86400


def earlier_document(**changed: Any) -> dict[str, Any]:
    return {
        "version": "2026.1", "currency": "EUR", "disruptions_per_year": 0.5, "detection_time": 0,
        "declaration_time": 0, "headroom": 0.8, "harm_factor": 4, "tighter_steps": 2, "disagreement_steps": 2,
        "overbuilt_rows": 2, "drill_age": 365 * DAY, "approval_age": 365 * DAY, "owner_systems": 5, "owner_share": 0.8,
        "shortest_snapshot": HOUR, "snapshot_intervals": [h * HOUR for h in (168, 72, 48, 24, 12, 8, 6, 4, 3, 2, 1)],
        "continuous_interval": 300, "retention_minimum": 35 * DAY, "discovery_margin": 7 * DAY,
        "live_copy_below": 300, "asynchronous_tier": 2, "synchronous_tier": 4,
        "strategies": [
            {"key": "backup_restore", "best_time": 4 * HOUR, "best_point": 300, "share": 0.1, "tier": 1,
             "needs_person": True, "keeps_live_data": False, "restores": True},
            {"key": "pilot_light", "best_time": HOUR // 2, "best_point": 60, "share": 0.25, "tier": 2,
             "needs_person": True, "keeps_live_data": True, "restores": False},
            {"key": "warm_standby", "best_time": 300, "best_point": 1, "share": 0.55, "tier": 3,
             "needs_person": False, "keeps_live_data": True, "restores": False},
            {"key": "multi_site", "best_time": 0, "best_point": 0, "share": 1.1, "tier": 4,
             "needs_person": False, "keeps_live_data": True, "restores": False},
        ],
        **changed,
    }  # fmt: skip

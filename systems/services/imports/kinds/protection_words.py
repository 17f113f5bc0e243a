"""What lists call the ways in which a system is protected today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.functional import lazy

from presentation.strategies import ORDER, strategy_name
from systems.models import Protection

called_lazily = lazy(strategy_name, str)
Strategy: Any = models.TextChoices(  # type: ignore[call-overload]
    "Strategy", [(key.upper(), (key, called_lazily(key))) for key in ORDER]
)
STRATEGY = {
    **dict.fromkeys(("backup and restore", "backup restore", "restore from backup", "cold", "cold standby",
                     "cold site", "rückspielen"), "backup_restore"),
    **dict.fromkeys(("pilot light", "pilot"), "pilot_light"),
    **dict.fromkeys(("warm standby", "warm", "warm site"), "warm_standby"),
    **dict.fromkeys(("multi site", "multi site active active", "active active", "hot site", "aktiv aktiv",
                     "activo activo"), "multi_site"),
}  # fmt: skip
LIVE_COPY = {
    **dict.fromkeys(("async", "asynchronous", "asynchron", "asynchronous replication", "log shipping",
                     "asíncrona"), "asynchronous"),
    **dict.fromkeys(("sync", "synchronous", "synchron", "synchronous replication", "mirrored", "mirroring",
                     "síncrona"), "synchronous"),
    **dict.fromkeys(("no", "not replicated", "no replication", "keine", "nein", "ninguna"), "none"),
}  # fmt: skip
HISTORY = {
    **dict.fromkeys(("snapshot", "snapshots", "full", "full backup", "incremental", "incremental backup", "image",
                     "vm snapshot", "tape", "dump", "vollsicherung", "inkrementell", "instantáneas"), "snapshot"),
    **dict.fromkeys(("continuous", "log backup", "continuous log backup", "pitr", "point in time recovery",
                     "transaction log", "transaktionsprotokoll", "continua"), "continuous"),
    **dict.fromkeys(("no", "no backup", "not backed up", "keine", "nein", "sin copia"), "none"),
}  # fmt: skip
HISTORY_SITE = {
    **dict.fromkeys(("same", "same site", "local", "on site", "onsite", "lokal"), "same"),
    **dict.fromkeys(("other site", "off site", "offsite", "second site", "extern"), "other_site"),
    **dict.fromkeys(("other region", "another region", "cross region", "remote region"), "other_region"),
    **dict.fromkeys(("other provider", "another provider", "other cloud"), "other_provider"),
}  # fmt: skip
PROTECTION_WORDS: Mapping[str, tuple[Mapping[str, str], type[models.TextChoices]]] = {
    "strategy": (STRATEGY, Strategy),
    "live_copy": (LIVE_COPY, Protection.LiveCopy),
    "history": (HISTORY, Protection.History),
    "history_site": (HISTORY_SITE, Protection.Site),
}
"""By meaning; what is said by “yes” alone is asked, for it says of no kind."""

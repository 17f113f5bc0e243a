"""The figures of the portal in the format of Prometheus: requests of this machine, and what the database says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector

from operations import queries
from operations.services import request_times

Metric = GaugeMetricFamily | InfoMetricFamily


class PortalCollector(Collector):
    """Everything that can be said of the portal as a whole, read anew each time."""

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("drportal", "The release that answers.", value={"release": settings.RELEASE})
        yield from self.work()
        count, oldest = queries.out_of_date()
        yield gauge("drportal_stale_systems", "Systems to be derived anew.", count)
        yield gauge("drportal_derivation_lag_seconds", "How long the oldest of them waits.", age(oldest))
        yield from self.signs()
        yield from self.copies()
        yield gauge("drportal_database_bytes", "The size of the database.", queries.database_bytes())

    def work(self) -> Iterator[Metric]:
        by_kind = {
            "waiting": GaugeMetricFamily("drportal_work_waiting", "Work that is due.", labels=["kind"]),
            "held": GaugeMetricFamily("drportal_work_held", "Work that a worker is at.", labels=["kind"]),
            "failed": GaugeMetricFamily("drportal_work_failed", "Work that has failed for good.", labels=["kind"]),
            "age": GaugeMetricFamily("drportal_work_age_seconds", "How long the oldest due waits.", labels=["kind"]),
        }
        for each in queries.backlogs():
            found = {"waiting": each.waiting, "held": each.held, "failed": each.failed, "age": age(each.oldest)}
            for name, value in found.items():
                by_kind[name].add_metric([each.kind], value)
        yield from by_kind.values()

    def signs(self) -> Iterator[Metric]:
        """Without any sign yet there is no figure: an alarm on its absence says the same."""
        sign = queries.newest_sign()
        if sign:
            way = (sign.arrived_at - sign.sent_at).total_seconds()
            yield gauge("drportal_heartbeat_age_seconds", "Since the newest sign of life came.", age(sign.arrived_at))
            yield gauge("drportal_heartbeat_way_seconds", "From scheduler to worker.", max(way, 0.0))

    def copies(self) -> Iterator[Metric]:
        """What check-ins told, as moments: their age is for whoever asks. By the key of the system."""
        meanings = {
            "copy_awaited": "Since when copies of a system are to check in.",
            "copy_newest": "Up to when the newest good copy holds the data.",
            "restore_proven": "When a restore last succeeded.",
        }
        found = {
            name: GaugeMetricFamily(f"drportal_{name}_timestamp_seconds", meaning, labels=["system"])
            for name, meaning in meanings.items()
        }
        for told in queries.checked_in():
            for name, moment in (
                ("copy_awaited", told.since),
                ("copy_newest", told.copy),
                ("restore_proven", told.restore),
            ):
                if moment is not None:
                    found[name].add_metric([told.system], moment.timestamp())
        yield from found.values()


def gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)


def age(since: datetime | None) -> float:
    return max((timezone.now() - since).total_seconds(), 0.0) if since else 0.0


def as_text() -> bytes:
    registry = CollectorRegistry()
    registry.register(PortalCollector())
    return request_times.as_text() + generate_latest(registry)

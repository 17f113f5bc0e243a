"""How long requests took, over all web processes of this machine: each keeps a file, and whoever asks adds them up.

The files lie in a folder that is new with each start of the web server: counters begin at zero then, as Prometheus
expects of a process.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

OWN = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
BEGINNING = OWN.name.rstrip("0123456789")


def prepare() -> None:
    """Make the folder, for nobody else to write into, and remove those of servers that are gone.

    Raises PermissionError where somebody else made it before.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{BEGINNING}*"):
        number = left.name.removeprefix(BEGINNING)
        if number.isdigit() and not Path(f"/proc/{number}").exists():
            shutil.rmtree(left, ignore_errors=True)
    OWN.mkdir(mode=0o700, parents=True, exist_ok=True)
    if OWN.is_symlink() or OWN.lstat().st_uid != os.getuid():
        raise PermissionError(f"{OWN} belongs to somebody else.")


prepare()
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_times = Histogram(
    "drportal_request_seconds", "How long a request took to answer.", ("method", "route", "status"), buckets=SECONDS
)


def observe(method: str, route: str, status: int, seconds: float) -> None:
    """By route and not by address, so that there are no more figures than pages.

    On a full disk a request may be left out: a figure less must not cost anybody a page.
    """
    with suppress(OSError):
        _times.labels(method if method in METHODS else "other", route, f"{status // 100}xx").observe(seconds)


def as_text() -> bytes:
    """In the format of Prometheus, over all processes."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)

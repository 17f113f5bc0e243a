"""How large each fault is: a small round in every test run, the others with `make faults`."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sizes:
    mails: int
    """Owed while workers and brokers are killed."""
    worker_kills: int
    redis_kills: int
    saves: int
    """While the broker is away."""
    between_saves: float
    """Seconds."""
    refused_mails: int
    """Handed to a mail server in trouble."""
    restarts: int
    """Of the database server, at once, while people save."""
    between_restarts: float
    """Seconds."""
    neighbours: int
    """Systems derived beside the one that ends its worker."""


SMALL = Sizes(
    mails=80, worker_kills=2, redis_kills=1, saves=30, between_saves=0.05, refused_mails=60, restarts=2,
    between_restarts=2.0, neighbours=30,
)  # fmt: skip
FULL = Sizes(
    mails=10_000, worker_kills=20, redis_kills=20, saves=1200, between_saves=0.05, refused_mails=5000, restarts=10,
    between_restarts=6.0, neighbours=300,
)  # fmt: skip
MEDIUM = Sizes(
    mails=1000, worker_kills=10, redis_kills=10, saves=400, between_saves=0.05, refused_mails=500, restarts=10,
    between_restarts=3.0, neighbours=300,
)  # fmt: skip
NAME = os.environ.get("FAULTS", "small")
SIZES = {"small": SMALL, "medium": MEDIUM, "full": FULL}[NAME]
IS_SMALL = NAME == "small"
EDITORS = (16, 25) if IS_SMALL else (50, 100)
"""How many people save the same answers, and how often each, on a server; a file has one writer at a time."""
EDITORS_OF_A_FILE = (8, 12)

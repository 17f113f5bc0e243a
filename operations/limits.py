"""The numbers of the signs of life."""

from __future__ import annotations

from datetime import timedelta

SIGN = "scheduler to worker"
EVERY = timedelta(seconds=30)
SILENCE = timedelta(minutes=3)
"""After so long without a sign something is wrong: six of them are missing."""

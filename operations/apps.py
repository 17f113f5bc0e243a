"""Set up before the library of figures is imported, which reads its folder from the environment at that moment."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.apps import AppConfig

BEGINNING = "drportal-figures-"
# One folder for all processes that one web server started: its number is theirs in common.
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(Path(tempfile.gettempdir()) / f"{BEGINNING}{os.getppid()}"))


class OperationsConfig(AppConfig):
    name = "operations"

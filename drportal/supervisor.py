"""Several processes started and stopped as one: when one ends or a signal comes, none survives."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence

PATIENCE_SECONDS = 10


class Supervisor:
    """Runs commands, each in a process group of its own, until one of them ends or SIGINT or SIGTERM arrives."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def catch_signals(self) -> None:
        """From here on a signal only asks for the end, so it can never come at a wrong moment."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self._stop.set())

    def start(self, commands: Mapping[str, Sequence[str]]) -> None:
        for name, command in commands.items():
            if not self._stop.is_set():
                self._processes[name] = subprocess.Popen(command, start_new_session=True)

    def wait(self) -> str | None:
        """Wait for the end; returns the name of a process that ended by itself, None when a signal asked for it."""
        while not self._stop.wait(0.2):
            for name, process in self._processes.items():
                if process.poll() is not None:
                    return name
        return None

    def stop(self) -> None:
        """Ask every process group to end, then end what is left after a while."""
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and any(process.poll() is None for process in self._processes.values()):
            time.sleep(0.05)
        self._signal(signal.SIGKILL)
        for process in self._processes.values():
            process.wait()

    def _signal(self, number: signal.Signals) -> None:
        for process in self._processes.values():
            try:
                os.killpg(process.pid, number)
            except ProcessLookupError:
                continue

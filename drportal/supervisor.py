"""Several processes started and stopped as one: when one ends or a signal comes, none survives.

Not even this one's sudden death: where the system is Linux, each asks the kernel to be ended when its parent is gone.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

PATIENCE_SECONDS = 10
KERNEL = ctypes.CDLL(None) if sys.platform == "linux" else None
PR_SET_PDEATHSIG = 1
PARENT_OF_ALL = os.getpid()  # 1 in a container, where it is this process itself


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
                self._processes[name] = subprocess.Popen(
                    command,
                    start_new_session=True,
                    preexec_fn=end_with_parent,  # noqa: PLW1509  (nothing else runs in this process yet)
                )

    def wait(self) -> str | None:
        """Wait for the end; returns the name of a process that ended by itself, None when a signal asked for it."""
        while not self._stop.wait(0.2):
            for name, process in self._processes.items():
                if process.poll() is not None:
                    return name
        return None

    def stop(self) -> None:
        """Ask every process to end, which ends its own in order; then end what is left of its group after a while."""
        for process in self._processes.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and any(process.poll() is None for process in self._processes.values()):
            time.sleep(0.05)
        for process in self._processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def end_with_parent() -> None:
    """In a new process: be told to end when the one that started it is gone, however it went."""
    if KERNEL is not None:
        KERNEL.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() == 1 != PARENT_OF_ALL:  # it went while we were about to ask
            os._exit(1)

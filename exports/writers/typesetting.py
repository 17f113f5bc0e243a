"""Documents are handed to processes that set them with typst: as many as there are cores, two at most.

A process of its own, because it gives back its memory with its end, uses a core of its own, and takes nobody along when
a document is more than it can bear.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE
from threading import BoundedSemaphore
from typing import Any

from exports.writers import typesetter

ROOT = Path(__file__).resolve().parents[2]
MOST = min(2, os.cpu_count() or 1)
LONGEST_SECONDS = 120
ATTEMPTS = 2
"""A process may have ended while nobody looked; a document that ends the next one too is given up."""
Answer = tuple[dict[str, Any], bytes]


class Gone(Exception):
    """The process has ended, or does not answer in time."""


@dataclass(slots=True)
class Typesetters:
    """Those that this process has started; a copy of this process starts its own."""

    command: list[str]
    most: int = MOST
    pid: int = field(default_factory=os.getpid)
    resting: list[subprocess.Popen[bytes]] = field(default_factory=list)
    free: BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        self.free = BoundedSemaphore(self.most)

    def set(self, report: str, timestamp: int) -> Answer:
        """Set a document: what there is to say of it, and the PDF. Raises Gone when it ends whoever sets it."""
        message = json.dumps({"report": report, "timestamp": timestamp}, ensure_ascii=False).encode()
        for attempt in range(ATTEMPTS):
            try:
                return self.set_by_one(message)
            except Gone:
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError

    def set_by_one(self, message: bytes) -> Answer:
        """By one that rests, else by a new one. Raises Gone."""
        if self.pid != os.getpid():
            self.pid, self.resting, self.free = os.getpid(), [], BoundedSemaphore(self.most)
        with self.free:
            process = self.resting.pop() if self.resting else self.start()
            last = True
            try:
                said, pdf = answer(process, message)
                last = not said["left"]
            finally:
                if last:
                    end(process)
                else:
                    self.resting.append(process)
        return said, pdf

    def start(self) -> subprocess.Popen[bytes]:
        # In a session of its own: what stops the portal from a terminal is not said to it, too. It ends by itself.
        return subprocess.Popen(
            self.command, cwd=ROOT, env=environment(), start_new_session=True, stdin=PIPE, stdout=PIPE
        )

    def stop(self) -> None:
        while self.pid == os.getpid() and self.resting:
            end(self.resting.pop())


def environment() -> dict[str, str]:
    """Nothing of the portal's: who sets documents needs no key and no database."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ", "PYTHONPATH") if name in os.environ}


def started(template: Path, fonts: Path) -> Typesetters:
    typesetters = Typesetters([sys.executable, "-m", typesetter.__name__, str(template), str(fonts)])
    atexit.register(typesetters.stop)
    return typesetters


def answer(process: subprocess.Popen[bytes], message: bytes) -> Answer:
    """Raises Gone."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        typesetter.send(process.stdin, message)
    except OSError as error:
        raise Gone from error
    if not select.select([process.stdout], [], [], LONGEST_SECONDS)[0]:
        raise Gone
    said, pdf = typesetter.received(process.stdout), typesetter.received(process.stdout)
    if said is None or pdf is None:
        raise Gone
    return json.loads(said), pdf


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:
                continue  # what was still to be sent reaches nobody
    process.wait()

"""What a web process holds before and after it has served lists, searches, systems and files for a while.

    python -m tests.benchmarks.bench_memory               # two minutes
    SECONDS=3600 python -m tests.benchmarks.bench_memory

Figure: after the load at most 1.5 times what it held once every kind of page had been opened. The process is started
as in the `Procfile`, with 10,000 systems in a scratch SQLite file. Exit code 1 when the figure is missed.
"""

from __future__ import annotations

import itertools
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.bench_catalogue import architects_browser, prepare
from tests.benchmarks.bench_deriving import ROOT, memory_of_process
from tests.benchmarks.bench_pages import derive_everything
from tests.benchmarks.large_company import fill

SIZE = int(os.environ.get("SIZE", "10000"))
SECONDS = float(os.environ.get("SECONDS", "120"))
CLIENTS = 4
MOST_TIMES = 1.5
SETTLE = 2.0
PAGES = (
    "/systems/",
    "/systems/?sort=rto&page=7",
    "/systems/?q=system+7",
    "/systems/?strategy=pilot_light&state=answered",
    "/systems/system-{n}/",
    "/portfolio/",
    "/to-do/",
    "/systems/export.csv?tier=1",
    "/systems/export.xlsx?tier=2",
)
PDF = ("/systems/system-{n}/summary.pdf",)
"""On its own, beside which stands what the processes hold that set documents: some 200 MiB, until a minute after."""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        fill(SIZE, dependents=SIZE // 10)
        derive_everything()
        subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"], cwd=ROOT, check=True)
        client = architects_browser()
        cookie = "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())  # type: ignore[attr-defined]
        with web_process() as (process, port):
            return report(process, f"http://127.0.0.1:{port}", cookie)


@contextmanager
def web_process() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "rsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--no-ws", "--workers", "1", "--log-level", "error", "drportal.rsgi:application"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield process, port
    finally:
        process.terminate()
        process.wait(timeout=60)


def report(process: subprocess.Popen[bytes], address: str, cookie: str) -> int:
    until_open(address)
    worker = child_of(process.pid)
    held_by_pages = held(worker, address, cookie, "pages and lists", PAGES)
    held_by_documents = held(worker, address, cookie, "PDF as well", PDF)
    return 0 if held_by_pages and held_by_documents else 1


def held(worker: int, address: str, cookie: str, what: str, pages: Sequence[str]) -> bool:
    for page in pages:
        get(address + page.format(n=1), cookie)
    time.sleep(SETTLE)
    idle = memory_of_process(worker)
    served = load(address, cookie, pages)
    time.sleep(SETTLE)
    after = memory_of_process(worker)
    kept = after <= MOST_TIMES * idle
    print(
        f"{what}: a web process holds {idle} MiB once each was opened, {after} after {served:,} in {SECONDS:.0f} s: "
        f"{after / idle:.2f} × (at most {MOST_TIMES})   {'kept' if kept else 'MISSED'}; beside it for a while "
        f"{' and '.join(f'{memory_of_process(pid)} MiB' for pid in children_of(worker)) or 'nothing'}",
        flush=True,
    )
    return kept


def load(address: str, cookie: str, pages: Sequence[str]) -> int:
    """Several clients, each through all kinds of pages and other systems each time. Returns how many they opened."""
    end, served = time.monotonic() + SECONDS, itertools.count()

    def walk(first: int) -> None:
        for turn in itertools.count(first, CLIENTS):
            for page in (*pages[turn % len(pages) :], *pages[: turn % len(pages)]):
                if time.monotonic() > end:
                    return
                get(address + page.format(n=turn * 37 % (SIZE // 2)), cookie)
                next(served)

    clients = [threading.Thread(target=walk, args=(n,)) for n in range(CLIENTS)]
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    return next(served)


def get(url: str, cookie: str) -> None:
    request = urllib.request.Request(url, headers={"Cookie": cookie, "Host": "localhost"})
    with urllib.request.urlopen(request, timeout=60) as response:
        response.read()


def until_open(address: str) -> None:
    for _ in range(100):
        try:
            return get(f"{address}/health/", "")
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The web process does not answer.")


def child_of(pid: int) -> int:
    """The process that answers: granian starts it, and beside it only what Python itself needs for that."""
    return max(children_of(pid), key=memory_of_process)


def children_of(pid: int) -> list[int]:
    """Whichever of its threads has started them."""
    return [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]


if __name__ == "__main__":
    sys.exit(main())

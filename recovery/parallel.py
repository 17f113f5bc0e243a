"""Work on a numbered catalogue in parts, on every processor there is, results in order."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context

PART = 250
WORTH_IT = 2000

Work = Callable[[range], str]
_work: list[Work] = []


def in_parts(work: Work, count: int, *, workers: int | None = None) -> Iterator[str]:
    """The text of each part of `range(count)`, in order.

    Large catalogues are shared among processes where the system can fork them: they inherit what `work` needs, so that
    only the texts travel. A few parts at a time are under way, and nothing piles up when the reader is slow.
    """
    parts = [range(start, min(start + PART, count)) for start in range(0, count, PART)]
    workers = available() if workers is None else workers
    if count < WORTH_IT or workers < 2:
        yield from map(work, parts)
        return
    with ProcessPoolExecutor(workers, get_context("fork"), inherit, (work,)) as pool:
        under_way: deque[Future[str]] = deque()
        for part in parts:
            under_way.append(pool.submit(do_part, part))
            if len(under_way) > 2 * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def available(methods: Sequence[str] | None = None) -> int:
    """How many processes are worth starting: one a processor, or one where the system cannot fork."""
    if "fork" not in (get_all_start_methods() if methods is None else methods):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def inherit(work: Work) -> None:
    """What a new process starts with."""
    _work[:] = [work]


def do_part(part: range) -> str:
    """What a process does, with the work it has inherited."""
    return _work[0](part)

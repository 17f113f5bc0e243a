"""All summaries of a filter in one archive, each as a file of its own, with a page that lists them.

The database is read in one thread, system by system; PDF and workbook are written beside it in others.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from exports.formats import Format, format_of, writing_of
from exports.reports.cells import at, data_loss_cell, recovery_time_cell
from exports.reports.gathering import summary_of
from exports.reports.parts import plan, sign_off
from exports.reports.summary import Summary
from exports.services.kinds import NoSuchFormat, Watch
from exports.services.parts import Parts
from exports.writers.archive import Member, free_name, safe_name, stream
from presentation.language import language
from systems.models import System
from systems.queries.catalogue import ids_in_order
from systems.queries.filters import SystemFilter

FOLDER = "summaries"
INDEX = "index.html"
WRITERS = min(2, os.cpu_count() or 1)
AHEAD = 2 * WRITERS
"""So many summaries are read before the first of them is written: no more stand in memory."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A summary that is written, and what the index says of it."""

    content: bytes
    row: dict[str, str]


def archive_form(key: str) -> Format:
    """Raises NoSuchFormat."""
    if (form := format_of(key)) is None or form.write_summary is None:
        raise NoSuchFormat(key)
    return form


def content_type(key: str) -> str:
    """Raises NoSuchFormat."""
    archive_form(key)
    return "application/zip"


def write_archive(user: User, query: QueryDict, key: str, watch: Watch[Any], parts: Parts | None) -> Iterable[bytes]:
    """The summaries of the systems that the list shows with this query, in its order, then the index of them."""
    return stream(members(user, query, archive_form(key), watch, parts))


def members(user: User, query: QueryDict, form: Format, watch: Watch[Any], parts: Parts | None) -> Iterator[Member]:
    rows: list[dict[str, str]] = []
    taken: set[str] = set()
    for entry in watch(entries(keys_in_order(user, query), user, form, parts)):
        name = free_name(file_name(entry.row["name"], entry.row["key"]), form.extension, taken)
        taken.add(name.casefold())
        rows.append({**entry.row, "url": quote(f"{FOLDER}/{name}")})
        yield Member(f"{FOLDER}/{name}", entry.content)
    yield Member(INDEX, index_page(rows, user).encode("utf-8", "replace"))


def file_name(name: str, key: str) -> str:
    """The system's name, and its key, which no other system has."""
    return f"{safe_name(name)} ({key})".strip()


def keys_in_order(user: User, query: QueryDict) -> list[str]:
    found = SystemFilter(query, user=user).qs
    keys = dict(found.order_by().values_list("pk", "key"))
    return [keys[pk] for pk in ids_in_order(found, query.get("sort", "")) if pk in keys]


def entries(keys: Iterable[str], user: User, form: Format, parts: Parts | None) -> Iterator[Entry]:
    """The summaries in order; one that is gone meanwhile, or that one may no longer know of, is left out."""
    pool = ThreadPoolExecutor(WRITERS, thread_name_prefix="summaries")
    waiting: deque[Future[Entry]] = deque()
    try:
        for key in keys:
            if (writing := begun(key, user, form, parts)) is not None:
                waiting.append(pool.submit(writing))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def begun(key: str, user: User, form: Format, parts: Parts | None) -> Callable[[], Entry] | None:
    """What is left to do for one summary: to fetch what an earlier attempt has kept, or to write it and keep it."""
    if parts is not None and (kept := parts.get(key)) is not None:
        return partial(from_part, kept)
    try:
        summary = summary_of(key, reader=user, language=language())
    except System.DoesNotExist:
        return None
    return partial(written, writing_of(form, summary, str(user)), row_of(summary), parts)


def written(write: Callable[[], bytes], row: dict[str, str], parts: Parts | None) -> Entry:
    entry = Entry(write(), row)
    if parts is not None:
        parts.put(row["key"], json.dumps(row).encode() + b"\n" + entry.content)
    return entry


def from_part(part: bytes) -> Entry:
    row, _, content = part.partition(b"\n")
    return Entry(content, json.loads(row))


def row_of(summary: Summary) -> dict[str, str]:
    """What the index says of a system."""
    asked = summary.objectives
    status = sign_off.status(summary)
    return {
        "key": summary.system.key,
        "name": summary.system.name,
        "rto": recovery_time_cell(asked.rto).text,
        "rpo": data_loss_cell(asked.rpo).text,
        "strategy": plan.strategy(summary.plan).text,
        "status": status.text,
        "note": status.note,
    }


def index_page(rows: list[dict[str, str]], user: User) -> str:
    context = {"rows": rows, "reader": str(user), "produced": at(timezone.now()), "language": language()}
    page: str = render_to_string("exports/archive_index.html", context)
    return page

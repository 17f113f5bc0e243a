"""From a summary to what Backstage takes: the descriptor of the system, and its summary as a page of TechDocs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from exports.reports.composing import compose
from exports.reports.records import record_called
from exports.reports.summary import Summary
from exports.services.records import SystemRecord
from exports.writers import markdown
from exports.writers.backstage import site
from exports.writers.zipping import zipped


class SiteWriter:
    """An archive, in a folder of the system's key. What it needs beside the summary is fetched before it is written."""

    def prepared(self, summary: Summary, reader: str) -> Callable[[], bytes]:
        page = partial(markdown.write, compose(summary, reader=reader))
        return partial(packed, record_called(summary.system.key), page)

    def __call__(self, summary: Summary, reader: str) -> bytes:
        return self.prepared(summary, reader)()


def packed(record: SystemRecord, page: Callable[[], bytes]) -> bytes:
    return zipped(site(record, page), folder=record.system.key)

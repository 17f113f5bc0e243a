"""Logs as one event a line; the secrets in addresses never reach them."""

from __future__ import annotations

import logging
import re

import structlog

TOKEN_IN_PATH = re.compile(r"(/(?:sign-in/(?:link|mail)|calendar)/)[^/\s\"']+")


class HideTokens(logging.Filter):
    """Replaces the secret part of a sign-in link or a calendar wherever a message or its arguments carry one."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        hidden = TOKEN_IN_PATH.sub(r"\1…", message)
        if hidden != message:
            record.msg, record.args = hidden, None
        return True


def event_formatter(kind: str = "text") -> logging.Formatter:
    """One line an event: time, level, logger, text, and the number of the request or task that it belongs to.

    As `key=value` for people, or as JSON for what gathers logs.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    written = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if kind == "json"
        else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "logger", "event"])
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            written,
        ],
    )

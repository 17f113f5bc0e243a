"""What a call can end with, other than an answer."""

from __future__ import annotations

from typing import Any

import httpx


class NotReached(Exception):
    """Nobody answered, or with nothing that can be read. Says so in one line; `sent`: the call may have been done."""

    def __init__(self, line: str, *, sent: bool = True) -> None:
        self.sent = sent
        super().__init__(line)


class Refusal(Exception):
    """The portal refused: a problem as RFC 9457 has it. `errors` name each field with what is wrong with it;
    `retry_after` is in how many seconds it may be asked again."""

    def __init__(
        self, status: int, title: str, detail: str = "", errors: list[dict[str, str]] | None = None, *,
        retry_after: float | None = None,
    ) -> None:  # fmt: skip
        self.status, self.title, self.detail, self.errors = status, title, detail, errors or []
        self.retry_after = retry_after
        super().__init__(self.line())

    @classmethod
    def of(cls, response: httpx.Response) -> Refusal:
        """Also of an answer that is no problem, as a proxy before the portal may give one."""
        told = response.headers.get("Retry-After", "")
        retry_after = float(told) if told.isascii() and told.isdigit() else None
        try:
            body: Any = response.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return cls(response.status_code, response.reason_phrase or "Refused", retry_after=retry_after)
        faults = body.get("errors") or body.get("faults") or []
        listed = faults if isinstance(faults, list) else []
        errors = [{name: str(text) for name, text in each.items()} for each in listed if isinstance(each, dict)]
        title, detail = str(body.get("title") or response.reason_phrase), str(body.get("detail") or "")
        return cls(response.status_code, title, detail, errors, retry_after=retry_after)

    def line(self) -> str:
        """All that it says, on one line."""
        more = [*([self.detail] if self.detail else []), *map(fault_line, self.errors)]
        title = f"{self.status} {self.title}".rstrip(".")
        return " ".join(": ".join([title, *(["; ".join(more)] if more else [])]).split())


def fault_line(fault: dict[str, str]) -> str:
    """One field: what is wrong, or what was found and what would fit."""
    if "found" in fault:
        return f"{fault.get('field', '')}: found {fault['found']}, fits {fault.get('fits', '')}"
    field = fault.get("field", "")
    return f"{field}: {fault.get('detail', '')}" if field else fault.get("detail", "")

"""One call, tried again where that does no harm, and lists followed to their end."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx

from drportal_client.refusals import NotReached, Refusal

TRIES = 4
LONGEST_WAIT = 60.0
"""Seconds. Who is told to wait for longer is not kept waiting: the refusal says so."""
TOO_MANY = 429
"""Nothing was done: it may be asked again in any case."""
PASSING = frozenset({502, 503, 504})
"""Refusals that go by themselves, of which nobody knows whether anything was done."""


class Asking:
    """Calls at one address. `harmless` calls, which do the same however often they come, are tried TRIES times."""

    def __init__(self, http: httpx.Client, *, sleep: Callable[[float], None] = time.sleep, tries: int = TRIES) -> None:
        self.http, self.sleep, self.tries = http, sleep, tries

    def ask(self, method: str, address: str, *, harmless: bool, **given: Any) -> httpx.Response:
        """The answer, which is none of a refusal. Raises Refusal and NotReached."""
        for number in range(1, self.tries + 1):
            try:
                return self._once(method, address, given)
            except (Refusal, NotReached) as problem:
                wait = wait_after(problem, harmless=harmless, number=number)
                if wait is None or number == self.tries:
                    raise
                self.sleep(wait)
        raise AssertionError

    def _once(self, method: str, address: str, given: Mapping[str, Any]) -> httpx.Response:
        try:
            response = self.http.request(method, address, **given)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            # Where no connection came about, nothing was sent.
            sent = not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
            raise NotReached(f"{self.host} cannot be reached: {error or type(error).__name__}", sent=sent) from None
        if not response.is_success:
            raise Refusal.of(response)
        return response

    @property
    def host(self) -> str:
        return self.http.base_url.host or "The address"


def wait_after(problem: Refusal | NotReached, *, harmless: bool, number: int) -> float | None:
    """How many seconds to wait before the next try; None where there is to be none."""
    if isinstance(problem, NotReached):
        return pause(number) if harmless or not problem.sent else None
    if problem.status != TOO_MANY and not (harmless and problem.status in PASSING):
        return None
    if problem.retry_after is None:
        return pause(number)
    return problem.retry_after if problem.retry_after <= LONGEST_WAIT else None


def pause(number: int) -> float:
    """Ever longer, and not at the same moment as all others that were refused."""
    return random.uniform(0.5, 1) * 2.0 ** (number - 1)  # noqa: S311 - no secret


def every(page_at: Callable[[Mapping[str, Any]], Any], query: Mapping[str, Any]) -> Iterator[Any]:
    """The items of all pages. Raises NotReached where a cursor leads back to where it came from."""
    cursor, seen = "", set[str]()
    while True:
        page = page_at({**query, "limit": 100, **({"cursor": cursor} if cursor else {})})
        yield from page["items"]
        following = page["next_cursor"]
        if following is None:
            return
        if following in seen:
            raise NotReached("The list of the portal does not end.")
        seen.add(following)
        cursor = following

"""The interface of a portal, as methods: each call and answer has the types of its OpenAPI description."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Self, cast
from urllib.parse import quote
from uuid import uuid4

import httpx

from drportal_client import described as d
from drportal_client.asking import TRIES, Asking, every
from drportal_client.refusals import NotReached

TIMEOUT = httpx.Timeout(60.0, connect=10.0)


class Portal:
    """A portal and a token. Methods raise Refusal where it refuses, NotReached where it does not answer.

    What reads is tried again; what creates carries an `Idempotency-Key`, so that it is created once however often it
    has to be sent; what changes says which state it has read, and is refused (412) where somebody else was quicker.
    """

    def __init__(
        self, address: str, token: str, *, transport: httpx.BaseTransport | None = None, tries: int = TRIES,
        sleep: Callable[[float], None] | None = None, language: str = "en",
    ) -> None:  # fmt: skip
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": language, "User-Agent": "drportal-client/0.2"}
        # Redirections are not followed: the token is for this portal and nobody else.
        self.http = httpx.Client(
            base_url=f"{address.rstrip('/')}/api/v1/", headers=headers, timeout=TIMEOUT, transport=transport
        )
        self.asking = Asking(self.http, tries=tries, **({"sleep": sleep} if sleep else {}))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    # --- reading ----------------------------------------------------------------------------------------------------
    def me(self) -> d.MeOut:
        return cast(d.MeOut, self._read("me"))

    def systems(self, **filters: str) -> Iterator[d.SystemOut]:
        """All that match, page after page; the filters are those of the list: q, unit, strategy, state, findings …"""
        return self._every("systems", filters)

    def system(self, key: str) -> d.SystemOut:
        return cast(d.SystemOut, self._read(of_system(key)))

    def dependencies(self, key: str) -> d.DependenciesOut:
        return cast(d.DependenciesOut, self._read(of_system(key, "dependencies")))

    def protection(self, key: str) -> d.ProtectionOut:
        return cast(d.ProtectionOut, self._read(of_system(key, "protection")))

    def exercises(self, key: str) -> list[d.ExerciseOut]:
        return cast(d.ExercisesOut, self._read(of_system(key, "exercises")))["items"]

    def profile(self, key: str) -> d.ProfileOut:
        return cast(d.ProfileOut, self._read(of_system(key, "profile")))

    def findings(self, key: str) -> list[d.FindingOut]:
        return cast(d.FindingsOut, self._read(of_system(key, "findings")))["items"]

    def plan(self, key: str) -> d.PlanOut:
        return cast(d.PlanOut, self._read(of_system(key, "plan")))

    def portfolio(self) -> d.PortfolioOut:
        return cast(d.PortfolioOut, self._read("portfolio"))

    def scenarios(self) -> Iterator[d.ScenarioOut]:
        return self._every("scenarios", {})

    def scenario(self, number: int) -> d.ScenarioOut:
        return cast(d.ScenarioOut, self._read(f"scenarios/{int(number)}"))

    def prediction(self, number: int) -> d.PredictionOut:
        return cast(d.PredictionOut, self._read(f"scenarios/{int(number)}/prediction"))

    # --- writing ----------------------------------------------------------------------------------------------------
    def add_system(self, system: d.SystemIn, *, repeat_key: str = "") -> d.SystemOut:
        return cast(d.SystemOut, self._create("systems", system, repeat_key))

    def add_dependency(self, key: str, dependency: d.DependencyIn, *, repeat_key: str = "") -> d.DependencyOut:
        return cast(d.DependencyOut, self._create(of_system(key, "dependencies"), dependency, repeat_key))

    def add_exercise(self, key: str, exercise: d.ExerciseIn, *, repeat_key: str = "") -> d.ExerciseOut:
        return cast(d.ExerciseOut, self._create(of_system(key, "exercises"), exercise, repeat_key))

    def change_system(self, key: str, change: d.SystemChange) -> d.SystemOut:
        """What is left out stays."""
        return cast(d.SystemOut, self._change("PATCH", of_system(key), change))

    def change_protection(self, key: str, protection: d.ProtectionIn) -> d.ProtectionOut:
        """All of it: what is left out has not been said."""
        return cast(d.ProtectionOut, self._change("PUT", of_system(key, "protection"), protection))

    def retire(self, key: str) -> d.SystemOut:
        return cast(d.SystemOut, self._change("POST", of_system(key, "retire"), None, of=of_system(key)))

    def bring_back(self, key: str) -> d.SystemOut:
        return cast(d.SystemOut, self._change("POST", of_system(key, "bring-back"), None, of=of_system(key)))

    # --- how --------------------------------------------------------------------------------------------------------
    def _read(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        return body_of(self.asking.ask("GET", path, harmless=True, params=dict(query or {})))

    def _every(self, path: str, filters: Mapping[str, str]) -> Iterator[Any]:
        return every(lambda query: self._read(path, query), {name: text for name, text in filters.items() if text})

    def _create(self, path: str, said: Any, repeat_key: str) -> Any:
        headers = {"Idempotency-Key": repeat_key or str(uuid4())}
        return body_of(self.asking.ask("POST", path, harmless=True, json=said, headers=headers))

    def _change(self, method: str, path: str, said: Any, *, of: str = "") -> Any:
        """With the tag of what was just read. Not sent again where its answer was lost: it may have been done."""
        # As it is, not packed: a proxy that packs it gives it another tag.
        read = self.asking.ask("GET", of or path, harmless=True, headers={"Accept-Encoding": "identity"})
        sent = {} if said is None else {"json": said}
        headers = {"If-Match": read.headers.get("ETag", "")}
        return body_of(self.asking.ask(method, path, harmless=False, headers=headers, **sent))


def of_system(key: str, part: str = "") -> str:
    """The path of a system, whatever its key is said to be."""
    return f"systems/{quote(key, safe='')}" + (f"/{part}" if part else "")


def body_of(response: httpx.Response) -> Any:
    """Raises NotReached where something else than the portal has answered."""
    try:
        return response.json()
    except ValueError:
        raise NotReached("What answered is no DR Portal: it gave no JSON.") from None

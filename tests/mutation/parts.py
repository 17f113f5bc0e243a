"""What is mutated, and which tests are asked about it."""

from __future__ import annotations

from dataclasses import dataclass

METHOD_LIMIT = 0.05


@dataclass(frozen=True)
class Part:
    """Some modules with the tests that speak of them; more than `limit` survivors of all are a failure."""

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]
    limit: float | None = None

    def holds(self, path: str) -> bool:
        return any(path == module or path.startswith(f"{module}/") for module in self.modules)


METHOD = Part("recovery", ("recovery",), ("tests/recovery",), limit=METHOD_LIMIT)
# The services that move states. Their tests go through pages and a database, so they are many times slower.
SERVICES = Part(
    "services",
    (
        "assessments/actions/answering.py",
        "assessments/actions/asking.py",
        "assessments/actions/reviewing.py",
        "assessments/services/justifications.py",
        "derivation/services/batches.py",
        "derivation/services/deriving.py",
        "notifications/services/delivery.py",
        "panels/services/ending.py",
        "policies/actions/publishing.py",
    ),
    ("tests/assessments", "tests/derivation", "tests/notifications", "tests/panels", "tests/policies"),
)
PARTS = (METHOD, SERVICES)


def chosen(paths: list[str]) -> list[tuple[Part, tuple[str, ...]]]:
    """Each part with the modules of it to mutate: all, or those among `paths`.

    A path that belongs to no part raises a LookupError.
    """
    if not paths:
        return [(part, part.modules) for part in PARTS]
    for path in paths:
        if not any(part.holds(path) for part in PARTS):
            raise LookupError(f"{path} is none of the modules that are mutated; tests/mutation/parts.py lists them.")
    found = [(part, tuple(path for path in paths if part.holds(path))) for part in PARTS]
    return [(part, modules) for part, modules in found if modules]

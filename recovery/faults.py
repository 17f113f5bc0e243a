"""Bad input: every fault collected, each on one line that names where it is and what was given."""

import json
from typing import Any


class ContractError(ValueError):
    """A document that breaks the derive contract; `faults` holds one line for each thing that is wrong."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class Unusable:
    """A number that JSON cannot mean: NaN, an infinity, or more digits than any quantity has."""

    def __init__(self, written: str) -> None:
        self.written = written if len(written) <= 40 else f"{written[:30]}… ({len(written)} digits)"


class Repeated(dict[str, object]):
    """An object in which a name was given twice."""

    names: tuple[str, ...] = ()


def shown(value: Any) -> str:
    """A value as a fault names it: short, on one line, in ASCII."""
    if isinstance(value, Unusable):
        return value.written.encode("ascii", "replace").decode()
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    written = json.dumps(value)
    return written if len(written) <= 80 else written[:77] + "..."


class Faults:
    """The faults of one document, in the order found."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, where: str, value: Any, wanted: str) -> None:
        self.lines.append(f"{where}: {shown(value)} is not {wanted}")

    def note(self, where: str, what: str) -> None:
        self.lines.append(f"{where}: {what}")

    def members(self, where: str, value: Any) -> dict[str, Any]:
        """An object's members; none, and a fault, for anything else. Null is an object left out."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.add(where, value, "an object")
            return {}
        if isinstance(value, Repeated):
            for name in value.names:
                self.note(where, f"{shown(name)} is given twice")
        return value

    def items(self, where: str, value: Any) -> list[Any]:
        """A list's items; none, and a fault, for anything else. Null is a list left out."""
        if value is None or isinstance(value, list):
            return value or []
        self.add(where, value, "a list")
        return []

    def unknown(self, where: str, members: dict[str, object], known: Any) -> None:
        """A fault for each member that the contract does not have."""
        for name, value in members.items():
            if name not in known:
                self.note(where, f"{shown(name)} is not known (value {shown(value)})")

    def settle(self) -> None:
        """Raise ContractError when anything was wrong."""
        if self.lines:
            raise ContractError(self.lines)

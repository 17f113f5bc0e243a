"""Terraform's language, as far as the files need it: blocks, values and expressions, with every text escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Expression:
    """What stands as it is: `var.role`. Never made from what somebody typed."""

    text: str


Value = str | int | bool | Expression | list["Value"] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True)
class Block:
    """`kind "label" { … }`, its attributes first, then the blocks inside."""

    kind: str
    labels: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()


def quoted(text: str) -> str:
    """The text between quotes: nothing in it ends it, and no `${` or `%{` in it is evaluated."""
    found = "".join(ESCAPED.get(each, each if each.isprintable() else escaped(each)) for each in text)
    return '"' + found.replace("${", "$${").replace("%{", "%%{") + '"'


def escaped(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"


def written(value: Value) -> str:
    if isinstance(value, Expression):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[" + ", ".join(written(each) for each in value) + "]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{quoted(name)} = {written(each)}" for name, each in value.items()) + " }"
    return str(value)


def lines(block: Block, depth: int = 0) -> Iterator[str]:
    indent = "  " * depth
    yield indent + " ".join((block.kind, *(quoted(each) for each in block.labels), "{"))
    width = max(map(len, block.values), default=0)
    for name, value in block.values.items():
        yield f"{indent}  {name:<{width}} = {written(value)}"
    for number, inner in enumerate(block.blocks):
        if number or block.values:
            yield ""
        yield from lines(inner, depth + 1)
    yield indent + "}"


def document(blocks: list[Block]) -> str:
    return "\n\n".join("\n".join(lines(block)) for block in blocks) + "\n"


def variable(name: str, meaning: str, default: Value | None = None, kind: str = "string") -> Block:
    values: dict[str, Value] = {"description": meaning, "type": Expression(kind)}
    return Block("variable", (name,), values if default is None else {**values, "default": default})

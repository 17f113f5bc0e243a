"""The types of the client from the description of the interface: `python -m tests.client.describing` writes them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

FILE = Path(__file__).resolve().parents[2] / "client" / "src" / "drportal_client" / "described.py"
HEAD = '''"""What the portal says and what it takes, from its OpenAPI description.

Written by `python -m tests.client.describing`; a test holds it against the description.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict
'''
TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
OF_QUERIES = re.compile(r"(Filters|^Paged)$")


def described(schema: dict[str, Any]) -> str:
    """The module: a TypedDict for each schema that bodies have."""
    schemas = {name: each for name, each in sorted(schema["components"]["schemas"].items()) if is_body(name)}
    return "\n".join([HEAD, *(line for name, each in schemas.items() for line in class_of(name, each))])


def is_body(name: str) -> bool:
    return not OF_QUERIES.search(name)


def class_of(name: str, schema: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield f"class {name}(TypedDict):"
    if meaning := " ".join(schema.get("description", "").split()):
        yield from wrap(f'"""{meaning}"""', 110, initial_indent="    ", subsequent_indent="    ")
        yield ""
    # What the portal says it says always; what it takes may be left out where it has a default.
    taken = name.endswith(("In", "Change"))
    needed = set(schema.get("required", ()))
    for field, each in schema.get("properties", {}).items():
        annotation = type_of(each)
        yield f"    {field}: {f'NotRequired[{annotation}]' if taken and field not in needed else annotation}"
    if not schema.get("properties"):
        yield "    pass"
    yield ""


def type_of(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return f"Literal[{', '.join(json.dumps(each, ensure_ascii=False) for each in schema['enum'])}]"
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(type_of(each) for each in schema["anyOf"]))
    kind = schema.get("type")
    if kind == "array":
        return f"list[{type_of(schema.get('items', {}))}]"
    if kind == "object":
        held = schema.get("additionalProperties")
        return f"dict[str, {type_of(held) if isinstance(held, dict) else 'Any'}]"
    return TYPES.get(str(kind), "Any")


def main() -> None:
    import django

    django.setup()
    from api.views.interface import interface
    from drportal import urls  # noqa: F401 - every address is there

    schema = json.loads(json.dumps(interface.get_openapi_schema(path_prefix="/api/v1/"), default=str))
    FILE.write_text(formatted(described(schema)), encoding="utf-8")


def formatted(text: str) -> str:
    """In the style of the house."""
    ruff = str(Path(sys.executable).parent / "ruff")
    command = [ruff, "format", "--quiet", "--stdin-filename", str(FILE), "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()

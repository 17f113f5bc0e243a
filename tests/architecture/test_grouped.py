"""One way to write a count everywhere: 3,000 in a sentence, in a heading and in a mail, never 3000 beside it.

Templates write it with `|grouped`, Python with `grouped_number`. What a machine reads (an attribute) stays plain.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = re.compile(r"{% blocktranslate(?P<head>[^%]*)%}(?P<body>.*?){% endblocktranslate %}", re.DOTALL)
SHOWN = re.compile(r"{{ ?([^}|]*(?:\|length|\bcount|_count|\.total|\.num_pages|\.systems|\.answered|\.blocks)) ?}}")
ATTRIBUTE = re.compile(r"""[\w-]+(?:{{[^}]*}})?=("[^"]*"|'[^']*')""")
ALREADY = ".in_words."
"""Where numbers have been put into words before."""
COUNTS = frozenset(("n", "count", "total", "answered", "over", "people"))
"""What sentences call a count."""
BELOW = frozenset(
    (
        "systems/services/imports/cells.py",
        "systems/services/imports/settling.py",
        "systems/services/imports/tables/table.py",
        "policies/views/publishing.py",
    )
)
"""Columns of a file, lengths and parts of a cell, which are below a thousand; numbers that come grouped."""


def prints(body: str, name: str) -> bool:
    return name in re.findall(r"{{ ?(\w+) ?}}", body)


def bare_in(template: str) -> Iterator[str]:
    """The counts that a template prints as they are."""
    for text in TEXT.finditer(template):
        counted = re.search(r"\bcount (\w+)=(\S+)", text["head"])
        if counted and "|grouped" not in counted[2] and prints(text["body"], counted[1]):
            yield f"{counted[0]} is printed"
        for name, given in re.findall(r"\b(\w+)=(\S+(?:\.total|\|length|\.count|\.num_pages))(?=\s|$)", text["head"]):
            if ALREADY not in given and prints(text["body"], name):
                yield f"{name}={given} is printed"
    without = ATTRIBUTE.sub("", TEXT.sub("", template))
    yield from (each.strip() for each in SHOWN.findall(without))


def bare_in_code(source: str) -> Iterator[str]:
    """The counts that a sentence gets as they are."""
    for node in ast.walk(ast.parse(source)):
        given: list[tuple[object, ast.expr]] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.right, ast.Dict):
            keys = (each.value if isinstance(each, ast.Constant) else None for each in node.right.keys)
            given = list(zip(keys, node.right.values, strict=True))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            given = [(each.arg, each.value) for each in node.keywords]
        for name, value in given:
            if name in COUNTS and "grouped_number" not in ast.unparse(value):
                yield f"{node.lineno}: {name}={ast.unparse(value)}"


def templates() -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt"))


def modules() -> list[Path]:
    packages = [path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name not in ("tests", "recovery")]
    return sorted(path for package in packages for path in package.rglob("*.py") if "migrations" not in path.parts)


def test_no_template_prints_a_bare_count():
    found = {str(path.relative_to(ROOT)): list(bare_in(path.read_text())) for path in templates()}
    assert {path: bare for path, bare in found.items() if bare} == {}


def test_no_sentence_gets_a_bare_count():
    found = {str(path.relative_to(ROOT)): list(bare_in_code(path.read_text())) for path in modules()}
    assert {path: bare for path, bare in found.items() if bare and path not in BELOW} == {}


@pytest.mark.parametrize(
    ("template", "bare"),
    [
        ("{% blocktranslate count n=rows|length %}{{ n }} a{% plural %}{{ n }} b{% endblocktranslate %}", True),
        ("{% blocktranslate count a=rows|length with n=rows|length|grouped %}{{ n }} a{% endblocktranslate %}", False),
        ("{% blocktranslate with total=page.total %}of {{ total }}{% endblocktranslate %}", True),
        ("{% blocktranslate with total=page.total|grouped %}of {{ total }}{% endblocktranslate %}", False),
        ("<td>{{ move.count }}</td>", True),
        ("<td>{{ rows|length }}</td>", True),
        ("<td>{{ row.unit.systems }}</td>", True),
        ('<a data-count="{{ rows|length }}">{{ rows|length|grouped }}</a>', False),
    ],
)  # fmt: skip
def test_it_sees_what_is_bare(template, bare):
    assert bool(list(bare_in(template))) == bare


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ('ngettext("%(n)s a", "%(n)s b", count) % {"n": count}', True),
        ('text.format(n=number)', True),
        ('ngettext("%(n)s a", "%(n)s b", count) % {"n": grouped_number(count)}', False),
        ('gettext("%(name)s") % {"name": name}', False),
    ],
)  # fmt: skip
def test_it_sees_what_a_sentence_gets(source, bare):
    assert bool(list(bare_in_code(source))) == bare

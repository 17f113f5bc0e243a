"""No code asks which language it is: what differs between languages stands in their catalogues."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from recovery.languages import FOLDER, languages

ROOT = Path(__file__).resolve().parents[3]
LOADER = "recovery/languages.py"
CODES = frozenset(languages())
IN_TEMPLATES = re.compile(
    rf"""(?xi) (?:==|!=|\bin) \s* ["'](?:{"|".join(CODES)})["'] | ["'](?:{"|".join(CODES)})["'] \s* (?:==|!=)
    | \{{% [^%]* lang [^%]* \| slice: | \{{\{{ [^}}]* lang [^}}]* \| slice:"""
)


def sources() -> list[Path]:
    packages = [path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"]
    modules = [ROOT / "manage.py", *(path for package in packages for path in package.rglob("*.py"))]
    pages = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    return [path for path in (*modules, *pages) if "migrations" not in path.parts]


def asking(name: str, text: str) -> list[str]:
    """The places of a file that ask which language it is."""
    if not name.endswith(".py"):
        return [f"{name}: {found[0]}" for found in IN_TEMPLATES.finditer(text)]
    return [f"{name}:{node.lineno}: {ast.unparse(node)}" for node in ast.walk(ast.parse(text)) if asks(node)]


def asks(node: ast.AST) -> bool:
    match node:
        case ast.Compare():
            return any(map(names_one, literals(node)))
        case ast.Call(func=ast.Attribute(attr="startswith" | "endswith" | "removeprefix")):
            return any(names_one(each) for argument in node.args for each in (argument, *parts(argument)))
        case ast.MatchValue():
            return names_one(node.value)
        case ast.Subscript(slice=ast.Slice(lower=None, upper=ast.Constant())):
            return re.search(r"lang|spoken|locale", ast.unparse(node.value), re.I) is not None
    return False


def literals(node: ast.Compare) -> Iterator[ast.expr]:
    """What is compared; of "is it one of" what it may be, for `"en" in fields` asks for a field of that name."""
    for operator, left, right in zip(node.ops, (node.left, *node.comparators), node.comparators, strict=False):
        if isinstance(operator, ast.In | ast.NotIn):
            yield from parts(right)
        else:
            yield from (left, right)


def parts(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else []


def names_one(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in CODES


@pytest.mark.unmutated
def test_nothing_asks_which_language_it_is():
    names = {path: path.relative_to(ROOT).as_posix() for path in sources()}
    found = [
        place
        for path, name in names.items()
        if name != LOADER
        for place in asking(name, path.read_text(encoding="utf-8"))
    ]
    assert not found, "Put what differs into the catalogues:\n" + "\n".join(found)
    assert LOADER in names.values()
    assert FOLDER == ROOT / "recovery" / "locale"


@pytest.mark.parametrize(
    "planted",
    [
        'if language == "es": pass', 'x = 1 if "en" != spoken else 2', 'language in ("es", "en")', 'one not in ["es"]',
        "language[:2]", "get_language()[:2]", 'language.startswith("es")', 'language.startswith(("es", "en"))',
        'match language:\n    case "es": pass',
    ],
)  # fmt: skip
def test_code_that_asks_is_found(planted):
    assert asking("planted.py", planted)


@pytest.mark.parametrize("fine", ['"en" in self.errors', "parts[:2]", 'typed == "yes"', 'texts.get("es")'])
def test_code_that_does_not_ask_is_left_alone(fine):
    assert not asking("fine.py", fine)


@pytest.mark.parametrize(
    "planted", ['{% if LANGUAGE_CODE == "es" %}', "{% if 'en' != language %}", '{{ LANGUAGE_CODE|slice:":2" }}']
)
def test_templates_that_ask_are_found(planted):
    assert asking("planted.html", planted)
    assert not asking("fine.html", '<td lang="es">{{ text.said.es }}</td>')

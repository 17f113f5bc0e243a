"""All that owners read, sentence by sentence: the method's plain texts, the questionnaire, their pages and mails."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.languages import po_file

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "es")
FOLDERS = (
    "accounts",
    "assessments",
    "panels",
    "questionnaires/answers",
    "questionnaires/questions",
    "notifications/mails",
)
ARCHITECTS = (
    "accounts/people",
    "accounts/person",
    "accounts/trail",
    "assessments/review",
    "assessments/to_do/_architect",
)
"""Templates in those folders that owners do not see."""
CODE = ("assessments", "panels", "questionnaires/fields", "questionnaires/forms")
OTHERS_READ = ("language", "numbers", "durations", "reading", "pictures")
"""Parts of the method's catalogues that hold no sentences, or repeat what somebody has typed."""
TRANSLATED = {"gettext", "gettext_lazy", "ngettext", "pgettext", "_"}

Text = tuple[str, str]
"""Where it stands, and the text."""

SPANISH = po_file.read(ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po")
END = re.compile(r"[.?!:;…](?:[”\"»)]*)(?:\s|$)|\n")
VALUE_OF_TWO_WORDS = re.compile(
    r"\{\w+:(?:duration|work|most|within|asked|plus|cope|after|money|amount|estimate|entries|people)\}"
)
VALUE = re.compile(r"\{[^}]*\}|%\(\w+\)[sd]")


def sentences(text: str) -> list[str]:
    """A colon or a semicolon ends one too: there the voice stops."""
    bare = re.sub(r"<[^>]+>", " ", text)
    return [each.strip() for each in END.split(bare) if each.strip()]


def length(sentence: str) -> int:
    """Words, with each value as it will be said."""
    said = VALUE.sub("value", VALUE_OF_TWO_WORDS.sub("two words", sentence))
    return len(re.findall(r"[\w'’%$]+(?:-\w+)*", said))


def of_the_method(language: str) -> Iterator[Text]:
    catalogue = tomllib.loads((ROOT / "recovery" / "locale" / f"{language}.toml").read_text())
    for path, text in leaves(catalogue):
        if path[0] not in OTHERS_READ and path[-1] != "terms":
            yield ".".join(path), text


def leaves(node: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, value in node.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, name))
        elif isinstance(value, str):
            yield (*path, name), value


def of_the_questionnaire(language: str) -> Iterator[Text]:
    def walk(node: Any, place: str) -> Iterator[Text]:
        if isinstance(node, list):
            for each in node:
                yield from walk(each, place)
        elif isinstance(node, dict) and language in node:
            yield place, node[language]
        elif isinstance(node, dict):
            here = f"{place} {node['key']}" if "key" in node else place
            for value in node.values():
                yield from walk(value, here)

    yield from walk(tomllib.loads((ROOT / "questionnaires" / "standard.toml").read_text()), "questionnaire")


def of_pages_and_mails(language: str) -> Iterator[Text]:
    """English as it stands in templates and code; in another language what the catalogue has for it."""
    known = {form: entry for entry in SPANISH.values() for form in (entry.message, entry.plural) if form}
    for text, place in dict((*_in_templates(), *_in_code())).items():
        if language == "en":
            yield place, text
        elif text in known:
            yield from ((place, said) for said in known[text].said.values())


def _in_templates() -> Iterator[Text]:
    """Each text, and where it stands."""
    for folder in FOLDERS:
        for path in sorted((ROOT / "templates" / folder).rglob("*.[ht][tx][mt]*")):
            place = str(path.relative_to(ROOT / "templates"))
            if place.startswith(ARCHITECTS):
                continue
            source = path.read_text()
            for said in re.findall(r"""translate (?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""", source):
                yield said[0] or said[1], place
            for block in re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", source, re.DOTALL):
                for form in block.split("{% plural %}"):
                    yield re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", form), place


def _in_code() -> Iterator[Text]:
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATED:
                    for each in node.args:
                        if isinstance(each, ast.Constant) and isinstance(each.value, str):
                            yield each.value, str(path.relative_to(ROOT))


def without_values(text: str) -> str:
    """The names of values are read by nobody."""
    return VALUE.sub("", text)


def all_texts(language: str) -> Iterator[Text]:
    yield from of_the_method(language)
    yield from of_the_questionnaire(language)
    yield from of_pages_and_mails(language)

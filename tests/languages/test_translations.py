"""Spanish is complete: every text of the sources, none left English on a page, and what runs is what was translated."""

from __future__ import annotations

import gettext
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from tests.languages import po_file
from tests.pages.company import OWN, SECRET, readable
from tests.pages.test_routes import EXPECTED, ROUTES, WITH_STYLES_OF_ITS_OWN

ROOT = Path(__file__).resolve().parents[2]
MESSAGES = Path("locale") / "es" / "LC_MESSAGES"
SPANISH = po_file.read(ROOT / MESSAGES / "django.po")
TRANSLATED = [entry for entry in SPANISH.values() if entry.message and all(entry.translations)]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+>")


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> dict[po_file.Key, po_file.Entry]:
    """The catalogue as `make messages` leaves it, in a copy of the sources."""
    if not shutil.which("xgettext"):
        if os.environ.get("EVERYTHING") == "1":
            pytest.fail("gettext is not installed, and nothing may be left out")
        pytest.skip("gettext is not installed, so no texts can be collected")
    copy = tmp_path_factory.mktemp("sources")
    sources = [path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"]
    for folder in (*sources, ROOT / "templates", ROOT / "locale"):
        shutil.copytree(folder, copy / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("manage.py", "Makefile"):
        shutil.copy(ROOT / name, copy)
    run = subprocess.run(
        ["make", "--assume-old=.venv/complete", "messages", f"VENV='{sys.executable}'"],
        cwd=copy, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    return po_file.read(copy / MESSAGES / "django.po")


def test_every_text_of_the_sources_is_translated(collected):
    missing = [
        entry.message
        for entry in collected.values()
        if entry.message and ("fuzzy" in entry.flags or not all(entry.translations))
    ]
    assert not missing, "Translate these, then run `make messages`:\n" + "\n".join(missing)


def test_no_translation_is_left_of_a_text_that_is_gone(collected):
    assert not SPANISH.keys() - collected.keys(), "Run `make messages`."


def test_placeholders_agree():
    faults = []
    for entry in TRANSLATED:
        known = placeholders(entry.message) | placeholders(entry.plural)
        for said in entry.translations[:-1]:
            faults += [entry.message] if placeholders(said) - known else []
        wanted = placeholders(entry.plural or entry.message)
        faults += [entry.message] if placeholders(entry.translations[-1]) != wanted else []
    assert not faults


def test_texts_begin_and_end_alike():
    """A space or a line at the end belongs to what stands around the text."""
    faults = [
        entry.message for entry in TRANSLATED for said in entry.translations if edges(said) != edges(entry.message)
    ]
    assert not faults


def test_what_runs_is_what_was_translated():
    with (ROOT / MESSAGES / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in TRANSLATED:
        if entry.plural and entry.context:
            said = [compiled.npgettext(entry.context, entry.message, entry.plural, n) for n in (1, 2)]
        elif entry.plural:
            said = [compiled.ngettext(entry.message, entry.plural, n) for n in (1, 2)]
        elif entry.context:
            said = [compiled.pgettext(entry.context, entry.message)]
        else:
            said = [compiled.gettext(entry.message)]
        assert said == entry.translations, "The .mo is older than the .po: run `make messages`."


PAGES = [name for name in ROUTES if (name, "GET") in EXPECTED and name not in WITH_STYLES_OF_ITS_OWN]
ENGLISH = re.compile(r"\b(the|is|are|and|or|not|with|you|your|to|by|yet|it|its|what|who|from|has|was)\b", re.I)


@pytest.mark.parametrize("person", ["owner", "architect", "manager", "administrator"])
def test_no_page_is_half_translated(person, ask, url_of, company):
    """Whatever reads the same in both languages, and has an English word in it, was forgotten."""
    faults = []
    for route in PAGES:
        english, spanish = (texts_of(ask(person, "GET", url_of(route), language=code)) for code in ("en", "es"))
        faults += [f"{route}: {text}" for text in sorted(english & spanish) if ENGLISH.search(text)]
    assert not faults, "\n" + "\n".join(faults)


def test_a_visitor_reads_the_language_of_the_browser(db):
    page = Client().get("/sign-in/", headers={"Accept-Language": "es-MX,es;q=0.9"}).content.decode()
    assert '<html lang="es"' in page
    assert "Envíenme un enlace" in page


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


class Texts(HTMLParser):
    """What people read or hear of a page in its own language; what says that it is in another, names and code are
    left out."""

    SPOKEN = ("aria-label", "alt", "title", "placeholder")
    VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.inside: list[tuple[str, bool]] = []

    @property
    def silent(self) -> bool:
        return any(quiet for _tag, quiet in self.inside)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        elsewhere = tag != "html" and "lang" in dict(attrs)
        if tag not in self.VOID:
            self.inside.append((tag, elsewhere or tag in ("script", "style", "code")))
        self.found |= {value for name, value in attrs if name in self.SPOKEN and value}

    def handle_endtag(self, tag: str) -> None:
        while any(opened == tag for opened, _quiet in self.inside) and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.add(" ".join(data.split()))


def texts_of(response) -> set[str]:
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return set()
    page = Texts()
    page.feed(readable(response.words))
    return {text for text in page.found if SECRET not in text and OWN not in text}

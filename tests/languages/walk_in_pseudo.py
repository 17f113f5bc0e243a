"""Every page, file and mail in a language that nobody speaks. Runs in a copy of the sources that has it as well, by
`test_third_language.py`; alone it has nothing to walk."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.utils import formats, translation
from pypdf import PdfReader

from accounts.models import User
from accounts.services.zones import place_of, zone_names
from assessments.mail_kinds import CONTRADICTIONS
from notifications.models import OutgoingMail
from notifications.services.composing import message_for
from questionnaires.document.parsing import parsed
from questionnaires.services import loading
from recovery.languages import DEFAULT, catalogue
from tests.languages.pseudo_language import CODE, KEPT, NAME
from tests.languages.test_translations import PAGES, SPANISH, texts_of
from tests.pages.company import SECRET, readable
from tests.pages.test_routes import EXPECTED, ROUTES
from tests.recovery.catalogues import NOT_SAID, leaves

PEOPLE = ("owner", "architect", "manager", "administrator")
FORGOTTEN = re.compile(
    r"\b(the|is|are|and|or|not|with|you|your|to|it|its|what|who|from|has|was|of|for|hours?|minutes?|days?)\b",
    re.I,
)
WITH_A_VOWEL = re.compile(r"[a-z]{0,9}[aeiou][a-z]{2,}|[a-z]{2,}[aeiou]", re.I)
"""A word in which an accent would be seen."""


def of_the_pages() -> set[str]:
    return {text for entry in SPANISH.values() for text in (entry.message, entry.plural) if text.strip()}


def of_the_method() -> set[str]:
    texts = leaves(dict(catalogue(DEFAULT))).items()
    return {text for way, text in texts if isinstance(text, str) and way[0] not in ("language", *NOT_SAID)}


def of_the_questionnaire() -> set[str]:
    return set(re.findall(rf'\b{DEFAULT} = "([^"]+)"', loading.STANDARD.read_text(encoding="utf-8")))


def as_it_is_read(text: str) -> str:
    """A pattern for a text with anything in its places; none for one that would fit everything."""
    words, places = KEPT.split(" ".join(text.split())), KEPT.findall(text)
    if places and not WITH_A_VOWEL.search(" ".join(words[::2])):
        return ""
    return "".join(".+" if at % 2 else re.escape(part) for at, part in enumerate(words))


ENGLISH = re.compile(
    "|".join({as_it_is_read(each) for each in of_the_pages() | of_the_method() | of_the_questionnaire()} - {""})
)
"""Every text of the catalogues as it stands there."""
NAMES = {person.title() for person in PEOPLE} | {name for _code, name in settings.LANGUAGES}
"""What people and languages are called, whoever reads it."""
OF_A_FILE = {"Name", "Imported"}
"""What stands in the table that the company imports."""
OF_DJANGO = {"This field is required.", ": This field is required."}
"""What comes from Django's own catalogues, which have nothing of this language."""
HIDDEN = {"Key", "Sent", "Version"}
"""Fields that nobody sees and every browser sends; only a form that is sent empty complains about them."""
ALLOWED = OF_A_FILE | OF_DJANGO | HIDDEN | set(map(place_of, zone_names()))
FORMS = [name for name in ROUTES if (name, "POST") in EXPECTED]


def faults_in(texts: set[str]) -> list[str]:
    """What is still English: a word that would have an accent, or a text of the catalogue as it stands there."""
    return [text for text in sorted(texts) if FORGOTTEN.search(text) or ENGLISH.fullmatch(text)]


def test_the_language_is_offered():
    assert (CODE, NAME) in settings.LANGUAGES
    assert parsed(loading.written(loading.STANDARD)).title.say(CODE).startswith("⟦")


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_page_speaks_it(person, method, ask, url_of):
    """Forms are sent empty: what they answer is said in it, too."""
    faults = []
    for route in PAGES if method == "GET" else FORMS:
        response = ask(person, method, url_of(route), language=CODE)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            page = response.words.decode()
            faults += [f"{route}: {text}" for text in faults_in(texts_of(response) - ALLOWED - NAMES)]
            if "<html" in page and not ("⟦" in page and f'<html lang="{CODE}"' in page):
                faults.append(f"{route}: does not speak it")
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("extension", ["pdf", "md", "csv", "xlsx"])
def test_every_file_speaks_it(extension, ask, url_of):
    content = ask("owner", "GET", url_of("exports:summary_file", format_key=extension), language=CODE).words
    words = text_of_pdf(content) if extension == "pdf" else readable(content)
    assert "Àbõüt thîs sümmàry" in words
    bare = re.sub(rf"<[^>]*>|{SECRET} unit of", " ", words)
    assert not [bare[max(found.start() - 60, 0) : found.end() + 30] for found in FORGOTTEN.finditer(bare)]


def test_a_mail_speaks_it(company):
    owner = company.people["owner"]
    User.objects.filter(pk=owner.pk).update(language=CODE)
    owner.refresh_from_db()
    mail = message_for(OutgoingMail.objects.create(kind=CONTRADICTIONS, key="walk", recipient=owner))
    assert mail.subject.startswith("⟦")
    assert not faults_in(set(mail.body.splitlines()) - {"", f"{SECRET} payments"})


def test_what_is_not_said_in_it_yet_is_named(ask, url_of):
    draft = ask("architect", "GET", url_of("questionnaires:draft"), language="en").words.decode()
    assert "No Pseudo yet" in draft
    assert "no Pseudo yet" in draft
    question = ask("architect", "GET", url_of("questionnaires:question"), language="en").words.decode()
    assert all(f'name="wording-{code}"' in question for code in ("en", "es", CODE))


def test_dates_are_written_as_english_does_where_django_has_no_formats():
    with translation.override(CODE):
        assert formats.date_format(datetime(2026, 11, 28, 15, 5, tzinfo=UTC), "DATETIME_FORMAT").endswith("2026, 15:05")


def text_of_pdf(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())

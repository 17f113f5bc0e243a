from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from questionnaires.models import Questionnaire
from questionnaires.services import loading
from questionnaires.services.drafting.own import question_in

NEW = {
    "kind": "text",
    "wording-en": "Who can be called at night?",
    "wording-es": "¿A quién se puede llamar de noche?",
    "why-en": "So that nobody has to search.",
    "why-es": "Para que nadie tenga que buscar.",
    "example-en": "The service desk.",
    "example-es": "La mesa de ayuda.",
    "name": "night contact",
}
"""What an architect types for a question of the company's own."""
KEY = "own_night_contact"
STANDARD = loading.written(loading.STANDARD)["version"]
"""The number of the version that comes with the portal; the architects' own follow it."""


@pytest.fixture
def editing(architect: User, sign_in) -> Client:
    return sign_in(architect)


@pytest.fixture
def draft(editing: Client) -> Questionnaire:
    editing.post(reverse("questionnaires:begin"))
    return Questionnaire.objects.drafts().get()


@pytest.fixture
def send(editing: Client, draft: Questionnaire) -> Callable[..., HttpResponse]:
    """`send("question", "peak", **{"wording-en": "…"})` opens a form, changes these fields as a person would, and sends
    it."""

    def sent(page: str, *place: str, client: Client = editing, **typed: object) -> HttpResponse:
        where = address(page, draft, *place)
        return client.post(where, {**fields_of(client.get(where)), **typed})

    return sent


@pytest.fixture
def own(send) -> str:
    """A question of the company's own in the draft, on the first page."""
    assert send("add", "harm", **NEW).status_code == 302
    return KEY


@pytest.fixture
def publish(editing: Client, draft: Questionnaire) -> Callable[..., Questionnaire]:
    """`publish()` looks at what the draft changes and publishes it."""

    def published(row: Questionnaire = draft, client: Client = editing, note: str = "As we speak") -> Questionnaire:
        where = address("publish", row)
        response = client.post(where, {**fields_of(client.get(where)), "note": note})
        assert response.status_code == 302, response.content.decode()
        return Questionnaire.objects.get(pk=row.pk)

    return published


def address(page: str, row: Questionnaire, *place: str) -> str:
    return reverse(f"questionnaires:{page}", args=[row.pk, *place])


def question(row: Questionnaire, key: str) -> dict:
    row.refresh_from_db()
    return question_in(row.document, key)


def keys_on(row: Questionnaire, topic: str) -> list[str]:
    row.refresh_from_db()
    return next([each["key"] for each in page["questions"]] for page in row.document["topics"] if page["key"] == topic)


def current() -> Questionnaire:
    return loading.current()


def press(client: Client, draft: Questionnaire, wish: str, *, follow: bool = False) -> HttpResponse:
    """Press a button of the outline as it is shown now."""
    shown = client.get(address("draft", draft))
    return client.post(address("move", draft), {**fields_of(shown), "do": wish}, follow=follow)


class Fields(HTMLParser):
    """What a browser would send of the last form on a page when nobody touches anything."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, object] = {}
        self.inside = ""
        self.first = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self.found = {}
        elif tag == "input" and name == "row":
            self.found.setdefault(name, []).append(value)
        elif tag == "input" and name and given.get("type") not in ("checkbox", "radio"):
            self.found[name] = value
        elif tag in ("textarea", "select"):
            self.inside, self.found[name], self.first = name, "", True
        elif tag == "option" and ("selected" in given or self.first):
            self.found[self.inside], self.first = value, False

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside and self.lasttag == "textarea":
            self.found[self.inside] = str(self.found[self.inside]) + data.removeprefix("\n")


def fields_of(response: HttpResponse) -> dict[str, object]:
    """The fields of the page's own form: the one for the language comes after it and is left out."""
    page = response.content.decode()
    main = page.split('<main id="main"')[1].split("</main>")[0]
    fields = Fields()
    fields.feed(main)
    return fields.found

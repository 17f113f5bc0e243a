"""The preview: the owner's own pages, in both languages, with answers that go nowhere."""

from __future__ import annotations

import pytest

from accounts.models import AuditEntry
from assessments.models import Assessment
from tests.questionnaires.drafting.conftest import NEW, address, current, fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(editing, draft):
    """`walk(page, peak="yes")` answers the page that is shown and gives the next one."""

    def on(shown, **typed):
        return editing.post(address("preview", draft), {**fields_of(shown), **typed})

    return on


def test_it_looks_as_the_owner_sees_it(editing, draft, own):
    page = editing.get(address("preview", draft)).content.decode()
    assert "<h1>When it stops</h1>" in page
    assert "Who can be called at night?" in page
    assert "So that nobody has to search." in page
    assert "The service desk." in page
    assert "1 of 7" in page
    spanish = editing.get(address("preview", draft), {"in": "es", "topic": "data"}).content.decode()
    assert '<html lang="es"' in spanish
    assert "¿Guarda datos propios?" in spanish
    assert "Guardar y continuar" in spanish


def test_one_walks_through_all_of_it_and_nothing_is_kept(editing, draft, send, walk):
    send("add", "promises", **NEW | {"when": "peak=yes"})
    before = AuditEntry.objects.count()
    shown = editing.get(address("preview", draft))
    headings = []
    answers = {
        "harm": {"mtd": "28800"},
        "meanwhile": {"peak": "yes", "peak_when": "In May"},
        "data": {"keeps_data": "no"},
    }
    for _ in range(6):
        headings.append(shown.content.decode().split("<h1>")[1].split("</h1>")[0])
        shown = walk(shown, then="next", **answers.get(fields_of(shown).get("topic"), {}))
    assert headings == [
        "When it stops", "Getting by without it", "Promises, money and people", "The data in it", "What you ask for",
        "Check your answers",
    ]  # fmt: skip
    assert not Assessment.objects.exists()
    assert AuditEntry.objects.count() == before


def test_what_hangs_on_an_answer_opens(editing, draft, send, walk):
    send("add", "promises", **NEW | {"when": "peak=yes"})
    first = editing.get(address("preview", draft), {"topic": "meanwhile"})
    assert "Who can be called at night?" not in walk(first, then="next", peak="no").content.decode()
    opened = walk(first, then="next", peak="yes")
    assert "Who can be called at night?" in opened.content.decode()
    back = walk(opened, then="back")
    assert 'value="yes" checked' in back.content.decode().replace('class="opens-1" ', "")
    last = walk(opened, then="go:objectives")
    checked = walk(last, then="next").content.decode()
    assert "Check your answers" in checked
    assert "left open" in checked
    assert "<p>Yes</p>" in checked


def test_what_cannot_be_read_is_said_as_it_would_be(editing, draft, walk):
    first = editing.get(address("preview", draft), {"topic": "promises"})
    refused = walk(first, then="next", loss_per_hour="a lot")
    assert refused.status_code == 422
    assert "was not understood" in refused.content.decode()


@pytest.mark.parametrize("so_far", ["", "x", "eyJhIjoxfQ:1:abc", "\x00", "9" * 5000])
def test_answers_that_nobody_signed_are_none(editing, draft, walk, so_far):
    first = editing.get(address("preview", draft))
    assert walk(first, so_far=so_far, then="next").status_code == 200


def test_an_answer_to_what_is_no_longer_asked_is_left_out(editing, draft, own, walk):
    shown = walk(editing.get(address("preview", draft)), then="next", own_night_contact="Mary")
    editing.post(address("question_remove", draft, own))
    assert "Mary" not in walk(shown, then="go:harm").content.decode()


@pytest.mark.parametrize("query", [{"topic": "nothing"}, {"in": "fr"}, {"width": "9"}, {"topic": "\x00", "in": "\x00"}])
def test_an_odd_address_shows_the_first_page(editing, draft, query):
    assert "<h1>When it stops</h1>" in editing.get(address("preview", draft), query).content.decode()


def test_on_a_phone_it_stands_in_a_frame_of_the_portal_itself(editing):
    row = current()
    phone = editing.get(address("preview", row), {"width": "phone", "in": "es", "topic": "data"}).content.decode()
    inner = phone.split('<iframe src="')[1].split('"')[0].replace("&amp;", "&")
    framed = editing.get(inner)
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in framed.headers["Content-Security-Policy"]
    page = framed.content.decode()
    assert "¿Guarda datos propios?" in page
    assert "Vista previa</strong>" not in page
    assert 'class="mainnav"' not in page

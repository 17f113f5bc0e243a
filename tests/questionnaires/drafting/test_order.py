"""Up and down: questions within their page, pages among each other, never before what they hang on."""

from __future__ import annotations

import re

import pytest

from accounts.models import AuditEntry
from tests.questionnaires.drafting.conftest import KEY, NEW, address, fields_of, keys_on, press, question

pytestmark = pytest.mark.django_db


def offered(client, draft) -> set[str]:
    return set(re.findall(r'name="do" value="([^"]+)"', client.get(address("draft", draft)).content.decode()))


def topics(draft) -> list[str]:
    draft.refresh_from_db()
    return [topic["key"] for topic in draft.document["topics"]]


def test_a_question_goes_up_and_down_with_those_that_hang_on_it(editing, draft):
    response = press(editing, draft, "question:peak:down")
    assert response["Location"].endswith("#question-peak")
    assert keys_on(draft, "meanwhile")[:6] == [
        "workaround_lasts", "workaround_how", "workaround_needs", "peak", "peak_when", "peak_mtd",
    ]  # fmt: skip
    press(editing, draft, "question:peak_mtd:up")
    press(editing, draft, "question:peak:up")
    assert keys_on(draft, "meanwhile")[:3] == ["peak", "peak_mtd", "peak_when"]
    assert AuditEntry.objects.filter(action="questionnaire.moved").count() == 3


def test_every_button_that_is_there_works_and_no_other(editing, draft):
    buttons = offered(editing, draft)
    assert "question:impact:up" in buttons
    assert "topic:meanwhile:up" in buttons
    for wish in (
        "question:mtd:up",  # the first
        "question:what_stops:down",  # the last of its page
        "question:keeps_data:down",  # all below hang on it
        "question:peak_when:up",  # would leave the question it hangs on
        "topic:harm:up",
        "topic:loss:up",  # hangs on the page before it
        "topic:copies:down",  # the objectives come last
        "topic:objectives:up",
    ):
        assert wish not in buttons
        before = draft.document
        assert "nothing was moved" in press(editing, draft, wish, follow=True).content.decode()
        draft.refresh_from_db()
        assert draft.document == before


def test_pages_change_places(editing, draft):
    assert press(editing, draft, "topic:promises:up")["Location"].endswith("#page-promises")
    assert topics(draft)[:3] == ["harm", "promises", "meanwhile"]
    press(editing, draft, "topic:copies:up")
    assert topics(draft)[-3:] == ["copies", "loss", "objectives"]


@pytest.mark.parametrize(
    "wish",
    ["", "question", "question:", "question:mtd:sideways", "topic:x:up", "x:mtd:up", ":" * 99, "question:\x00:up"],
)
def test_a_button_that_is_none_moves_nothing(editing, draft, wish):
    before = draft.document
    assert press(editing, draft, wish).status_code == 302
    draft.refresh_from_db()
    assert draft.document == before


def test_who_saw_another_order_moves_nothing(editing, draft):
    shown = fields_of(editing.get(address("draft", draft)))
    press(editing, draft, "question:impact:up")
    late = editing.post(address("move", draft), {**shown, "do": "question:what_stops:up"}, follow=True)
    assert "Somebody changed the order meanwhile" in late.content.decode()
    assert keys_on(draft, "harm")[:2] == ["impact", "mtd"]
    elsewhere = editing.post(address("move", draft), {**shown, "do": "question:deadline:down"}, follow=True)
    assert "Somebody changed the order" not in elsewhere.content.decode()


def test_a_question_of_ones_own_stays_below_what_it_hangs_on(editing, send, draft):
    send("add", "promises", **NEW | {"when": "deadline=no"})
    assert keys_on(draft, "promises")[-1] == KEY
    for _ in range(9):
        if f"question:{KEY}:up" in offered(editing, draft):
            press(editing, draft, f"question:{KEY}:up")
    keys = keys_on(draft, "promises")
    assert keys.index("deadline") < keys.index(KEY) < keys.index("loss_per_hour")
    send("question", KEY, when="peak=yes")
    assert "topic:promises:up" not in offered(editing, draft)  # peak is asked on the page before
    assert question(draft, KEY)["asked_when"] == [{"question": "peak", "is": ["yes"]}]

"""Many people save the same answers again and again: what was accepted counts, what was not is refused and kept."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import AuditEntry
from assessments.models import Assessment
from tests.assessments.answering.conftest import address
from tests.faults import sizes
from tests.faults.figures import note

EDITORS, SAVES = sizes.EDITORS if connection.vendor == "postgresql" else sizes.EDITORS_OF_A_FILE
LOOKS = 20
"""Of so many refusals one is looked at as a page."""

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]


@pytest.fixture
def cookies(sign_in, owner) -> dict[str, str]:
    return {name: cookie.value for name, cookie in sign_in(owner).cookies.items()}


def client_with(cookies: dict[str, str]) -> Client:
    client = Client()
    for name, value in cookies.items():
        client.cookies[name] = value
    return client


def test_accepted_saves_are_the_version_and_the_others_keep_their_text(assessment, cookies, caplog):
    """Each editor saves on the version seen last, and looks again when another was faster."""
    caplog.set_level("CRITICAL", logger="django.request")

    def edit(editor: int) -> Counter[int]:
        client, version, told = client_with(cookies), 0, Counter()
        try:
            for number in range(SAVES):
                text = f"Editor {editor}, text {number}"
                answer = client.post(saving(assessment), {"version": version, "what_stops": text})
                told[answer.status_code] += 1
                if answer.status_code == 200:
                    version = answer.json()["version"]
                    continue
                if number % LOOKS == 0:
                    keeps_the_text(client, assessment, version, text)
                version = Assessment.objects.values_list("version", flat=True).get(pk=assessment.pk)
        finally:
            connection.close()
        return told

    with ThreadPoolExecutor(EDITORS) as pool:
        told = sum(pool.map(edit, range(EDITORS)), Counter())
    accepted = told[200]
    assert set(told) <= {200, 409}
    assert accepted + told[409] == EDITORS * SAVES
    assessment.refresh_from_db()
    assert assessment.version == accepted
    saves = AuditEntry.objects.filter(action="answers.saved").order_by("id").values_list("detail", flat=True)
    assert [detail["version"] for detail in saves] == list(range(1, accepted + 1))
    assert re.fullmatch(r"Editor \d+, text \d+", assessment.answers["what_stops"]["value"])
    assert told[409]
    note(
        "many people who save the same answers",
        f"{EDITORS} people × {SAVES} saves: {accepted:,} accepted, which is the number of the version; {told[409]:,} "
        "refused with their text kept",
    )


def keeps_the_text(client: Client, assessment: Assessment, version: int, text: str) -> None:
    """The same form sent as a page that is refused: both texts are on it."""
    page = client.post(address(assessment, "harm"), {"version": version, "what_stops": text, "then": "stay"})
    assert page.status_code == 409
    assert f'name="what_stops" value="{escape(text)}"' in page.content.decode()


def saving(assessment: Assessment) -> str:
    return reverse("assessments:autosave", kwargs={"public_id": assessment.public_id, "topic": "harm"})

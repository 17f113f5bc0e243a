"""Wherever contradictions are shown, a cause is said once: on pages, in the panel, in mails and in files."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from html import unescape

import openpyxl
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from accounts.models import User
from assessments.mail_kinds import CONTRADICTIONS
from notifications.models import OutgoingMail
from notifications.services.composing import message_for
from systems.models import Finding, System
from systems.presenters.findings import OWNER, sentence_of
from systems.services.names import names_for

pytestmark = pytest.mark.django_db
GROUP = re.compile(r'data-findings="(\d+)" data-causes="(\d+)"( open)?>\s*<summary><h3>(.*?)</h3>(.*)', re.DOTALL)
COUNTED = {
    "What protects it today": ("Blocks approval", ["Today's protection gives less than is asked"], 3),
    "What it needs": ("Blocks approval", ["What it needs is back too late"], 3),
    "What is asked of it": ("Worth a look", ["More is asked than the other answers need"], 3),
}


@pytest.fixture
def demonstration(settings):
    settings.DEMO = True
    call_command("demo", verbosity=0)


@pytest.fixture
def payments(demonstration) -> System:
    return System.objects.get(key="payments")


def page_of(person: User, address: str, **headers: str) -> str:
    client = Client()
    client.force_login(person)
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def groups(page: str) -> list[tuple[int, int, bool, str, str]]:
    """Of each group how many findings and causes it says, whether it is open, its name, and all that stands in it."""
    parts = [part.split("</section>")[0] for part in page.split('<details class="about ')[1:]]
    return [
        (int(each[1]), int(each[2]), bool(each[3]), each[4], each[5]) for part in parts if (each := GROUP.search(part))
    ]


def sentences(system: System, reader: User) -> Counter[str]:
    findings = list(Finding.objects.open().filter(system=system))
    names = names_for(reader, [system], [(each.message(), each.ways_out()) for each in findings])
    with translation.override(reader.language or "en"):
        return Counter(sentence_of(each.message(), OWNER, names) for each in findings)


def test_nine_findings_are_three_groups_with_the_gravest_open(payments):
    page = page_of(User.objects.get(email="architect@example.org"), "/systems/payments/")
    found = groups(page)
    assert "4 causes, 9 findings" in page
    assert [(name, count, opened) for count, _, opened, name, _ in found] == [
        ("What protects it today", 3, True),
        ("What it needs", 3, False),
        ("What is asked of it", 3, False),
    ]
    for _, _, _, name, rest in found:
        severity, headings, count = COUNTED[name]
        assert severity in rest
        assert [unescape(each) for each in re.findall(r"<h4>(.*?)</h4>", rest)] == headings
        assert rest.count('class="finding ') == count
    # Closed, it says what is behind it.
    assert "What it needs is back too late · Shared transactions, different losses" in unescape(page)


@pytest.mark.parametrize("address", ["/systems/{}/", "/systems/{}/decision/"])
def test_each_finding_stands_once_and_counts_are_lengths(demonstration, address):
    architect = User.objects.get(email="architect@example.org")
    seen = 0
    for system in System.objects.filter(pk__in=Finding.objects.open().values("system")):
        for reader in filter(None, (architect, system.owner)):
            page = page_of(reader, address.format(system.key))
            found = groups(page)
            texts = [
                unescape(each) for *_, rest in found for each in re.findall(r'<p class="finding-text">(.*?)</p>', rest)
            ]
            assert Counter(texts) == sentences(system, reader), system.key
            assert [opened for _, _, opened, _, _ in found] == [True] + [False] * (len(found) - 1)
            for count, causes, _, _, rest in found:
                assert rest.count('class="finding ') == count
                assert rest.count('<div class="cause">') == causes
            seen += len(found)
    assert seen > 40


def test_a_reason_that_is_refused_opens_the_group_where_it_stands(payments):
    """Beside the gravest: nobody looks for what they have just typed."""
    client = Client()
    client.force_login(payments.owner)
    finding = payments.findings.open().get(code="zero-asked")
    page = client.post(f"/systems/payments/findings/{finding.pk}/justify/", {"reason": " "}).content.decode()
    assert [(name, opened) for _, _, opened, name, _ in groups(page)] == [
        ("What protects it today", True),
        ("What it needs", False),
        ("What is asked of it", True),
    ]


def test_what_is_swapped_into_the_page_is_each_finding_once(payments):
    fragment = page_of(
        User.objects.get(email="architect@example.org"), "/systems/payments/decision/", HX_Request="true"
    )
    swapped = re.findall(r'id="finding-(\d+)" hx-swap-oob', fragment)
    assert sorted(map(int, swapped)) == sorted(
        Finding.objects.open().filter(system=payments).values_list("pk", flat=True)
    )


def test_the_mail_says_a_cause_once(payments):
    with translation.override("en"):
        outgoing = OutgoingMail.objects.create(kind=CONTRADICTIONS, key="mine", recipient=payments.owner)
        message = message_for(outgoing)
    html, _ = message.alternatives[0]
    for text in (message.body, unescape(html)):
        assert text.count("4 causes, 9 findings") == 1
        assert text.count("What protects it today") == 1
        assert text.count("Today's protection gives less than is asked") == 1
        said = [
            text.index(each) for each in ("What protects it today", "gives less than is asked", "If the site is lost")
        ]
        assert said == sorted(said)
        assert "and 5 more" in text


def test_every_file_says_causes(payments):
    architect = User.objects.get(email="architect@example.org")
    markdown = page_of(architect, "/systems/payments/summary.md")
    part = markdown[markdown.index("## Contradictions") :].split("\n## ")[0]
    assert "4 causes, 9 findings" in part
    assert re.findall(r"^### (.*)$", part, re.MULTILINE) == [
        "What protects it today",
        "What it needs",
        "What is asked of it",
    ]
    assert part.count("Today's protection gives less than is asked") == 1
    assert part.count("\n| ") - 2 * 3 == 9

    stored = json.loads(page_of(architect, "/systems/payments/summary.json"))["contradictions"]
    assert {(each["code"], each["about"], each["cause"]) for each in stored} >= {
        ("zero-asked", "answers", "more-than-needed"),
        ("chain-exceeds-rto", "needs", "slow-need"),
        ("rpo-mismatch", "needs", "rpo-mismatch"),
    }

    rows = list(csv.reader(io.StringIO(page_of(architect, "/systems/payments/summary.csv").lstrip("\ufeff"))))
    said = [row for row in rows if row[0] == "What protects it today" and row[2] == "What does not fit together"]
    assert [row[1] for row in said] == ["Today's protection gives less than is asked"] * 3

    page = page_of(architect, "/systems/payments/summary/")
    assert unescape(page).count("Today's protection gives less than is asked") == 1


def test_a_workbook_has_one_sheet_to_sort_and_filter(payments):
    client = Client()
    client.force_login(User.objects.get(email="architect@example.org"))
    response = client.get("/systems/payments/summary.xlsx")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Contradictions"]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    cause, about = head.index("What is behind it"), head.index("What it is about")
    assert Counter((row[cause], row[about]) for row in rows) == Counter(
        {
            ("Today's protection gives less than is asked", "What protects it today"): 3,
            ("What it needs is back too late", "What it needs"): 2,
            ("Shared transactions, different losses", "What it needs"): 1,
            ("More is asked than the other answers need", "What is asked of it"): 3,
        }
    )


def test_whoever_answers_reads_both_counts_before_sending(payments):
    """On the page to check and in the list for the technical side, a cause is said once as well."""
    round_ = payments.assessments.order_by("-pk").first()
    page = unescape(page_of(payments.owner, f"/assessments/{round_.public_id}/check/"))
    found = groups(page)
    assert "5 things do not fit together yet" in page
    assert sum(count for count, *_ in found) == page.count('class="finding unfitting') == 5
    assert [(name, count) for count, _, _, name, _ in found] == [
        ("What protects it today", 1),
        ("What is asked of it", 3),
        ("What it needs", 1),
    ]
    assert page.count("More is asked than the other answers need") == 2, "closed, and above what follows from it"
    technical = page[page.index("4 things for the technical side") :].split("</details>")[0]
    assert re.findall(r"<h3>(.*?)</h3>", technical) == ["What protects it today", "What it needs"]
    assert technical.count("Today's protection gives less than is asked") == 1

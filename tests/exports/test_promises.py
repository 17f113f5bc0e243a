"""A contradiction that somebody has promised to end says so in every file, and the catalogue counts it."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone
from django.utils.formats import date_format

from assessments.actions.committing import promise
from assessments.models import Commitment
from derivation.services.deriving import derive
from recovery.durations import DAY, HOUR
from systems.models import Finding
from tests.exports.test_files import read_pdf
from tests.factories import SystemFactory
from tests.panels.rounds import round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def promised(owner) -> Commitment:
    shop = SystemFactory(key="shop", name="Shop", owner=owner)
    round_of(shop, rto=12 * HOUR, rpo=DAY, mtd=10 * DAY, unattended=64 * HOUR)
    derive([shop.pk])
    finding = Finding.objects.open().get(code="unattended")
    offer = next(each for each in finding.ways_out() if each.action == "on-call")
    day = timezone.localdate() + timedelta(days=30)
    return promise(
        system=shop, finding="unattended", offer=offer, read=finding.read, who="Ana Pérez", due_on=day, by=owner
    )


def text(content: bytes, ending: str) -> str:
    if ending == "pdf":
        return read_pdf(content)[1]
    if ending == "xlsx":
        sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        return " ".join(str(cell) for sheet in sheets for row in sheet.values for cell in row)
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("ending", ["pdf", "md", "xlsx", "csv"])
def test_every_file_says_until_when_and_who(ending, promised, manager, fetch):
    _, content = fetch(manager, f"/systems/shop/summary.{ending}")
    said = " ".join(text(content, ending).split())
    assert "promised for" in said
    assert "Ana Pérez" in said
    assert ", late" not in said
    Commitment.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    _, content = fetch(manager, f"/systems/shop/summary.{ending}")
    assert ", late" in " ".join(text(content, ending).split())


def test_the_json_has_its_parts(promised, manager, fetch, owner):
    _, content = fetch(manager, "/systems/shop/summary.json")
    found = {each["code"]: each["promises"] for each in json.loads(content)["contradictions"]}
    assert found.pop("unattended") == [
        {
            "what": "Arrange for somebody to be on call at any hour",
            "who": "Ana Pérez",
            "due_on": promised.due_on.isoformat(),
            "by": str(owner),
            "late": False,
        }
    ]
    assert all(promises == [] for promises in found.values())


@pytest.mark.parametrize("end", ["kept", "withdrawn"])
def test_what_is_done_or_taken_back_is_no_promise_any_more(end, promised, manager, fetch, owner):
    Commitment.objects.update(**{f"{end}_at": timezone.now(), f"{end}_by": owner})
    _, content = fetch(manager, "/systems/shop/summary.json")
    assert all(each["promises"] == [] for each in json.loads(content)["contradictions"])


def test_the_page_says_it_too(promised, manager, sign_in):
    page = sign_in(manager).get("/systems/shop/summary/").content.decode()
    assert f"promised for {date_format(promised.due_on, 'j F Y')}" in page


def test_the_catalogue_counts_them_and_names_the_first_day(promised, manager, fetch):
    SystemFactory(key="till", name="Till")
    _, content = fetch(manager, "/systems/export.csv")
    rows = {row["Key"]: row for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))}
    assert (rows["shop"]["Open promises"], rows["till"]["Open promises"]) == ("1", "0")
    assert rows["shop"]["First promise for"] == promised.due_on.isoformat()

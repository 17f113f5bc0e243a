"""The recovery order of a scenario as files: read back with other people's readers."""

import csv
import io

import pypdf
import pytest
import time_machine

from scenarios.models import Scenario
from systems.models import System
from tests.scenarios.conftest import company, fallen, scenario

__all__ = ["company", "fallen", "scenario"]

pytestmark = pytest.mark.django_db


def address(scenario, extension, query=""):
    return f"/scenarios/{scenario.pk}/recovery-order.{extension}{query}"


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def words(content: bytes) -> tuple[pypdf.PdfReader, str]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_who_may_take_it_away(scenario, fetch, architect, manager, administrator, owner):
    for person in (architect, manager, administrator):
        assert fetch(person, address(scenario, "csv"))[0].status_code == 200
    assert fetch(owner, address(scenario, "csv"))[0].status_code == 403
    assert fetch(architect, address(scenario, "xlsx"))[0].status_code == 404
    assert fetch(architect, "/scenarios/99/recovery-order.csv")[0].status_code == 404


@time_machine.travel("2026-11-22T12:00:00Z", tick=False)
def test_it_is_named(scenario, fetch, manager):
    response, _content = fetch(manager, address(scenario, "pdf"))
    assert response["Content-Disposition"] == f'attachment; filename="recovery-order-{scenario.pk}-2026-11-22.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_table(scenario, fetch, manager):
    found = rows(fetch(manager, address(scenario, "csv"))[1])
    assert [row["System"] for row in found] == ["The mail", "The ledger", "The blog", "The shop"]
    shop = found[3]
    assert (shop["Place"], shop["Key"], shop["Back after"], shop["Late by"]) == (
        "4", "shop", "8 hours 4 minutes", "3 hours 4 minutes",
    )  # fmt: skip
    assert float(shop["Back after (h)"]) == pytest.approx(8.069, abs=1e-3)
    assert (found[0]["Has to be back (RTO)"], found[0]["Late by"], found[0]["Late by (h)"]) == ("–", "–", "")


def test_what_is_tried_out_is_taken_away_too(scenario, fetch, manager):
    found = rows(fetch(manager, address(scenario, "csv", "?teams=2&place=vault&speed=60"))[1])
    assert {row["Late by"] for row in found} == {"–", "in time"}
    text = words(fetch(manager, address(scenario, "pdf", "?teams=2&place=vault&speed=60"))[1])[1]
    assert "Tried out, not saved" in text
    assert len(rows(fetch(manager, address(scenario, "csv", "?teams=none"))[1])) == 4


def test_the_pdf(scenario, fetch, manager):
    reader, text = words(fetch(manager, address(scenario, "pdf"))[1])
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Madrid is lost – Recovery order"
    for said in (
        "4 systems fall; all are back after 8 hours 19 minutes; 1 too late.", "The ledger", "a free team",
        "Let 2 teams work side by side", "What was guessed", "Site: Madrid", "Policy",
    ):  # fmt: skip
        assert said in text
    assert "Tried out" not in text


def test_no_name_is_a_formula_or_a_command(scenario, fetch, manager):
    System.objects.filter(key="shop").update(name='=HYPERLINK("http://x")')
    Scenario.objects.update(name='#import "x" = $ \\ @')
    found = rows(fetch(manager, address(scenario, "csv"))[1])
    assert found[3]["System"] == '\'=HYPERLINK("http://x")'
    assert '#import "x" = $ \\ @' in words(fetch(manager, address(scenario, "pdf"))[1])[1]


def test_nothing_falls(scenario, fetch, manager):
    Scenario.objects.update(lost_name="Nowhere")
    assert rows(fetch(manager, address(scenario, "csv"))[1]) == []
    assert "Nothing falls." in words(fetch(manager, address(scenario, "pdf"))[1])[1]


def test_in_spanish(scenario, fetch, manager):
    manager.language = "es"
    manager.save()
    assert "Sistema" in rows(fetch(manager, address(scenario, "csv"))[1])[0]

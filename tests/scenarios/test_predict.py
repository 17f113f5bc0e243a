"""`manage.py predict`: what the page says, for as many systems as there are."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from recovery.durations import MINUTE
from scenarios.services.predicting import capacity_of, gather

pytestmark = pytest.mark.django_db


def predict(scenario: object) -> dict:
    out = StringIO()
    call_command("predict", str(scenario), stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("most", [3, 2_000])
def test_it_prints_what_the_page_works_out_however_many_fall(scenario, monkeypatch, most):
    expected = gather(scenario).outlook(capacity_of(scenario)).prediction
    monkeypatch.setattr("scenarios.services.predicting.MOST_FALLING", most)
    printed = predict(scenario.pk)
    assert {each["key"]: each["back_at"] for each in printed["systems"]} == {
        each.key: each.back_at for each in expected.systems
    }
    assert set(printed["order"]) == {"ledger", "shop", "mail", "blog"}
    assert printed["late"] == expected.late > 0
    assert min(each["back_at"] for each in printed["systems"] if each["key"] != "mail") > 30 * MINUTE


def test_a_scenario_that_is_not_there(db):
    with pytest.raises(CommandError, match="There is no scenario 987654"):
        predict(987654)

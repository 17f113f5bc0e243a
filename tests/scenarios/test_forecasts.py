"""A scenario in which too many systems fall for a page to wait: worked out in the background, shown as any other."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from policies.services import in_force
from recovery.scenarios.recovery import Recovery
from scenarios.models import Scenario, ScenarioAcceptance, ScenarioForecast
from scenarios.services import forecasting
from systems.models import System
from tests.background.late import go_silent

pytestmark = pytest.mark.django_db
STATES = ScenarioForecast.State


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """A page waits for three systems, and four fall."""
    monkeypatch.setattr("scenarios.services.predicting.MOST_FALLING", 3)


@pytest.fixture
def at_each_schedule(monkeypatch):
    """`at_each_schedule(do)` has something happen while the worker is at work."""
    score = Recovery.score

    def watch(do):
        def scored(recovery, finishes):
            do()
            return score(recovery, finishes)

        monkeypatch.setattr(Recovery, "score", scored)

    return watch


@pytest.fixture
def client(sign_in, architect):
    return sign_in(architect)


def address(scenario, query: str = "") -> str:
    return reverse("scenarios:scenario", args=[scenario.pk]) + query


def shown(client, where: str) -> str:
    return " ".join(client.get(where).content.decode().split())


def begin(client, scenario, **with_: object) -> str:
    """The page that the button leads to."""
    return client.post(reverse("scenarios:work_out", args=[scenario.pk]), with_)["Location"]


def work_out(client, scenario, **with_: object) -> str:
    """Asked for by the button and worked out; the page on which it is told how far it is."""
    where = begin(client, scenario, **with_)
    forecasting.forecast(ScenarioForecast.objects.order_by("-pk").values_list("pk", flat=True)[0])
    return where


def table_of(page: str) -> str:
    return strip_tags(page[page.index('aria-labelledby="order"') :])


def test_the_button_leads_to_the_same_result_as_a_page_that_waits(client, scenario, monkeypatch):
    before = shown(client, address(scenario))
    assert "4 systems fall." in before
    assert "In which order to begin" not in before
    assert not ScenarioForecast.objects.exists()
    where = begin(client, scenario)
    assert "It is about to begin." in shown(client, where)
    assert where in shown(client, address(scenario))
    forecasting.forecast(ScenarioForecast.objects.get().pk)
    done = client.get(where)
    assert done["Location"].startswith(address(scenario))
    kept = shown(client, done["Location"])
    assert "Worked out in the background from what was known on" in kept
    monkeypatch.setattr("scenarios.services.predicting.MOST_FALLING", 2_000)
    at_once = shown(client, address(scenario))
    assert "Worked out in the background" not in at_once
    for part in ("schedule", "findings-title", "assumed", "resources", "order"):
        assert part_of(kept, part) == part_of(at_once, part), part


def part_of(page: str, name: str) -> str:
    """From where it begins to the end of its section, without what every form has of its own."""
    begin = page.index(f'id="{name}"')
    return re.sub(r'value="[0-9a-f-]{36}"', "", page[begin : page.index("</section>", begin)])


def test_who_waits_is_told_how_far_it_is_and_then_led_to_the_result(client, scenario, at_each_schedule):
    where, seen = begin(client, scenario), []
    htmx = {"HX-Request": "true", "HX-Target": "forecasting"}
    at_each_schedule(lambda: seen.append(strip_tags(client.get(where, headers=htmx).content.decode())))
    forecasting.forecast(ScenarioForecast.objects.get().pk)
    told = " ".join(" ".join(seen).split())
    assert "4 systems fall. 1 schedule made so far." in told
    assert "4 systems fall. 2 schedules made so far." in told
    assert client.get(where, headers=htmx)["HX-Refresh"] == "true"


def test_who_calls_it_off_ends_it_at_its_next_schedule(client, scenario, at_each_schedule):
    where = begin(client, scenario)
    forecast = ScenarioForecast.objects.get()
    cancel = reverse("scenarios:cancel_forecast", args=[scenario.pk, forecast.pk])
    assert cancel in shown(client, where)
    at_each_schedule(lambda: client.post(cancel))
    forecasting.forecast(forecast.pk)
    forecast.refresh_from_db()
    assert (forecast.state, forecast.kept, forecast.tried) == (STATES.CANCELLED, None, 1)
    assert "It was cancelled. Nothing was kept." in shown(client, where)
    page = shown(client, address(scenario))
    assert "It was cancelled. Nothing was kept." in page
    assert "Work it out" in page


def test_other_teams_are_worked_out_by_the_button_too_and_compared(client, scenario):
    work_out(client, scenario)
    tried = address(scenario, "?teams=4&place=vault&speed=60")
    page = shown(client, tried)
    assert "Not worked out with this yet" in page
    assert "With 4 teams, vault: 60 MiB a second." in page
    assert "Tried out, not saved" not in page
    where = work_out(client, scenario, teams="4", place="vault", speed="60")
    page = shown(client, client.get(where)["Location"])
    assert "Tried out, not saved" in page
    assert "Not worked out with this yet" not in page
    # What is saved is still there, and nobody has to wait for it again.
    assert "Tried out, not saved" not in shown(client, address(scenario))
    assert ScenarioForecast.objects.count() == 2


def test_nonsense_asks_for_nothing(client, scenario):
    assert begin(client, scenario, teams="many") == address(scenario)
    assert not ScenarioForecast.objects.exists()


def test_two_presses_ask_once_and_a_new_result_takes_the_place_of_the_old(client, scenario):
    assert begin(client, scenario) == begin(client, scenario)
    forecasting.forecast(ScenarioForecast.objects.get().pk)
    first = ScenarioForecast.objects.get().pk
    System.objects.filter(key="shop").update(name="The new shop")
    page = shown(client, address(scenario))
    assert "Work it out again" in page
    assert "The new shop" in page
    work_out(client, scenario)
    assert ScenarioForecast.objects.get().pk > first


def test_what_was_worked_out_of_another_description_is_not_shown(client, scenario):
    work_out(client, scenario)
    Scenario.objects.update(lost_by="systems", lost_keys=["blog", "shop", "mail", "ledger", "intranet"], version=2)
    page = shown(client, address(scenario))
    assert "5 systems fall." in page
    assert "In which order to begin" not in page
    work_out(client, scenario)
    assert "5 systems fall; " in shown(client, address(scenario))
    assert ScenarioForecast.objects.get().revision == 2


def test_who_changes_the_scenario_meanwhile_is_told_that_nothing_came_of_it(client, scenario):
    where = begin(client, scenario)
    Scenario.objects.update(version=2)
    forecasting.forecast(ScenarioForecast.objects.get().pk)
    assert "It could not be worked out." in shown(client, where)
    assert "the scenario was changed meanwhile" in shown(client, where)


def test_another_policy_is_said(client, scenario, monkeypatch):
    work_out(client, scenario)
    assert "Another policy is in force now." not in shown(client, address(scenario))
    newer = replace(in_force.current(), version="2027.1")
    monkeypatch.setattr(in_force, "current", lambda: newer)
    assert "Another policy is in force now." in shown(client, address(scenario))


def test_when_fewer_fall_the_page_waits_again(client, scenario):
    work_out(client, scenario)
    System.objects.filter(key="mail").update(status="retired")
    assert "Worked out in the background" in shown(client, address(scenario))
    work_out(client, scenario)
    page = shown(client, address(scenario))
    assert "3 systems fall; " in page
    assert "Worked out in the background" not in page


def test_what_is_late_is_accepted_and_taken_away_as_everywhere(client, scenario):
    work_out(client, scenario)
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', shown(client, address(scenario)))[1]
    sent = client.post(
        reverse("scenarios:accept", args=[scenario.pk]), {"seen": seen, "reason": "We have a second shop."}
    )
    assert sent.status_code == 302
    assert ScenarioAcceptance.objects.get().late_rto == ["shop"]
    table = client.get(reverse("exports:recovery_order_file", args=[scenario.pk, "csv"])).content.decode()
    assert len(table.splitlines()) == 5
    assert client.get(reverse("exports:recovery_order_file", args=[scenario.pk, "pdf"])).status_code == 200


def test_long_lists_have_pages_and_every_count_is_that_of_the_whole(client, scenario, monkeypatch):
    for most in ("AT_ONCE", "PER_PAGE"):
        monkeypatch.setattr(f"scenarios.presenters.result.{most}", 3)
    work_out(client, scenario)
    first, second = shown(client, address(scenario)), shown(client, address(scenario, "?page=2"))
    assert [page.count('<span class="place">') for page in (first, second)] == [3, 1]
    assert 'data-listed="4"' in first
    assert "1 to 3 of 4" in first


def test_who_only_reads_sees_the_result_and_no_button(client, scenario, sign_in, manager):
    reader = sign_in(manager)
    assert "An architect can have it worked out." in shown(reader, address(scenario))
    where = work_out(client, scenario)
    page = shown(reader, client.get(where)["Location"])
    assert "In which order to begin" in page
    assert "Work it out again" not in page


def test_a_worker_that_goes_silent_is_followed_by_another(client, scenario):
    begin(client, scenario)
    ScenarioForecast.objects.update(state=STATES.HELD, claims=1, attempts=1)
    go_silent(ScenarioForecast)
    forecasting.sweep()
    forecasting.forecast(ScenarioForecast.objects.get().pk)
    assert ScenarioForecast.objects.get().state == STATES.DONE

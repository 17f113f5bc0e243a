"""The figures for monitoring, as Prometheus fetches and reads them; and the signs of life behind them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from notifications.models import OutgoingMail
from operations import queries
from operations.models import Heartbeat
from operations.tasks import beat
from tests.factories import PersonFactory, SystemFactory

pytestmark = pytest.mark.django_db
WORD = "a-long-word-for-monitoring"


@pytest.fixture
def fetched(client, settings):
    settings.METRICS_TOKEN = WORD

    def fetch() -> dict[str, dict[tuple[str, ...], float]]:
        text = client.get("/metrics", headers={"Authorization": f"Bearer {WORD}"}).content.decode()
        found: dict[str, dict[tuple[str, ...], float]] = {}
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                found.setdefault(sample.name, {})[tuple(sorted(sample.labels.values()))] = sample.value
        return found

    return fetch


def owe(number: int, **values: object) -> None:
    mail = OutgoingMail.objects.create(kind="test", key=f"{number}", recipient=PersonFactory())
    OutgoingMail.objects.filter(pk=mail.pk).update(**values)


def test_work_is_counted_by_kind_and_state(fetched):
    hour_ago = timezone.now() - timedelta(hours=1)
    owe(1, due_at=hour_ago)
    owe(2)
    owe(3, due_at=timezone.now() + timedelta(hours=1))  # to be tried again later: it waits for nobody
    owe(4, state="failed")
    owe(5, state="sending")
    figures = fetched()
    assert figures["drportal_work_waiting"][("outgoingmail",)] == 2
    assert figures["drportal_work_failed"][("outgoingmail",)] == 1
    assert figures["drportal_work_held"][("outgoingmail",)] == 1
    assert figures["drportal_work_age_seconds"][("outgoingmail",)] == pytest.approx(3600, abs=60)
    assert figures["drportal_work_waiting"].keys() == {(kind,) for kind in queries.kinds_of_work()}


def test_derivation_lag_and_size(fetched):
    SystemFactory(profile={"stale_since": timezone.now() - timedelta(minutes=10)})
    SystemFactory(profile={"stale_since": None})
    figures = fetched()
    assert figures["drportal_stale_systems"] == {(): 1}
    assert figures["drportal_derivation_lag_seconds"][()] == pytest.approx(600, abs=60)
    assert figures["drportal_database_bytes"][()] > 100_000


def test_requests_are_counted_by_route_and_never_by_address(fetched, client):
    count, signing_in = "drportal_request_seconds_count", ("4xx", "PUT", "accounts:sign_in")
    before = fetched().get(count, {}).get(signing_in, 0)
    # In a way that no test beside this one does: processes that run at once are counted together.
    client.put("/sign-in/")
    client.get("/nowhere/at/all/")
    figures = fetched()[count]
    assert figures[signing_in] == before + 1
    assert figures[("4xx", "GET", "none")] >= 1
    assert not [labels for labels in figures if any("/" in label for label in labels)]


def test_a_sign_of_life_goes_from_the_schedule_to_the_row(fetched):
    """Published as the scheduler does, without a time: that is put on the way."""
    assert "drportal_heartbeat_age_seconds" not in fetched()
    beat.apply(args=[timezone.now().timestamp() - 2])
    figures = fetched()
    assert figures["drportal_heartbeat_way_seconds"][()] == pytest.approx(2, abs=1)
    assert figures["drportal_heartbeat_age_seconds"][()] < 60


def test_a_sign_that_was_overtaken_changes_nothing():
    now = timezone.now().timestamp()
    beat.apply(args=[now])
    beat.apply(args=[now - 500])
    assert Heartbeat.objects.get().sent_at.timestamp() == pytest.approx(now, abs=1)


@pytest.mark.parametrize("given", [None, "", "Bearer ", "Bearer wrong", f"Basic {WORD}", WORD, f"Bearer {WORD}é"])
def test_without_the_word_there_is_no_such_page(client, settings, given):
    settings.METRICS_TOKEN = WORD
    headers = {} if given is None else {"Authorization": given}
    assert client.get("/metrics", headers=headers).status_code == 404


@pytest.mark.parametrize("given", [None, "Bearer ", "Bearer"])
def test_without_a_word_in_the_settings_nobody_gets_any(client, settings, given):
    settings.METRICS_TOKEN = ""
    headers = {} if given is None else {"Authorization": given}
    assert client.get("/metrics", headers=headers).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_does_not_grow(fetched, count, django_assert_max_num_queries):
    for number in range(count):
        owe(number)
        SystemFactory()
    with django_assert_max_num_queries(24):
        fetched()

"""What lists say of backups fills what nobody has said, and never what somebody has."""

from __future__ import annotations

import pytest

from systems.models import Protection
from systems.services.imports.cells import Unusable, frequency
from tests.factories import SystemFactory
from tests.systems.imports.test_shapes import apply, look

pytestmark = pytest.mark.django_db
HOUR, DAY = 3600, 86400


def test_frequency_and_retention_come_in(client):
    url, page = look(client, "Name,Backup frequency,Backup retention (days)\nShop,daily,35\nTill,every 4 hours,\n")
    assert "35 days" in page
    apply(client, url)
    found = {p.system.key: (p.history, p.interval_seconds, p.retention_seconds) for p in Protection.objects.all()}
    assert found == {"shop": ("snapshot", DAY, 35 * DAY), "till": ("snapshot", 4 * HOUR, None)}
    _url, again = look(client, "Name,Backup frequency,Backup retention (days)\nShop,daily,35\nTill,4 h,\n")
    assert "There is nothing to import" in again


def test_what_the_technical_contact_said_stays_and_the_rest_is_filled(client):
    shop = SystemFactory(key="shop", name="Shop")
    Protection.objects.create(system=shop, history="continuous", interval_seconds=60, note="by Ana")
    url, page = look(client, "Name,Backup frequency,Retention\nShop,daily,35 days\n")
    assert "Backup frequency: what the catalogue says stays" in page
    apply(client, url)
    kept = Protection.objects.get(system=shop)
    assert (kept.history, kept.interval_seconds, kept.retention_seconds) == ("continuous", 60, 35 * DAY)
    assert kept.note == "by Ana"


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [("nightly", DAY), ("Täglich", DAY), ("cada 2 horas", 2 * HOUR), ("every 15 min", 900), ("weekly", 7 * DAY)],
)
def test_how_often_is_read_as_it_is_said(cell, seconds):
    assert frequency(cell).value == seconds


@pytest.mark.parametrize("cell", ["sometimes", "every now and then", "24/7"])
def test_what_is_no_frequency_is_said(cell):
    with pytest.raises(Unusable):
        frequency(cell)

"""Who may see and do what with scenarios, and what the pages say."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from scenarios.models import Scenario

pytestmark = pytest.mark.django_db


def url(name: str, scenario: Scenario | None = None) -> str:
    return reverse(f"scenarios:{name}", args=[scenario.pk] if scenario else [])


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_result(scenario, sign_in, architect):
    page = page_of(sign_in(architect), url("scenario", scenario))
    print(page)
    assert "4 systems fall; all are back after" in page
    assert 0

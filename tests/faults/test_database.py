"""The database server is stopped at once, again and again, while people save: what was acknowledged is there."""

from __future__ import annotations

import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from functools import partial

import pytest
from django.db import connection

from tests.faults.figures import note
from tests.faults.portal import free_port, until
from tests.faults.servers.postgres import Postgres, binaries
from tests.faults.sizes import SIZES

A_SECOND = 20
"""Requests."""
SESSION = """
from django.test import Client
from tests.faults.company import architect
client = Client(SERVER_NAME="localhost")
client.force_login(architect(), backend="accounts.backends.PeopleBackend")
page = client.get("/systems/new/").content.decode()
cookies = {name: cookie.value for name, cookie in client.cookies.items()}
answer = [cookies, page.split('csrfmiddlewaretoken" value="')[1][:64]]
"""
NAMES = """
from systems.models import System
answer = list(System.objects.values_list("name", flat=True))
"""


class Nowhere(urllib.request.HTTPRedirectHandler):
    """Where a save leads is of no interest."""

    def redirect_request(self, *_: object) -> None:
        return None


@pytest.fixture
def server(folder):
    if connection.vendor != "postgresql":
        pytest.skip("threads need a database server")
    if binaries() is None:
        pytest.skip("postgres is not installed")
    made = Postgres(folder)
    yield made
    made.stop_at_once()


def save(url: str, cookies: dict[str, str], token: str, name: str) -> int:
    """The status of the answer to a new system of that name; 0 where there was none."""
    head = {"Cookie": "; ".join(f"{key}={value}" for key, value in cookies.items())}
    head["X-CSRFToken"] = token
    values = urllib.parse.urlencode({"name": name, "status": "live", "type": "application"}).encode()
    request = urllib.request.Request(f"{url}/systems/new/", values, head)
    try:
        return urllib.request.build_opener(Nowhere).open(request, timeout=30).status
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0


def test_no_acknowledged_save_is_lost(server, portal):
    company = portal(DATABASE_URL=server.url, DEBUG="0")
    company.run(sys.executable, "manage.py", "collectstatic", "--noinput", "-v0")
    port = free_port()
    company.web(port)
    ask_for = partial(save, f"http://localhost:{port}", *company.ask(SESSION))
    assert until(lambda: ask_for("The first") == 302, 30)
    answers: dict[str, int] = {}
    over = threading.Event()

    def people() -> None:
        """One save after the other is begun, whatever became of those before."""
        number = 0
        while not over.is_set():
            name = f"System {number}"
            threading.Thread(target=lambda name=name: answers.update({name: ask_for(name)})).start()
            number += 1
            time.sleep(1 / A_SECOND)

    saving = threading.Thread(target=people)
    saving.start()
    for _ in range(SIZES.restarts):
        time.sleep(SIZES.between_restarts)
        server.stop_at_once()
        time.sleep(0.5)
        server.start()
    before = Counter(answers.values())[302]
    assert until(lambda: Counter(answers.values())[302] > before + A_SECOND, 30), Counter(answers.values())
    over.set()
    saving.join()
    assert until(lambda: threading.active_count() < 10, 40)
    statuses = Counter(answers.values())
    accepted = {name for name, status in answers.items() if status == 302}
    assert accepted <= set(company.ask(NAMES)), "each that was acknowledged is there"
    # 400 where the session could not be written after the save itself: Django takes it for one that has ended.
    assert set(statuses) <= {302, 400, 503, 0}, statuses
    note(
        "a database server stopped at once while people save",
        f"stopped at once {SIZES.restarts} times under {A_SECOND} saves a second: of {len(accepted):,} acknowledged "
        f"saves 0 lost; {len(answers) - len(accepted):,} were answered with an error",
    )

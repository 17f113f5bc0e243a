"""The portal behind a real PgBouncer in transaction mode: all share few connections, so nothing relies on one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from accounts.models import AuditEntry
from accounts.services import audit
from derivation.services.deriving import derive
from systems.models import System
from tests.factories import PersonFactory

BOUNCER = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.services,
    pytest.mark.skipif(not Path(BOUNCER).exists(), reason="pgbouncer is not installed"),
]
CLIENTS, CONNECTIONS = 8, 2
SETTINGS = """[databases]
* = host={host} port={port} user={as_user} {password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {connections}
server_reset_query =
{user}
"""


@pytest.fixture
def behind_pgbouncer(tmp_path):
    """Every connection of this process to the test database goes through a PgBouncer of its own."""
    if connection.vendor != "postgresql":
        pytest.skip("the tests do not run on PostgreSQL now")
    direct = dict(connection.settings_dict)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        own = free.getsockname()[1]
    told = {
        "host": direct["HOST"] or "127.0.0.1", "port": direct["PORT"] or 5432, "own": own, "connections": CONNECTIONS,
        "as_user": direct["USER"] or "postgres",
        "password": f"password={direct['PASSWORD']}" if direct["PASSWORD"] else "",
        "user": f"user = {direct['USER'] or 'postgres'}" if os.geteuid() == 0 else "",
    }  # fmt: skip
    (tmp_path / "settings.ini").write_text(SETTINGS.format(**told))
    process = subprocess.Popen([BOUNCER, "-q", str(tmp_path / "settings.ini")])
    try:
        until_open(own)
        connections.close_all()
        connection.settings_dict.update(HOST="127.0.0.1", PORT=own, DISABLE_SERVER_SIDE_CURSORS=True)
        yield
    finally:
        connections.close_all()
        connection.settings_dict.update(direct)
        process.terminate()
        process.wait(10)


def until_open(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("PgBouncer does not answer")


def test_the_main_journey_with_more_people_than_connections(behind_pgbouncer):
    people = [PersonFactory(roles=["architect", "administrator"]) for _ in range(CLIENTS)]

    def journey(number: int) -> int:
        client = Client()
        client.force_login(people[number])
        try:
            for at in range(3):
                name = f"System {number} {at}"
                sent = {"name": name, "key": f"s{number}-{at}", "status": "live", "type": "application"}
                assert client.post("/systems/new/", sent).status_code == 302
            for page in ("/systems/", "/portfolio/", f"/systems/s{number}-0/", "/trail/", "/systems/?q=System"):
                assert client.get(page).status_code == 200
            rows = b"".join(client.get("/systems/export.csv").streaming_content)
            assert f"s{number}-2".encode() in rows
            derive(list(System.objects.filter(key__startswith=f"s{number}-").values_list("pk", flat=True)))
            # Reads all entries by a cursor, while the others write.
            return audit.walk().count
        finally:
            connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        walked = list(pool.map(journey, range(CLIENTS)))
    assert System.objects.count() == CLIENTS * 3
    assert max(walked) <= AuditEntry.objects.count()
    call_command("audit_verify")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        assert cursor.fetchone()[0] <= CONNECTIONS
        cursor.execute("SHOW jit")
        assert cursor.fetchone()[0] == "on"  # nobody was told otherwise: it would have been somebody else's connection

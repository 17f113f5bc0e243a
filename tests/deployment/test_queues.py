"""Three queues: a flood of one kind of work delays no other, and every queue has somebody who takes from it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from kombu import Connection, Consumer

from drportal.celery import app
from drportal.management.commands.portal import commands
from drportal.queues import EXPORT, MAIL, QUEUES, ROUTES
from tests import services

ROOT = Path(__file__).resolve().parents[2]
NAMES = {queue.name for queue in QUEUES}
FLOOD = 60
app.loader.import_default_modules()


@pytest.fixture(params=["files", pytest.param("redis", marks=pytest.mark.services)])
def broker(request, tmp_path):
    """A broker of the test's own, as the settings make it."""
    if request.param == "redis":
        if missing := services.redis_server():
            pytest.skip(missing)
        connection = Connection(services.REDIS_URL, transport_options={"global_keyprefix": f"{tmp_path.name}-"})
    else:
        folders = {name: str(tmp_path) for name in ("data_folder_in", "data_folder_out")}
        options = {**folders, "control_folder": str(tmp_path / "control"), "polling_interval": 0.01}
        connection = Connection("filesystem://", transport="drportal.file_broker:Transport", transport_options=options)
    with connection:
        yield connection
        for queue in QUEUES:
            queue(connection.default_channel).purge()


def taken(broker: Connection, names: set[str], most: int) -> list[str]:
    """The tasks in the order in which a worker of these queues gets them, one at a time."""
    seen: list[str] = []

    def take(_body: object, message) -> None:
        seen.append(message.headers["task"])
        message.ack()

    queues = [queue for queue in QUEUES if queue.name in names]
    with Consumer(broker, queues=queues, callbacks=[take], accept=["json"], prefetch_count=1):
        while len(seen) < most:
            broker.drain_events(timeout=5)
    return seen


def test_a_flood_of_one_kind_does_not_delay_another(broker):
    for number in range(FLOOD):
        app.tasks["exports.make"].apply_async((number,), connection=broker)
    app.tasks["notifications.deliver"].apply_async((1,), connection=broker)
    app.tasks["derivation.derive"].apply_async(connection=broker)
    soon = taken(broker, NAMES, 6)
    assert {"notifications.deliver", "derivation.derive", "exports.make"} == set(soon)


def test_a_worker_of_one_kind_takes_nothing_else(broker):
    app.tasks["exports.make"].apply_async((1,), connection=broker)
    app.tasks["notifications.deliver"].apply_async((1,), connection=broker)
    assert taken(broker, {MAIL}, 1) == ["notifications.deliver"]
    assert taken(broker, {EXPORT}, 1) == ["exports.make"]


def test_what_is_routed_is_a_task_and_every_task_has_its_queue():
    assert [task for task in ROUTES if task not in app.tasks] == []
    ours = [task for task in app.tasks if not task.startswith("celery.")]
    routed = {task: app.amqp.router.route({}, task)["queue"].name for task in ours}
    assert set(routed.values()) == NAMES
    assert routed["derivation.derive"] == routed["operations.heartbeat"] == "derive"


def served(command: str | list[str]) -> set[str]:
    """The queues that a worker takes from."""
    words = shlex.split(command) if isinstance(command, str) else command
    return set(words[words.index("--queues") + 1].split(",")) if "--queues" in words else NAMES


def test_each_example_has_workers_for_all_of_them():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    in_compose = [served(each["command"]) for each in compose.values() if " worker " in str(each.get("command"))]
    cluster = yaml.safe_load_all((ROOT / "deploy" / "kubernetes" / "worker.yaml").read_text())
    in_cluster = [served(each["spec"]["template"]["spec"]["containers"][0]["command"]) for each in cluster]
    target = (ROOT / "deploy" / "systemd" / "drportal.target").read_text()
    assert set().union(*in_compose) == set().union(*in_cluster) == NAMES
    assert set(re.findall(r"drportal-worker@(\w+)\.service", target)) == NAMES
    assert served(commands("127.0.0.1", 8000)["worker"]) == NAMES

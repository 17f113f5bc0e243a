"""The broker in files: whoever looks while a message is written finds nothing yet, and then all of it."""

from __future__ import annotations

from pathlib import Path
from queue import Empty

import pytest
from django.conf import settings
from kombu import Connection


class LookedAt:
    """Part of a message that looks for messages at the moment at which it is written."""

    def __init__(self, reader: Connection) -> None:
        self.reader, self.found = reader, "nobody looked"

    def __json__(self) -> str:
        try:
            self.found = self.reader.default_channel._get("celery")
        except Empty:
            self.found = "nothing yet"
        return "words"


@pytest.fixture
def connected(tmp_path: Path):
    options = {name: str(tmp_path) for name in ("data_folder_in", "data_folder_out")}
    options["control_folder"] = str(tmp_path / "control")

    def connect() -> Connection:
        return Connection("filesystem://", transport="drportal.file_broker:Transport", transport_options=options)

    return connect


def test_a_message_appears_whole(connected):
    with connected() as writer, connected() as reader:
        part = LookedAt(reader)
        writer.default_channel._put("celery", {"body": part})
        assert part.found == "nothing yet"
        assert reader.default_channel._get("celery") == {"body": "words"}
        with pytest.raises(Empty):
            reader.default_channel._get("celery")


def test_messages_come_to_their_own_queue(connected):
    with connected() as both:
        for number in range(3):
            both.default_channel._put("celery", number)
        both.default_channel._put("other", "else")
        assert {both.default_channel._get("celery") for _ in range(3)} == {0, 1, 2}
        assert both.default_channel._get("other") == "else"


def test_the_portal_uses_it_where_there_is_no_redis():
    assert bool(settings.REDIS_URL) is (settings.CELERY_BROKER_TRANSPORT is None)

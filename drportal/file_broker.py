"""The broker in files, for a portal without Redis: as the library has it, but a message appears whole.

The library creates a message's file and then writes into it. A worker that looks in between reads nothing, takes that
for a broken message, and ends. Here it is written under another name and renamed, which no reader can see halfway.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.transport import filesystem
from kombu.utils import json


class Channel(filesystem.Channel):
    def _put(self, queue: Any, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]  # as filesystem.Channel
        # Sorted by name, messages come in the order in which they were sent.
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        folder = Path(self.data_folder_out)
        part = folder / f"{name}.part"
        part.write_text(json.dumps(payload), encoding="utf-8")  # type: ignore[no-untyped-call]
        part.replace(folder / name)


class Transport(filesystem.Transport):
    Channel = Channel

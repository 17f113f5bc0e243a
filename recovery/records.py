"""Results that were stored as JSON values: texts are code and values there, to be worded when they are shown."""

from collections.abc import Mapping
from typing import Any

from recovery.messages.text import Text


def text(stored: Mapping[str, Any]) -> Text:
    """A text that was stored as `{"code": …, "values": …}`."""
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in stored["values"].items()}
    return Text(stored["code"], values)

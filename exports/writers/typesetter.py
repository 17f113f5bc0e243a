"""A process that sets documents with typst, one after the other, until nobody asks any more.

    python -m exports.writers.typesetter TEMPLATE FONTS

typst keeps what it laid out, some 200 MiB, gives it back with its process alone, and looks through it for each further
document: the hundredth takes a third longer than the tenth. So the process ends after a few documents, after a minute
without any, and with whoever started it: nothing more can be read then. It reads and writes messages, each a length of
eight bytes and as many bytes of JSON or PDF.
"""

from __future__ import annotations

import json
import select
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import typst

LENGTH = struct.Struct(">Q")
IDLE_SECONDS = 60.0
DOCUMENTS = 20
"""Starting anew takes half as long as one of them."""
MADE, REFUSED = "made", "refused"


def main(template: str, fonts: str, idle_seconds: float = IDLE_SECONDS) -> None:
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    for left in reversed(range(DOCUMENTS)):
        if not select.select([asked], [], [], idle_seconds)[0] or (message := received(asked)) is None:
            return
        said, pdf = set_in_type(Path(template), faces, json.loads(message))
        send(answers, json.dumps({**said, "left": left}).encode())
        send(answers, pdf)


def set_in_type(template: Path, faces: typst.Fonts, document: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """How it ended with what there is to say of it, and the PDF; without one where typst refused the document."""
    try:
        pdf, warnings = typst.compile_with_warnings(
            str(template),
            root=str(template.parent),
            font_paths=faces,
            sys_inputs={"report": document["report"]},
            pdf_standards=["ua-1"],
            timestamp=document["timestamp"],
        )
    except typst.TypstError as error:
        return {"end": REFUSED, "said": [str(error)]}, b""
    return {"end": MADE, "said": [str(warning) for warning in warnings]}, pdf


def send(stream: IO[bytes], message: bytes) -> None:
    stream.write(LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def received(stream: IO[bytes]) -> bytes | None:
    """The next message, or None where there is no whole one any more."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    message = stream.read(length)
    return message if len(message) == length else None


if __name__ == "__main__":
    _, template, fonts, *idle = sys.argv
    with suppress(BrokenPipeError):  # who asked is gone
        main(template, fonts, *map(float, idle))

"""The door for granian: a request goes to a thread only when all of it is here.

Granian's own way to WSGI has a thread read the body as it comes, so that four who send a byte now and then keep all
threads. Here they wait without one, for a time, and no more is read than the page takes.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drportal.settings")
wsgi = get_wsgi_application()

from accounts.services.bodies import FAULT, most_bytes  # noqa: E402  (needs the settings)
from drportal.bodies import TOO_LATE, TOO_MUCH  # noqa: E402

THREADS = 4
BODY_SECONDS = 30
"""So long may a body take that is as large as it may be: also from a telephone, ten megabytes come sooner."""
CHUNK_SECONDS = 60
"""So long may a part of an answer wait for its reader."""
IN_MEMORY = 256 * 1024
logger = logging.getLogger(__name__)


class TooMuch(Exception):
    """More comes than the page takes."""


class Application:
    """Django behind granian's own protocol: reading is asynchronous, answering is done by a few threads."""

    def __init__(self, answer: Callable[..., Iterable[bytes]]) -> None:
        self.answer = answer
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="answer")

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        loop = asyncio.get_running_loop()
        with SpooledTemporaryFile(IN_MEMORY) as body:
            environ = environ_of(scope, body)
            try:
                async with asyncio.timeout(BODY_SECONDS):
                    environ["CONTENT_LENGTH"] = str(await receive(proto, environ, body))
            except TimeoutError:
                environ |= {FAULT: TOO_LATE, "CONTENT_LENGTH": "0"}
            except TooMuch:
                environ |= {FAULT: TOO_MUCH, "CONTENT_LENGTH": "0"}
            body.seek(0)
            await loop.run_in_executor(self.threads, self.send, environ, proto, loop)

    def send(self, environ: dict[str, object], proto: Any, loop: asyncio.AbstractEventLoop) -> None:
        """In a thread: have the request answered, and send what comes, all from this one thread."""
        status, headers = 500, [("content-type", "text/plain")]

        def start(given: str, pairs: list[tuple[str, str]], fault: object = None) -> None:
            nonlocal status, headers
            status, headers = int(given.split(" ", 1)[0]), [(name.lower(), value) for name, value in pairs]

        response = self.answer(environ, start)
        try:
            if getattr(response, "streaming", False):
                stream(proto.response_stream(status, headers), response, loop)
            else:
                proto.response_bytes(status, headers, b"".join(response))
        finally:
            response.close()  # type: ignore[attr-defined]


def stream(transport: Any, parts: Iterable[bytes], loop: asyncio.AbstractEventLoop) -> None:
    """One part after the other; whoever does not read them is let go."""
    for part in parts:
        try:
            asyncio.run_coroutine_threadsafe(send_part(transport, part), loop).result(CHUNK_SECONDS)
        except Exception:  # the reader has gone, in one of granian's several ways to say so
            logger.info("An answer was not read to its end.")
            return


async def send_part(transport: Any, part: bytes) -> None:
    await transport.send_bytes(part)


async def receive(proto: Any, environ: dict[str, Any], body: IO[bytes]) -> int:
    """The number of bytes that came. Raises TooMuch by what is announced, and else as soon as it has come."""
    if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
        return 0
    most, read = most_bytes(environ["PATH_INFO"]), 0
    if int(environ.get("CONTENT_LENGTH") or 0) > most:
        raise TooMuch
    async for part in proto:
        read += len(part)
        if read > most:
            raise TooMuch
        body.write(part)
    return read


def environ_of(scope: Any, body: IO[bytes]) -> dict[str, object]:
    """The request as WSGI has it (PEP 3333)."""
    host, _, port = scope.server.rpartition(":")
    return {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **headers_of(scope),
    }


def headers_of(scope: Any) -> dict[str, str]:
    """Several headers of one name are one list. One with an underscore could pass for another, and is left out."""
    headers: dict[str, str] = {"HTTP_HOST": scope.authority} if scope.authority else {}
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
        between = "; " if key == "HTTP_COOKIE" else ","
        headers[key] = f"{headers[key]}{between}{value}" if key in headers else value
    return headers


application = Application(wsgi)

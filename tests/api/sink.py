"""A receiver of webhooks: a real HTTP server that keeps what it was told and answers as it is asked to."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Sink:
    url: str = ""
    answers: list[int] = field(default_factory=list)
    """The statuses of the next calls; then 204."""
    calls: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    silent: bool = False
    stop: threading.Event = field(default_factory=threading.Event)

    def told(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.calls]


@contextmanager
def listening() -> Iterator[Sink]:
    sink = Sink()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            sink.calls.append(({name.lower(): value for name, value in self.headers.items()}, body))
            if sink.silent:
                sink.stop.wait(10)
                return
            self.send_response(sink.answers.pop(0) if sink.answers else 204)
            self.send_header("Location", f"{sink.url}elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sink.url = f"http://127.0.0.1:{server.server_address[1]}/hook?for=portal"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield sink
    finally:
        sink.stop.set()
        server.shutdown()
        server.server_close()


def is_genuine(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """As a receiver checks it, from the specification (Standard Webhooks 1.0)."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return hmac.compare_digest(headers["webhook-signature"], f"v1,{expected}")

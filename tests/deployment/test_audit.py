"""`make audit` against registries of our own: it names a hole, says what it could not ask, and lists what is locked."""

from __future__ import annotations

import json
import shutil
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.deployment import audit

HOLE = {
    "id": "GHSA-made-up", "modified": "2026-01-01T00:00:00Z", "summary": "A hole of this test",
    "affected": [{"package": {"ecosystem": "PyPI", "name": "django"}, "ranges": [
        {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99"}]}]}],
}  # fmt: skip
NOWHERE = "http://127.0.0.1:9"
pytestmark = pytest.mark.skipif(not audit.UV.exists(), reason="uv is what bootstrap.py brings")


class Registry(BaseHTTPRequestHandler):
    """Answers as OSV and as npm's registry do; `holed` are the packages with a hole."""

    holed: frozenset[str] = frozenset()

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.startswith("/v1/"):
            asked = [each["package"]["name"] for each in json.loads(content)["queries"]]
            self.answer({"results": [{"vulns": [HOLE]} if name in self.holed else {} for name in asked]})
        else:
            tools = {name: [{"id": 1, "url": "https://x.invalid/", "title": "Hole", "severity": "high",
                             "vulnerable_versions": "<99"}] for name in self.holed}  # fmt: skip
            self.answer(tools)

    def do_GET(self) -> None:
        tool = {"name": "@biomejs/biome", "version": "2.6.8", "dist": {}}
        of_tool = {"name": tool["name"], "versions": {"2.6.8": tool}, "dist-tags": {"latest": "2.6.8"}}
        self.answer(HOLE if self.path.startswith("/v1/") else of_tool)

    def answer(self, value: object) -> None:
        content = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """The test says what it says."""


@pytest.fixture
def registry(monkeypatch):
    server = HTTPServer(("127.0.0.1", 0), Registry)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_what_nobody_knows_a_hole_in_is_good(registry, capsys):
    assert audit.main(["--osv", registry, "--npm", registry]) == 0
    said = capsys.readouterr().out
    assert "no known vulnerabilities" in said
    assert "Left out" not in said or shutil.which("npm") is None


def test_a_known_hole_is_named_and_fails(registry, capsys, monkeypatch):
    monkeypatch.setattr(Registry, "holed", frozenset({"django"}))
    assert audit.main(["--osv", registry, "--npm", NOWHERE]) == 1
    assert "GHSA-made-up: A hole of this test" in capsys.readouterr().out


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not there")
def test_so_is_one_in_a_tool_of_node(registry, capsys, monkeypatch):
    monkeypatch.setattr(Registry, "holed", frozenset({"@biomejs/biome"}))
    assert audit.main(["--osv", NOWHERE, "--npm", registry]) == 1
    assert "@biomejs/biome" in capsys.readouterr().out


def test_without_a_network_it_says_in_a_line_what_it_could_not_ask(capsys):
    assert audit.main(["--osv", NOWHERE, "--npm", NOWHERE]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 3
    assert said[1].startswith("Left out: OSV could not be asked")
    assert said[2].startswith("Left out: ")


def test_the_bill_lists_what_production_installs_with_its_fingerprints():
    assert audit.write_bill()
    bill = json.loads(audit.BILL.read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    listed = {each["name"]: each["version"] for each in bill["components"]}
    locked = {each["name"]: each["version"] for each in tomllib.loads((audit.ROOT / "uv.lock").read_text())["package"]}
    assert listed.items() <= locked.items()
    assert {"django", "celery", "psycopg", "typst", "amqp"} <= listed.keys()
    assert not {"pytest", "ruff", "mutmut"} & listed.keys()
    assert all(each["externalReferences"][0]["hashes"] for each in bill["components"])

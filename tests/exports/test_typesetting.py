"""Documents are set by processes of their own: they end when they should, and take nobody along."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exports.document import Document
from exports.writers import pdf, typesetter, typesetting

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
DOCUMENT = Document("Web shop", "DR summary", "en", "Today", NOW)
START = """
import datetime as dt, sys, time
from exports.document import Document
from exports.writers import pdf
pdf.write(Document("Web shop", "DR summary", "en", "Today", dt.datetime(2026, 3, 1, tzinfo=dt.UTC)))
print(pdf.TYPESETTERS.resting[0].pid, flush=True)
time.sleep(60)
"""


def gone(pid: int, within: float = 10) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


def test_the_next_document_comes_when_one_was_killed():
    first = pdf.write(DOCUMENT)
    for process in pdf.TYPESETTERS.resting:
        process.kill()
        process.wait()
    assert pdf.write(DOCUMENT) == first


def test_a_document_that_ends_who_sets_it_is_given_up(monkeypatch):
    mortal = typesetting.Typesetters([sys.executable, "-c", "import sys; sys.stdin.buffer.read(8)"])
    monkeypatch.setattr(pdf, "TYPESETTERS", mortal)
    with pytest.raises(pdf.PdfFailed):
        pdf.write(DOCUMENT)
    assert mortal.resting == []


def test_one_that_does_not_answer_is_ended(monkeypatch):
    monkeypatch.setattr(typesetting, "LONGEST_SECONDS", 0.1)
    silent = typesetting.Typesetters([sys.executable, "-c", "import time; time.sleep(60)"])
    with pytest.raises(typesetting.Gone):
        silent.set("{}", 0)
    assert silent.resting == []


def test_it_ends_when_nobody_asks_any_more():
    process = typesetting.Typesetters([*pdf.TYPESETTERS.command, "0.1"]).start()
    process.communicate(timeout=20)
    assert process.returncode == 0


def test_it_ends_after_a_few_documents(monkeypatch):
    own = typesetting.Typesetters(pdf.TYPESETTERS.command, most=1)
    monkeypatch.setattr(pdf, "TYPESETTERS", own)
    documents = {pdf.write(DOCUMENT) for _ in range(typesetter.DOCUMENTS - 1)}
    (process,) = own.resting
    documents.add(pdf.write(DOCUMENT))
    assert own.resting == []
    assert process.returncode is not None
    assert len(documents) == 1


def test_it_ends_with_whoever_started_it():
    parent = subprocess.Popen([sys.executable, "-c", START], stdout=subprocess.PIPE, cwd=typesetting.ROOT)
    assert parent.stdout
    pid = int(parent.stdout.readline())
    assert not gone(pid, within=0.1)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert gone(pid)


def test_it_is_told_nothing_of_the_portal(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a key")
    assert "SECRET_KEY" not in typesetting.environment()
    pdf.write(DOCUMENT)
    (process, *_) = pdf.TYPESETTERS.resting
    assert b"SECRET_KEY" not in Path(f"/proc/{process.pid}/environ").read_bytes()

"""Copies that only some can read: with age and with GnuPG, by their real programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from drportal.setting_faults import fault_of_recipients

TABLE = b"systems.System"


def made(folder: Path) -> Path:
    call_command("backup", "--to", folder)
    (path,) = (each for each in folder.iterdir() if each.suffix != ".sha256")
    return path


def age_key(path: Path) -> str:
    """A new pair of keys; gives the public one."""
    subprocess.run(["age-keygen", "-o", path], check=True, capture_output=True)
    return subprocess.run(["age-keygen", "-y", path], check=True, capture_output=True, text=True).stdout.strip()


needs_age = pytest.mark.skipif(not shutil.which("age"), reason="age is not installed")
needs_gpg = pytest.mark.skipif(not shutil.which("gpg"), reason="gpg is not installed")


@needs_age
def test_with_age(portal, settings, tmp_path, elsewhere):
    settings.BACKUP_RECIPIENTS = [age_key(tmp_path / "mine"), age_key(tmp_path / "colleague")]
    age_key(tmp_path / "other")
    path = made(tmp_path / "copies")
    assert (path.suffix, TABLE in path.read_bytes()) == (".age", False)
    status, said = elsewhere("restore", path)
    assert "name the file with the secret key by --identity" in said
    status, said = elsewhere("restore", path, "--identity", tmp_path / "other")
    assert (status, said) == (1, "CommandError: age: error: no identity matched any of the recipients")
    path.write_bytes(path.read_bytes()[:-5])
    status, said = elsewhere("restore", path, "--identity", tmp_path / "mine")
    assert (status, said.startswith("CommandError: age: ")) == (1, True)
    again = made(tmp_path / "again")
    assert elsewhere("restore", again, "--identity", tmp_path / "colleague")[0] == 0


@needs_gpg
def test_with_gnupg(portal, settings, tmp_path, elsewhere):
    home = {"GNUPGHOME": str(tmp_path / "gnupg")}
    (tmp_path / "gnupg").mkdir(mode=0o700)
    new = ["gpg", "--batch", "--passphrase", "", "--quick-generate-key", "restore@example.org", "default", "default"]
    subprocess.run(new, check=True, capture_output=True, env={**os.environ, **home})
    settings.BACKUP_RECIPIENTS = ["gpg:restore@example.org"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GNUPGHOME", home["GNUPGHOME"])
        path = made(tmp_path / "copies")
    assert (path.suffix, TABLE in path.read_bytes()) == (".gpg", False)
    (tmp_path / "nobody").mkdir(mode=0o700)
    status, said = elsewhere("restore", path, GNUPGHOME=str(tmp_path / "nobody"))
    assert (status, said.startswith("CommandError: gpg: ")) == (1, True)
    assert elsewhere("restore", path, **home)[0] == 0


def test_a_missing_program_is_one_line(portal, settings, tmp_path, monkeypatch):
    settings.BACKUP_RECIPIENTS = ["age1" + "q" * 58]
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CommandError, match=r"age is missing\. Install it, for example with: apt install age"):
        call_command("backup", "--to", tmp_path / "copies")
    assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ([], ""),
        (["age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"], ""),
        (["gpg:0xDEADBEEF", "gpg:restore@example.org"], ""),
        (["AGE-SECRET-KEY-1QQ"], "neither a public key of age"),
        (["age1qq", "gpg:x@y"], "of age and of GnuPG"),
        (["--output=/etc/passwd"], "neither a public key of age"),
        (["gpg:--output"], ""),
    ],
)
def test_what_is_wrong_with_recipients(keys, fault):
    assert fault in fault_of_recipients(keys)
    assert bool(fault) == bool(fault_of_recipients(keys))

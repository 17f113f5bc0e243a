"""Encrypting copies for those who may restore one, with age (age-encryption.org) or GnuPG, by BACKUP_RECIPIENTS."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings

PREFIX_OF_GPG = "gpg:"


class CannotEncrypt(Exception):
    """The program is missing, or does not know a recipient; the text is its own."""


class CannotDecrypt(Exception):
    """The copy is encrypted for others, or nothing to decrypt it with was given; the text says which."""


@dataclass(frozen=True)
class Tool:
    """A program that encrypts from its standard input to its standard output."""

    name: str
    ending: str
    package: str

    def encrypting(self, recipients: list[str]) -> list[str]:
        if self is AGE:
            return ["--encrypt", *(part for each in recipients for part in ("--recipient", each))]
        names = [part for each in recipients for part in ("--recipient", each.removeprefix(PREFIX_OF_GPG))]
        return ["--batch", "--trust-model", "always", "--encrypt", *names]

    def decrypting(self, identity: Path | None) -> list[str]:
        if self is GPG:
            return ["--batch", "--decrypt"]  # its own agent holds the key
        if identity is None:
            raise CannotDecrypt("The copy is encrypted with age: name the file with the secret key by --identity.")
        return ["--decrypt", "--identity", str(identity)]

    def run(self, arguments: list[str], source: IO[bytes], to: IO[bytes], fault: type[Exception]) -> None:
        program = shutil.which(self.name)
        if program is None:
            raise fault(f"{self.name} is missing. Install it, for example with: apt install {self.package}")
        run = subprocess.run([program, *arguments], stdin=source, stdout=to, stderr=subprocess.PIPE, check=False)
        if run.returncode:
            said = run.stderr.decode(errors="replace").strip().splitlines() or ["it failed without a word"]
            raise fault(f"{self.name}: {said[0].removeprefix(f'{self.name}: ')}")


AGE = Tool("age", ".age", "age")
GPG = Tool("gpg", ".gpg", "gnupg")


def tool() -> Tool | None:
    """What encrypts; nothing where the settings name nobody who could read it."""
    recipients = settings.BACKUP_RECIPIENTS
    return (GPG if recipients[0].startswith(PREFIX_OF_GPG) else AGE) if recipients else None


def ending() -> str:
    """What the name of a copy ends with."""
    used = tool()
    return used.ending if used else ""


@contextmanager
def sealed(to: IO[bytes], beside: Path) -> Iterator[IO[bytes]]:
    """What is written arrives encrypted in `to`, or as it is where the settings name nobody. Raises CannotEncrypt."""
    used = tool()
    if used is None:
        yield to
        return
    with TemporaryFile(dir=beside) as plain:
        yield plain
        plain.seek(0)
        used.run(used.encrypting(settings.BACKUP_RECIPIENTS), plain, to, CannotEncrypt)


@contextmanager
def opened(path: Path, beside: Path, identity: Path | None) -> Iterator[IO[bytes]]:
    """What the file says, decrypted where its name says that it is encrypted. Raises CannotDecrypt."""
    used = next((each for each in (AGE, GPG) if path.suffix == each.ending), None)
    with path.open("rb") as file:
        if used is None:
            yield file
            return
        with TemporaryFile(dir=beside) as plain:
            used.run(used.decrypting(identity), file, plain, CannotDecrypt)
            plain.seek(0)
            yield plain

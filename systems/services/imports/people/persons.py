"""Whom a cell names: “Anna Weiss <anna@corp.example>”, “a@x; b@x”, “Weiss, Anna”, or a name alone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from accounts.models import normal_email
from presentation.forms.addresses import is_address
from presentation.forms.lines import is_one_line

LONGEST_CELL = 1000
LONGEST_NAME = 120
BETWEEN = re.compile(r"[;|\n/&]")
PIECE = re.compile(r"""[^\s<>()\[\]",;]+""")
AROUND = " \t<>()[]\"',;:"
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by address, by name, or by both."""

    email: str = ""
    name: str = ""

    @property
    def shown(self) -> str:
        return self.email or self.name


def people_in(cell: str) -> list[Named]:
    """Everybody whom the cell names, in its order. Raises ValueError for one that names nobody by visible signs."""
    if len(cell) > LONGEST_CELL or not is_one_line(BETWEEN.sub(" ", cell.replace("\r\n", "\n")).strip()):
        raise ValueError(cell)
    return [named for part in BETWEEN.split(cell) for named in people_of(part.strip())]


def people_of(part: str) -> list[Named]:
    """Each address with the name before it, or in brackets behind it; without an address the whole text is a name."""
    pieces = [piece for piece in PIECE.finditer(part) if is_address(bare_address(piece[0]))]
    if not pieces:
        name = bare_name(part)
        return [Named(name=name)] if name else []
    found, start = [], 0
    for at, piece in enumerate(pieces):
        stop = pieces[at + 1].start() if at + 1 < len(pieces) else len(part)
        name = full_name(part[start : piece.start()])
        start = piece.end()
        if not name and (behind := part[start:stop].lstrip()).startswith("(") and ")" in behind:
            name, start = full_name(behind.partition(")")[0]), start + part[start:stop].index(")") + 1
        found.append(Named(normal_email(bare_address(piece[0])), name))
    return found


def bare_address(piece: str) -> str:
    return piece.removeprefix("mailto:").rstrip(".:'").lstrip("'")


def bare_name(text: str) -> str:
    """The name without what stands around it."""
    return " ".join(text.strip(AROUND).split())[:LONGEST_NAME]


def full_name(text: str) -> str:
    """The same as one says it: “Weiss, Anna” is Anna Weiss."""
    name = bare_name(text)
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first else name


def name_key(name: str) -> str:
    """The same for one name in any order of its words, with and without accents."""
    plain = unicodedata.normalize("NFKD", name[:LONGEST_NAME].casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(sorted(WORD.findall(letters)))

"""A language that nobody speaks: every text with accents and between brackets, places and markup as they were.

It is made of files alone, as anybody's language would be. Where the letters have no accent, somebody forgot a text.
"""

from __future__ import annotations

import re
import struct
import tomllib
from pathlib import Path

from tests.languages import po_file
from tests.recovery.catalogues import rewritten, write

CODE = "qps"
NAME = "Pséüdõ"
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w*(?::\w+)?\}|<[^<>]+>|&\w+;)")
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
ACCENTS = str.maketrans("aeiouAEIOU", "àéîõüÀÉÎÕÜ")


def accented(text: str) -> str:
    return "".join(part if at % 2 else part.translate(ACCENTS) for at, part in enumerate(KEPT.split(text)))


def pseudo(text: str) -> str:
    """The text with accents, and between brackets, which stand inside of the space around it."""
    bare = text.strip()
    return text.replace(bare, f"⟦{accented(bare)}⟧", 1) if bare else text


def write_into(root: Path) -> None:
    """The language's files, in a copy of the sources: the method's, the pages', and the questionnaire's own texts."""
    write_method(root / "recovery" / "locale")
    write_pages(root / "locale")
    add_to_questionnaire(root / "questionnaires" / "standard.toml")


def write_method(folder: Path) -> None:
    english = tomllib.loads((folder / "en.toml").read_text(encoding="utf-8"))
    texts = rewritten(english, lambda _way, text: pseudo(text))
    for way, units in texts.items():
        if way[0] == "durations":
            texts[way] = [accented(unit) for unit in units]
    texts |= {("language", "name"): NAME, ("language", "english"): "Pseudo"}
    write(folder / f"{CODE}.toml", texts)


def write_pages(folder: Path) -> None:
    known = po_file.read(folder / "es" / "LC_MESSAGES" / "django.po").values()
    messages = {_id(entry): _said(entry) for entry in known if entry.message}
    path = folder / CODE / "LC_MESSAGES"
    path.mkdir(parents=True)
    (path / "django.mo").write_bytes(compiled({"": HEADER, **messages}))


def _id(entry: po_file.Entry) -> str:
    context = f"{entry.context}\4" if entry.context else ""
    return f"{context}{entry.message}\0{entry.plural}" if entry.plural else f"{context}{entry.message}"


def _said(entry: po_file.Entry) -> str:
    return "\0".join(map(pseudo, filter(None, (entry.message, entry.plural))))


def compiled(messages: dict[str, str]) -> bytes:
    """A catalogue as gettext reads it: for keys, then for texts, how long each is and where it stands; then they."""
    pairs = sorted((key.encode(), text.encode()) for key, text in messages.items())
    count, at = len(pairs), 28 + 16 * len(pairs)
    table, texts = [], b""
    for part in (*(key for key, _ in pairs), *(text for _, text in pairs)):
        table += [len(part), at + len(texts)]
        texts += part + b"\0"
    return struct.pack(f"<{7 + 4 * count}I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, at, *table) + texts


def add_to_questionnaire(path: Path) -> None:
    """Beside every English text of the file one in this language."""
    written = path.read_text(encoding="utf-8")
    lines = re.sub(r'^([\w.]+)\.en = "(.*)"$', lambda line: f'{line[0]}\n{line[1]}.{CODE} = "{pseudo(line[2])}"',
                   written, flags=re.M)  # fmt: skip
    path.write_text(
        re.sub(r'\{ en = "([^"]*)"', lambda text: f'{text[0]}, {CODE} = "{pseudo(text[1])}"', lines), encoding="utf-8"
    )

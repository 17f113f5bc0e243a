"""Which characters TrueType fonts can show, and texts made of those alone.

PDF/UA forbids a character without a glyph; a name in a script that the typeface lacks must not cost the whole document.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

REPLACEMENT = "□"
LONG_WORD = re.compile(r"\S{32,}")
PIECE = 16
PLAIN = re.compile(r"[ -~\n]*")
"""Most texts: printable ASCII, which the first typeface has all of."""
BREAK = "\u200b"  # a place where a line may end, invisible
JOINERS = frozenset("\u200c\u200d")
"""They shape words of Arabic and of the scripts of India; elsewhere they only hide."""


@lru_cache(maxsize=16)
def coverage(font: Path) -> frozenset[int]:
    """The code points of the font's Unicode character map (OpenType `cmap`, formats 4 and 12)."""
    data = font.read_bytes()
    start = table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    offsets = {struct.unpack_from(">HHI", data, start + 4 + 8 * index)[2] for index in range(count)}
    return frozenset().union(*(subtable(data, start + offset) for offset in offsets))


def table(data: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        name, _checksum, offset, _length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag!r}")


def subtable(data: bytes, at: int) -> set[int]:
    (form,) = struct.unpack_from(">H", data, at)
    return {4: segments, 12: groups}[form](data, at) if form in {4, 12} else set()


def segments(data: bytes, at: int) -> set[int]:
    """Format 4: runs of code points below U+10000; the last is the end mark U+FFFF."""
    (twice,) = struct.unpack_from(">H", data, at + 6)
    ends = struct.unpack_from(f">{twice // 2}H", data, at + 14)
    starts = struct.unpack_from(f">{twice // 2}H", data, at + 16 + twice)
    return {point for first, last in zip(starts, ends, strict=True) for point in range(first, last + 1)} - {0xFFFF}


def groups(data: bytes, at: int) -> set[int]:
    """Format 12: runs of code points in all planes."""
    (count,) = struct.unpack_from(">I", data, at + 12)
    runs = [struct.unpack_from(">III", data, at + 16 + 12 * index)[:2] for index in range(count)]
    return {point for first, last in runs for point in range(first, last + 1)}


@lru_cache(maxsize=4)
def joint_coverage(fonts: tuple[Path, ...]) -> frozenset[int]:
    return frozenset().union(*map(coverage, fonts))


def displayable(text: str, fonts: tuple[Path, ...]) -> str:
    """The text as these fonts can show it, the first for all that it has, with places to break in words that no line
    holds.

    A character without a glyph becomes its plain equivalent if there is one, else `REPLACEMENT`; control characters
    and those that only steer the direction of writing go.
    """
    if PLAIN.fullmatch(text) and not LONG_WORD.search(text):
        return text
    first, known = coverage(fonts[0]), joint_coverage(fonts)
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    shown = "".join(
        after if after == "\n" or (after in JOINERS and ord(before) in known - first) else glyph(after, known)
        for before, after in pairwise(f" {plain}")
    )
    return LONG_WORD.sub(lambda word: BREAK.join(pieces(word[0])), shown)


@lru_cache(maxsize=4096)
def glyph(character: str, known: frozenset[int]) -> str:
    if unicodedata.category(character) in {"Cc", "Cf", "Cs"}:
        return ""
    if ord(character) in known:
        return character
    simpler = [part for part in unicodedata.normalize("NFKD", character) if ord(part) in known]
    return "".join(simpler) if simpler else REPLACEMENT


def pieces(word: str) -> list[str]:
    return [word[at : at + PIECE] for at in range(0, len(word), PIECE)]

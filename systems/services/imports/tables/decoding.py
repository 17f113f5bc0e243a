"""Bytes to text: the encodings that spreadsheets write, and files that are none of our business."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 10 * 1024 * 1024
TOO_LARGE = _("The file is larger than 10 MB. Split it into several files.")
LOOKED_AT = 8192
WORKBOOK = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Unreadable(Exception):
    """The file cannot be read as a table; `reason` says why and what to do, for the person who chose it."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def decode(data: bytes) -> str:
    """The text of a CSV file. Raises Unreadable, and nothing else, whatever the bytes are."""
    if len(data) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if data.startswith(OLD_WORKBOOK):
        raise Unreadable(_("This workbook is of an old kind, or has a password. Save it as “.xlsx” without one."))
    text = text_of(data)
    if looks_binary(text):
        raise Unreadable(_("This is not a text file. Export your list as CSV and choose that file."))
    if not text.strip():
        raise Unreadable(_("The file is empty. Choose a CSV file with a heading line and one line for each system."))
    return text


def text_of(data: bytes) -> str:
    encoding = next((name for mark, name in BOMS if data.startswith(mark)), None) or unmarked_utf16(data)
    for candidate in (encoding, "utf-8", "cp1252"):
        try:
            if candidate:
                return data.decode(candidate)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of ordinary text is zero."""
    head = data[:LOOKED_AT]
    pairs = len(head) // 2
    if pairs and head[1::2].count(0) > pairs * 0.4:
        return "utf-16-le"
    if pairs and head[0::2].count(0) > pairs * 0.4:
        return "utf-16-be"
    return None


def looks_binary(text: str) -> bool:
    head = text[:LOOKED_AT]
    odd = sum(letter < " " and letter not in "\t\r\n\f\v" for letter in head)
    return "\0" in head or odd > len(head) * 0.02

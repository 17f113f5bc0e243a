"""Passwords that are long and still guessed at once."""

from __future__ import annotations

import unicodedata

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from accounts.models import User

FEWEST_SIGNS = 5  # different ones
SHORTEST_PIECE = 8  # what a password that repeats something has to consist of
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm")
TRAIN = 4  # so many signs in a row that follow each other as on a keyboard, or as one counts


class NotGuessedAtOnce:
    """Refuses blanks, repetitions, rows of the keyboard, and common passwords made longer by these."""

    def validate(self, password: str, user: User | None = None) -> None:
        plain = "".join(unicodedata.normalize("NFKC", password).casefold().split())
        piece = smallest_piece(plain)
        if len(set(plain)) < FEWEST_SIGNS or len(without_trains(plain)) < FEWEST_SIGNS:
            raise ValidationError(gettext("This is guessed at once: it is almost one sign, or a row of the keyboard."))
        if len(piece) < len(plain) and len(piece) < SHORTEST_PIECE:
            raise ValidationError(gettext("This is guessed at once: it is one short piece, again and again."))
        for core in {piece, plain.strip("0123456789!?.,;-_*+#$&%"), without_trains(plain)}:
            CommonPasswordValidator().validate(core, user)

    def get_help_text(self) -> str:
        return gettext("No row of the keyboard, and no word again and again.")


def smallest_piece(text: str) -> str:
    """What the text repeats, else the text: of “abcabcab” it is “abc”."""
    for length in range(1, len(text) // 2 + 1):
        if all(sign == text[place % length] for place, sign in enumerate(text)):
            return text[:length]
    return text


def without_trains(text: str) -> str:
    """The text without the parts that follow a row for four signs or more, in either direction."""
    kept, place = "", 0
    while place < len(text):
        length = train_at(text, place)
        kept, place = (kept, place + length) if length else (kept + text[place], place + 1)
    return kept


def train_at(text: str, place: int) -> int:
    """How many signs from here follow a row; 0 for fewer than four."""
    longest = 0
    for row in (*ROWS, *(row[::-1] for row in ROWS)):
        end = place + TRAIN
        while end <= len(text) and text[place:end] in row:
            longest, end = max(longest, end - place), end + 1
    return longest

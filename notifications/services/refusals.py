"""What an error while sending means, and how to say it."""

from __future__ import annotations

import smtplib

NOT_THE_LETTERS_FAULT = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)


def is_temporary(error: Exception) -> bool:
    """4xx, or a server that is away, is worth another try; 5xx, or a mail that cannot be sent at all, is not."""
    if isinstance(error, NOT_THE_LETTERS_FAULT):
        return True
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException):
        return 400 <= code_of(error) < 500
    return isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)


def code_of(error: smtplib.SMTPException) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=0)
    return int(getattr(error, "smtp_code", 0))


def words_of(error: Exception) -> str:
    """The error in one line of at most 500 characters: what the server said, not how Python prints it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = "; ".join(f"{code} {_text(text)}" for code, text in error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        said = f"{error.smtp_code} {_text(error.smtp_error)}"
    else:
        said = f"{type(error).__name__}: {error}"
    return " ".join(said.replace("\x00", "").split())[:500]


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said

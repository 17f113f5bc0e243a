"""What an error while sending means, and how to say it."""

from __future__ import annotations

import smtplib

from background.services.error_text import error_in_one_line

NOT_THE_MAILS_FAULT = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)


def is_temporary(error: Exception) -> bool:
    """4xx, or a server that is away, is worth another try; 5xx, or a mail that cannot be sent at all, is not."""
    if isinstance(error, NOT_THE_MAILS_FAULT):
        return True
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException):
        return 400 <= code_of(error) < 500
    return isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)


def code_of(error: smtplib.SMTPException) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=0)
    return int(getattr(error, "smtp_code", 0))


def refusal_in_one_line(error: Exception) -> str:
    """What the server said, not how Python prints it; of any other error its name and text."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return error_in_one_line("; ".join(f"{code} {_decoded(text)}" for code, text in error.recipients.values()))
    if isinstance(error, smtplib.SMTPResponseException):
        return error_in_one_line(f"{error.smtp_code} {_decoded(error.smtp_error)}")
    return error_in_one_line(error)


def _decoded(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text

"""What an error while sending means, and how to say it."""

from __future__ import annotations

import re
import smtplib

from background.services.error_text import error_in_one_line

NOT_THE_MAILS_FAULT = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)

ENHANCED = re.compile(r"5\.(\d{1,3})\.(\d{1,3})\b")
"""RFC 3463: the class, what it is about, and more exactly what."""
ADDRESS, MAILBOX, ROUTE = "1", "2", "4"
SENDERS = {(ADDRESS, "7"), (ADDRESS, "8")}
"""About an address too, but about the portal's own."""


def is_temporary(error: Exception) -> bool:
    """4xx, or a server that is away, is worth another try; 5xx, or a mail that cannot be sent at all, is not."""
    if isinstance(error, NOT_THE_MAILS_FAULT):
        return True
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException):
        return 400 <= code_of(error) < 500
    return isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException)


def speaks_of_the_address(error: Exception) -> bool:
    """5xx because of the recipient: nobody has this address, or the mailbox takes no mail. Else it is the mail, its
    sender or the server's rules; some say that the route (5.4) is missing where they mean the address."""
    said: bytes | str
    subjects: set[str | None]
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = max(error.recipients.values(), default=(0, b""))
        subjects = {ADDRESS, MAILBOX, ROUTE, None}
    elif isinstance(error, smtplib.SMTPDataError):
        code, said = error.smtp_code, error.smtp_error
        subjects = {ADDRESS, MAILBOX}
    else:
        return False
    found = ENHANCED.match(_decoded(said))
    subject = found[1] if found else None
    return 500 <= code < 600 and subject in subjects and (found is None or found.groups() not in SENDERS)


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

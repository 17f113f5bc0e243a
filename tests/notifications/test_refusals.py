"""What a mail server's refusal means for the mail: to be tried again, or not."""

from __future__ import annotations

import smtplib

import pytest

from notifications.services.refusals import is_temporary


@pytest.mark.parametrize(
    ("error", "temporary"),
    [
        (smtplib.SMTPResponseException(399, b""), False),
        (smtplib.SMTPResponseException(400, b""), True),
        (smtplib.SMTPDataError(499, b""), True),
        (smtplib.SMTPDataError(500, b""), False),
        (smtplib.SMTPSenderRefused(550, b"", "from@example.org"), False),
        (smtplib.SMTPRecipientsRefused({"a@example.org": (450, b"")}), True),
        (smtplib.SMTPRecipientsRefused({"a@example.org": (450, b""), "b@example.org": (550, b"")}), False),
        # The portal's own password, or the server itself, is at fault: the mail would go out once that is set right.
        (smtplib.SMTPAuthenticationError(535, b""), True),
        (smtplib.SMTPConnectError(554, b""), True),
        (smtplib.SMTPHeloError(504, b""), True),
        (smtplib.SMTPServerDisconnected(), True),
        (TimeoutError(), True),
        (ConnectionRefusedError(), True),
        (smtplib.SMTPNotSupportedError(), False),
        (ValueError(), False),
    ],
)
def test_what_is_tried_again(error, temporary):
    assert is_temporary(error) is temporary

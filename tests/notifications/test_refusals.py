"""What a mail server's refusal means for the mail: to be tried again, or not."""

from __future__ import annotations

import smtplib

import pytest

from notifications.services.refusals import is_temporary, speaks_of_the_address


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


def refused(said: str, *, after_the_data: bool = False) -> smtplib.SMTPException:
    code = int(said[:3])
    if after_the_data:
        return smtplib.SMTPDataError(code, said[4:].encode())
    return smtplib.SMTPRecipientsRefused({"ana@example.org": (code, said[4:].encode())})


@pytest.mark.parametrize(
    ("error", "about_the_address"),
    [
        (refused("550 unknown user"), True),
        (refused("550 5.1.1 unknown user"), True),
        (refused("552 5.2.2 mailbox full"), True),
        (refused("550 5.4.1 Recipient address rejected: Access denied"), True),
        (refused("450 4.2.1 greylisted"), False),
        (refused("554 5.7.1 Relay access denied"), False),
        (refused("550 5.1.8 bad sender"), False),
        (refused("550 5.1.7 bad sender"), False),
        (refused("550 5.5.1 out of order"), False),
        (refused("550 5.1.1 unknown user", after_the_data=True), True),
        (refused("552 5.2.3 too long for this mailbox", after_the_data=True), True),
        (refused("450 4.2.1 later", after_the_data=True), False),
        (refused("554 looks like spam", after_the_data=True), False),
        (refused("550 5.7.1 looks like spam", after_the_data=True), False),
        (refused("554 5.6.0 bad content", after_the_data=True), False),
        (smtplib.SMTPRecipientsRefused({}), False),
        (smtplib.SMTPSenderRefused(550, b"5.1.1 who are you", "from@example.org"), False),
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 wrong"), False),
        (ConnectionRefusedError(), False),
    ],
)
def test_what_says_that_an_address_cannot_be_reached(error, about_the_address):
    assert speaks_of_the_address(error) is about_the_address

"""What the audit trail says about mail."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register(
    {
        "mail.tried_again": _("Tried again to send a mail."),
        "mail.let_go": _("Let the mail go out that had waited since the portal was restored."),
        "chat.named": _("Named a chat for {label}: {service}."),
        "chat.taken_back": _("Took back the chat of {label}."),
        "mail.left_out": _("Left out the mail that had waited since the portal was restored."),
    }
)

"""What the audit trail says about tokens and services of programs."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register(
    {
        "token.created": _("Made the token “{label}” for a program."),
        "token.rotated": _("Gave the token “{label}” a new secret."),
        "token.ended": _("Ended the token “{label}”."),
        "service.created": _("Made the service “{label}” for a program."),
        "service.taken_over": _("Answers for the service “{label}” now."),
        "webhook.created": _("Lets the portal tell “{label}” what happens, at {url}."),
        "webhook.ended": _("Tells “{label}” nothing any more."),
        "service.ended": _("Ended the service “{label}”."),
    }
)

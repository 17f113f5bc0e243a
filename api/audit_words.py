"""What the audit trail says about tokens of programs."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register(
    {
        "token.created": _("Made the token “{label}” for a program."),
        "token.rotated": _("Gave the token “{label}” a new secret."),
        "token.ended": _("Ended the token “{label}”."),
    }
)

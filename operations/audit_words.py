"""What the audit trail says about running the portal."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register(
    {
        "portal.restored": _("The portal was restored from a copy."),
        "work.tried_again": _("Had failed work tried again: {label}."),
        "work.called_off": _("Called off work that the portal had to do: {label}."),
    }
)

"""What the audit trail says about campaigns."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register(
    {
        "campaign.begun": _("Began the campaign, to be answered until {due_on}."),
        "campaign.wave_begun": _("Wave {number} of the campaign began."),
        "campaign.moved": _("Moved the day of the campaign from {before} to {due_on}."),
        "campaign.closed": _("Closed the campaign."),
    }
)

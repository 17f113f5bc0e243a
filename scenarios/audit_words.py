"""What the audit trail says about scenarios."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register(
    {
        "scenario.created": _("Described the scenario."),
        "scenario.edited": _("Changed the scenario: {fields}."),
        "scenario.removed": _("Removed the scenario {name}."),
        "scenario.accepted": _("Accepted what comes of the scenario: nothing is late."),
        "scenario.lateness_accepted": _("Accepted what comes of the scenario, though systems are late: “{reason}”"),
    }
)

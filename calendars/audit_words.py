"""What the audit trail says about calendars."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register(
    {
        "calendar.made": _("Made the address of a calendar, which ends in {hint}."),
        "calendar.renewed": _("Renewed the address of a calendar; the new one ends in {hint}."),
        "calendar.revoked": _("Revoked the address of a calendar, which ended in {hint}."),
    }
)

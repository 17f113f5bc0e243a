"""What the audit trail says about check-ins."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register(
    {
        "check_ins.address_made": _("Made an address for check-ins, which ends in {hint}."),
        "check_ins.address_renewed": _("Renewed the address for check-ins; the new one ends in {hint}."),
        "check_ins.address_revoked": _("Revoked the address for check-ins, which ended in {hint}."),
    }
)

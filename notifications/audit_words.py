"""What the audit trail says about mail."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register({"mail.tried_again": _("Tried again to send a mail.")})

"""What the audit trail says about running the portal."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register({"portal.restored": _("The portal was restored from a copy.")})

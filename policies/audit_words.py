"""What the audit trail says about policies."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register(
    {
        "policy.draft_begun": _("Began a draft of the policy."),
        "policy.draft_saved": _("Changed the draft of the policy."),
        "policy.draft_removed": _("Removed the draft of the policy."),
        "policy.published": _("Published the policy {version}. Before it, {before} was in force."),
    }
)

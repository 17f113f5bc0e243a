"""What the audit trail says about questionnaires."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register(
    {
        "questionnaire.draft_begun": _("Began a draft of the questionnaire."),
        "questionnaire.question_saved": _("Changed the question “{question}” in the draft of the questionnaire."),
        "questionnaire.question_added": _("Added the question “{question}” to the draft of the questionnaire."),
        "questionnaire.question_removed": _("Removed the question “{question}” from the draft of the questionnaire."),
        "questionnaire.topic_saved": _("Changed the page “{topic}” in the draft of the questionnaire."),
        "questionnaire.moved": _("Changed the order in the draft of the questionnaire."),
        "questionnaire.draft_removed": _("Removed the draft of the questionnaire."),
        "questionnaire.published": _("Published version {version} of the questionnaire: “{note}”"),
    }
)

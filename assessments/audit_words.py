"""What the audit trail says about answers and decisions."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register(
    {
        "assessment.asked": _("Asked {owner} for answers, until {due_on}."),
        "assessment.begun": _("Began to answer the questions."),
        "assessment.approved": _("Approved the answers and the plan."),
        "assessment.returned": _("Returned the answers: “{comment}”"),
        "answers.saved": _("Saved answers."),
        "answers.offer_taken": _("Changed the answers to resolve a contradiction."),
        "answers.offer_taken_in_review": _("Changed the answers to resolve a contradiction, and sent them again."),
        "answers.submitted": _("Sent the answers to review."),
        "answers.reopened": _("Took the answers back to change them."),
        "finding.justified": _("Gave a reason for a contradiction: “{reason}”"),
        "finding.justification_accepted": _("Accepted the reason “{reason}”"),
        "finding.justification_rejected": _("Did not accept the reason “{reason}”"),
        "policy.draft_begun": _("Began a draft of the policy."),
        "policy.draft_saved": _("Changed the draft of the policy."),
        "policy.draft_removed": _("Removed the draft of the policy."),
        "policy.published": _("Published the policy {version}. Before it, {before} was in force."),
        "questionnaire.draft_begun": _("Began a draft of the questionnaire."),
        "questionnaire.question_saved": _("Changed the question “{question}” in the draft of the questionnaire."),
        "questionnaire.question_added": _("Added the question “{question}” to the draft of the questionnaire."),
        "questionnaire.question_removed": _("Removed the question “{question}” from the draft of the questionnaire."),
        "questionnaire.topic_saved": _("Changed the page “{topic}” in the draft of the questionnaire."),
        "questionnaire.moved": _("Changed the order in the draft of the questionnaire."),
        "questionnaire.draft_removed": _("Removed the draft of the questionnaire."),
        "questionnaire.published": _("Published version {version} of the questionnaire: “{note}”"),
        "voices.asked": _("Asked {people} what they say about it, until {due_on}."),
        "voices.asked_openly": _("Asked {people} what they say about it."),
        "voices.saved": _("Saved answers of their own."),
        "voices.sent": _("Sent answers of their own."),
        "voices.round_over": _("Ended the round of questions to several people: {count} answered."),
        "voices.round_over_by_date": _("The round of questions to several people ended with {day}: {count} answered."),
        "voices.asked_again": _("Asked everybody once more, until {due_on}."),
        "voices.asked_again_openly": _("Asked everybody once more."),
        "voices.day_chosen": _("Chose another day until which several people are asked: {due_on}."),
        "voices.day_chosen_openly": _("Took away the day until which several people are asked."),
        "voices.decider_named": _("Named who decides: {decider}."),
        "voices.decided": _("Decided between several people's answers: “{reason}”"),
        "colleague.asked": _("Asked {colleague} to answer {count} of the questions."),
        "colleague.saved": _("Saved answers to a colleague's questions."),
        "colleague.answered": _("Answered questions for the owner."),
        "colleague.not_me": _("Said that somebody else should know: “{comment}”"),
        "colleague.withdrawn": _("No longer asks {colleague}."),
        "colleague.chosen": _("Chose between two answers: {chosen}."),
    }
)

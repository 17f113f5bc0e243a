"""What the audit trail says about asking several people, or a colleague."""

from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register

register(
    {
        "responses.asked": _("Asked {people} what they say about it, until {due_on}."),
        "responses.asked_openly": _("Asked {people} what they say about it."),
        "responses.saved": _("Saved answers of their own."),
        "responses.sent": _("Sent answers of their own."),
        "responses.round_over": _("Ended the round of questions to several people: {count} answered."),
        "responses.round_over_by_date": _(
            "The round of questions to several people ended with {day}: {count} answered."
        ),
        "responses.asked_again": _("Asked everybody once more, until {due_on}."),
        "responses.asked_again_openly": _("Asked everybody once more."),
        "responses.day_chosen": _("Chose another day until which several people are asked: {due_on}."),
        "responses.day_chosen_openly": _("Took away the day until which several people are asked."),
        "responses.decider_named": _("Named who decides: {decider}."),
        "responses.decided": _("Decided between several people's answers: “{reason}”"),
        "colleague.asked": _("Asked {colleague} to answer {count} of the questions."),
        "colleague.saved": _("Saved answers to a colleague's questions."),
        "colleague.answered": _("Answered questions for the owner."),
        "colleague.not_me": _("Said that somebody else should know: “{comment}”"),
        "colleague.withdrawn": _("No longer asks {colleague}."),
        "colleague.chosen": _("Chose between two answers: {chosen}."),
    }
)

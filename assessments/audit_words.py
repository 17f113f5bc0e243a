"""What the audit trail says about answers and decisions."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit_words import register, register_pages

register(
    {
        "assessment.asked": _("Asked {owner} for answers, until {due_on}."),
        "assessment.due_moved": _("Answers are due on {due_on} now."),
        "person.away": _("Is away until {back_on}; nobody answers meanwhile."),
        "person.away_with_deputy": _("Is away until {back_on}; {deputy} answers meanwhile."),
        "person.back": _("Is back."),
        "reminders.rhythm_set": _("Set when and how often people are reminded."),
        "reminders.paused": _("Reminds nobody of it until further notice: “{reason}”"),
        "reminders.paused_until": _("Reminds nobody of it until {until}: “{reason}”"),
        "reminders.resumed": _("Reminds of it again."),
        "assessment.begun": _("Began to answer the questions."),
        "assessment.discarded": _("Discarded what was begun anew; the approval holds."),
        "assessment.approved": _("Approved the answers and the plan."),
        "assessment.returned": _("Returned the answers: “{comment}”"),
        "review.assigned": _("Asked {reviewer} to decide about the answers."),
        "review.released": _("Left it open again who decides about the answers."),
        "answers.saved": _("Saved answers."),
        "answers.confirmed": _("Confirmed what “{file}” says: {said}."),
        "answers.offer_taken": _("Changed the answers to resolve a contradiction."),
        "answers.offer_taken_in_review": _("Changed the answers to resolve a contradiction, and sent them again."),
        "offer.taken": _("“{title}”: took the way out “{offer}”. {changes}"),
        "offer.undone": _("“{title}”: took back the way out “{offer}”, with what it had changed. {changes}"),
        "protection.taken": _("“{title}”: said that it is so now: “{offer}”. {changes}"),
        "protection.undone": _("“{title}”: took back that it is so: “{offer}”. {changes}"),
        "answers.reason_noted": _("Noted a reason for a contradiction: “{reason}”"),
        "promise.made": _("Promised until {due_on}, {who} sees to it: “{what}”."),
        "promise.kept": _("Said that it is done: “{what}”."),
        "promise.withdrawn": _("Took back the promise: “{what}”."),
        "answers.submitted": _("Sent the answers to review."),
        "answers.reopened": _("Took the answers back to change them."),
        "owner.not_theirs": _("Said that the system is somebody else's: “{suggestion}” {comment}"),
        "owner.kept": _("Said that {owner} stays the owner."),
        "finding.justified": _("Gave a reason for a contradiction: “{reason}”"),
        "finding.justification_accepted": _("Accepted the reason “{reason}”"),
        "finding.justification_rejected": _("Did not accept the reason “{reason}”"),
    }
)


def _taken(detail: Mapping[str, Any]) -> str:
    return reverse("assessments:taken", args=[detail["taken"]])


def _protection(detail: Mapping[str, Any]) -> str:
    return reverse("assessments:protection_taken", args=[detail["taken"]])


def _promises(detail: Mapping[str, Any]) -> str:
    return reverse("assessments:promises", args=[detail["system"]])


register_pages(
    {
        "offer.taken": _taken,
        "offer.undone": _taken,
        "protection.taken": _protection,
        "protection.undone": _protection,
        "promise.made": _promises,
    }
)

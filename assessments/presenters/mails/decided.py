"""“Returned with a comment” and “approved”."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.language import language
from assessments.letters.addresses import absolute, line_picture, page_of_question
from assessments.mail_kinds import APPROVED, RETURNED
from assessments.models import Assessment, Decision
from assessments.questionnaire.parsing import parsed
from notifications import kinds
from notifications.kinds import Letter
from notifications.models import Obligation


def compose_returned(obligation: Obligation) -> Letter | None:
    """Only while the answers are still with their owner, and this is the last word about them."""
    decision = _decision(obligation)
    if decision is None or decision.assessment.state != Assessment.State.RETURNED:
        return None
    if decision.assessment.decisions.exclude(pk=decision.pk).filter(at__gt=decision.at).exists():
        return None
    assessment = decision.assessment
    question = parsed(assessment.questionnaire.document).questions.get(decision.question)
    context = {
        "system": assessment.system,
        "by": decision.by,
        "comment": decision.comment,
        "question": question.wording.say(language()) if question else "",
        "url": page_of_question(obligation.recipient, assessment, decision.question),
    }
    subject = gettext("%(name)s: please look at your answers again") % {"name": assessment.system.name}
    return Letter(subject, "returned", context)


def compose_approved(obligation: Obligation) -> Letter | None:
    decision = _decision(obligation)
    if decision is None:
        return None
    system = decision.assessment.system
    picture = line_picture(system.profile)
    context = {
        "system": system,
        "by": decision.by,
        "comment": decision.comment,
        "rto": decision.signed.get("rto"),
        "rpo": decision.signed.get("rpo"),
        "plan": decision.signed.get("plan", {}),
        "picture": picture,
        "url": absolute(obligation.recipient, "systems:detail", system.key),
    }
    subject = gettext("%(name)s: the recovery plan is approved") % {"name": system.name}
    return Letter(subject, "approved", context, (picture,) if picture else ())


def _decision(obligation: Obligation) -> Decision | None:
    decisions = Decision.objects.select_related("by", "assessment__system__profile", "assessment__questionnaire")
    return decisions.filter(pk=obligation.context.get("decision")).first()


kinds.register(RETURNED, compose_returned, _("Returned with a comment"))
kinds.register(APPROVED, compose_approved, _("Approved"))

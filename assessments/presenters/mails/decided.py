"""“Returned with a comment” and “approved”."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.mail_kinds import APPROVED, RETURNED
from assessments.models import Assessment, Decision
from assessments.presenters.mails.addresses import line_picture, page_of_question
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute
from notifications.services.kinds import Mail
from presentation.language import language
from presentation.objectives import objective_of
from questionnaires.document.parsing import parsed
from systems.presenters.plan_sentence import plan_in_a_sentence


def compose_returned(outgoing: OutgoingMail) -> Mail | None:
    """Only while the answers are still with their owner, and this is the last word about them."""
    decision = _decision(outgoing)
    if decision is None or decision.assessment.state != Assessment.State.RETURNED:
        return None
    if decision.assessment.decisions.exclude(pk=decision.pk).filter(at__gt=decision.at).exists():
        return None
    assessment = decision.assessment
    question = parsed(assessment.questionnaire.document).questions.get(decision.question)
    context = {
        "system": assessment.system,
        "by": decision.signer,
        "comment": decision.comment,
        "question": question.wording.say(language()) if question else "",
        "url": page_of_question(outgoing.recipient, assessment, decision.question),
    }
    subject = gettext("%(name)s: please look at your answers again") % {"name": assessment.system.name}
    page = reverse("assessments:to_do")
    return Mail(subject, "assessments/mails/returned", context, contact=decision.by, page=page)


def compose_approved(outgoing: OutgoingMail) -> Mail | None:
    decision = _decision(outgoing)
    if decision is None:
        return None
    system = decision.assessment.system
    profile, rto, rpo = system.profile, decision.signed.get("rto"), decision.signed.get("rpo")
    picture = line_picture(profile)
    sentence = plan_in_a_sentence(
        rto=objective_of(rto),
        rpo=objective_of(rpo),
        strategy=profile.strategy,
        tier=profile.cost_tier,
        cost=profile.yearly_cost,
    )
    context = {
        "system": system,
        "by": decision.signer,
        "comment": decision.comment,
        "rto": rto,
        "rpo": rpo,
        "sentence": sentence,
        "picture": picture,
        "url": absolute(outgoing.recipient, "systems:detail", system.key),
    }
    subject = gettext("%(name)s: the recovery plan is approved") % {"name": system.name}
    page, pictures = reverse("systems:detail", args=[system.key]), (picture,) if picture else ()
    return Mail(subject, "assessments/mails/approved", context, pictures, contact=decision.by, page=page)


def _decision(outgoing: OutgoingMail) -> Decision | None:
    decisions = Decision.objects.select_related("by", "assessment__system__profile", "assessment__questionnaire")
    return decisions.filter(pk=outgoing.context.get("decision")).first()


kinds.register(RETURNED, compose_returned, _("Returned with a comment"), gathered=True)
kinds.register(APPROVED, compose_approved, _("Approved"), gathered=True)

"""To a colleague who is asked single questions, and back to who asked."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute, answering
from notifications.services.kinds import Mail
from panels.mail_kinds import ASK_COLLEAGUE, COLLEAGUE_ANSWERED
from panels.models import Delegation
from panels.services.asked import COLLEAGUE
from presentation.language import language
from questionnaires.document.parsing import parsed
from questionnaires.services.asking import worded


def compose_ask(outgoing: OutgoingMail) -> Mail | None:
    """While the question waits for this colleague."""
    delegation = _delegation(outgoing)
    if delegation is None or delegation.state != Delegation.State.ASKED:
        return None
    system, count = delegation.assessment.system, len(delegation.questions)
    names = {"person": delegation.asked_by or "DR Portal", "name": system.name, "n": count}
    sentence = ngettext(
        "%(person)s thinks that you know this about %(name)s better:",
        "%(person)s thinks that you know these %(n)s things about %(name)s better:",
        count,
    )
    context = {
        "told": [sentence % names],
        "list": _questions(delegation),
        "note": delegation.note,
        "after": gettext("It takes a minute or two. “I don't know” is an answer too, and you can say that somebody "
                         "else should know."),
        "url": answering(
            outgoing.recipient, "panels:delegation", delegation.public_id, purpose=COLLEAGUE, about=delegation.pk
        ),
        "label": gettext("Answer"),
    }  # fmt: skip
    subject = gettext("A question about %(name)s from %(person)s") % names
    return Mail(subject, "panels/mails/asked", context, contact=delegation.asked_by)


def compose_back(outgoing: OutgoingMail) -> Mail | None:
    """What came of it, while the answers are still being given."""
    delegation = _delegation(outgoing)
    if delegation is None:
        return None
    system, assessment = delegation.assessment.system, delegation.assessment
    names = {"person": delegation.person, "name": system.name}
    if delegation.state == Delegation.State.NOT_ME:
        sentence = gettext("%(person)s does not know about it and thinks that somebody else should be asked.") % names
        subject = gettext("%(name)s: %(person)s cannot answer") % names
    elif delegation.to_choose:
        sentence = gettext("%(person)s has answered. There was an answer already, so nothing was changed: you choose.")
        sentence, subject = sentence % names, gettext("%(name)s: %(person)s has answered") % names
    else:
        sentence = gettext("%(person)s has answered. It stands in your answers, with the name beside it.") % names
        subject = gettext("%(name)s: %(person)s has answered") % names
    context = {
        "told": [sentence],
        "list": _questions(delegation),
        "note": delegation.comment,
        "url": absolute(outgoing.recipient, "panels:colleagues", assessment.public_id),
        "label": gettext("Look at it"),
    }
    return Mail(subject, "panels/mails/asked", context, contact=delegation.person)


def _delegation(outgoing: OutgoingMail) -> Delegation | None:
    found = Delegation.objects.whole().filter(pk=outgoing.context.get("delegation")).first()
    return found if found is not None and found.assessment.state in Assessment.UNDER_WAY else None


def _questions(delegation: Delegation) -> list[str]:
    document = parsed(delegation.assessment.questionnaire.document)
    asked = (document.questions[key] for key in delegation.questions if key in document.questions)
    return [worded(document, delegation.assessment.answers, each).wording.say(language()) for each in asked]


kinds.register(ASK_COLLEAGUE, compose_ask, _("A colleague's question"))
kinds.register(COLLEAGUE_ANSWERED, compose_back, _("A colleague has answered"), gathered=True)

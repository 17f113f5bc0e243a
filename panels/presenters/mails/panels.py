"""To people who are asked beside others: please say what you say; look at it once more; and please decide."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute, answering
from notifications.services.kinds import Mail
from panels.mail_kinds import RESPONSE_AGAIN, RESPONSE_DUE, RESPONSE_WANTED, RESPONSES_DIFFER, RESPONSES_FEW
from panels.models import Panel, PanelResponse
from panels.presenters.privacy import who_can_tell
from panels.services.asked import RESPONSE
from panels.services.rights import decider_of, has_sent, is_asked, may_change, still_wanted
from presentation.numbers import grouped_number


def compose_wanted(outgoing: OutgoingMail) -> Mail | None:
    """While the first round waits for this person."""
    panel_response = _response(outgoing)
    if panel_response is None or panel_response.panel.state != Panel.State.FIRST:
        return None
    name = panel_response.panel.assessment.system.name
    sentences = [
        gettext("%(person)s asks you, beside others, how long you could do without %(name)s, and how much recent work "
                "could be lost.") % {"person": panel_response.panel.asked_by or "DR Portal", "name": name},
        panel_response.panel.assessment.system.purpose[:300],
        _by(panel_response),
    ]  # fmt: skip
    after = " ".join(
        (
            gettext("You answer on your own."),
            who_can_tell(panel_response.panel),
            gettext("It takes about ten minutes, and “I don't know” is an answer too."),
        )
    )
    subject = gettext("What do you say: how long can you do without %(name)s?") % {"name": name}
    return _mail(
        outgoing,
        subject,
        sentences,
        after=after,
        url=_page_of(outgoing, panel_response),
        label=gettext("Answer the questions"),
        contact=panel_response.panel.asked_by,
    )


def compose_again(outgoing: OutgoingMail) -> Mail | None:
    """While the second round waits for this person."""
    panel_response = _response(outgoing)
    if panel_response is None or panel_response.panel.state != Panel.State.SECOND:
        return None
    name = panel_response.panel.assessment.system.name
    people = panel_response.panel.responses.filter(first__isnull=False).count()
    sentences = [
        ngettext(
            "%(n)s person has answered about %(name)s, and not all say the same.",
            "%(n)s people have answered about %(name)s, and not all say the same.",
            people,
        )
        % {"n": grouped_number(people), "name": name},
        gettext("Look at what was said and why, without names, and change your answers once if you like. If you stay "
                "with them, just send them again."),
        _by(panel_response),
    ]  # fmt: skip
    subject = gettext("%(name)s: please look at it once more, together") % {"name": name}
    url = absolute(outgoing.recipient, "panels:panel", panel_response.panel.public_id)
    contact = panel_response.panel.asked_by
    return _mail(outgoing, subject, sentences, url=url, label=gettext("See what was said"), contact=contact)


def compose_due(outgoing: OutgoingMail) -> Mail | None:
    """Shortly before the day until which this person's answers are wanted."""
    panel_response = _response(outgoing)
    day = _day_ahead(panel_response.panel) if panel_response is not None else None
    if panel_response is None or day is None or _day_moved(outgoing, panel_response.panel):
        return None
    name, begun = panel_response.panel.assessment.system.name, panel_response.saved_at is not None
    if begun:
        sentences = gettext(
            "You have begun to answer the questions about %(name)s, and have not sent your answers yet."
        )
    else:
        sentences = gettext("You are asked, beside others, about %(name)s, and have not answered yet.")
    subject = gettext("%(name)s: your answers are wanted by %(day)s") % {
        "name": name,
        "day": date_format(day, "DATE_FORMAT"),
    }
    label = gettext("Go on answering") if begun else gettext("Answer the questions")
    said, contact = [sentences % {"name": name}, _by(panel_response)], panel_response.panel.asked_by
    return _mail(outgoing, subject, said, url=_page_of(outgoing, panel_response), label=label, contact=contact)


def compose_few(outgoing: OutgoingMail) -> Mail | None:
    """The day is over, and there is nothing to compare: while that is so."""
    panel = _panel(outgoing)
    if panel is None or panel.state != Panel.State.FIRST or _day_moved(outgoing, panel):
        return None
    name = panel.assessment.system.name
    sentences = [
        gettext("The day until which answers about %(name)s were wanted is over. Fewer than two people have answered, "
                "so there is nothing to compare yet.") % {"name": name},
        gettext("The round ends by itself as soon as two have answered. You can ask more people, or choose another "
                "day."),
    ]  # fmt: skip
    subject = gettext("%(name)s: too few have answered") % {"name": name}
    url = absolute(outgoing.recipient, "panels:panel", panel.public_id)
    return _mail(outgoing, subject, sentences, url=url, label=gettext("See how it stands"))


def compose_differ(outgoing: OutgoingMail) -> Mail | None:
    """While the round that is over is the last one, and nobody has decided."""
    panel = _panel(outgoing)
    if panel is None or panel.state != outgoing.context.get("state"):
        return None
    name = panel.assessment.system.name
    decides = outgoing.recipient == decider_of(panel)
    sentences = [_how_it_ended(panel, by_date=bool(outgoing.context.get("by_date")))]
    if decides:
        sentences.append(gettext("You see what they said and why, without names. Then you decide, with a reason."))
    else:
        sentences.append(
            gettext("%(person)s decides. You can also ask everybody once more.")
            % {"person": decider_of(panel) or gettext("The owner")}
        )
    subject = gettext("%(name)s: please decide between several answers") if decides else gettext("%(name)s: all said")
    label = gettext("Look and decide") if decides else gettext("See what was said")
    url = absolute(outgoing.recipient, "panels:panel", panel.public_id)
    return _mail(outgoing, subject % {"name": name}, sentences, url=url, label=label)


def _how_it_ended(panel: Panel, *, by_date: bool) -> str:
    name = panel.assessment.system.name
    if not by_date:
        return gettext("The people who were asked about %(name)s have answered.") % {"name": name}
    asked = [panel_response for panel_response in panel.responses.all() if is_asked(panel, panel_response)]
    sent = sum(has_sent(panel, panel_response) for panel_response in asked)
    sentence = ngettext(
        "The day is over until which answers about %(name)s were wanted: %(sent)s of %(asked)s person has answered.",
        "The day is over until which answers about %(name)s were wanted: %(sent)s of %(asked)s people have answered.",
        len(asked),
    )
    return sentence % {"name": name, "sent": sent, "asked": len(asked)}


def _panel(outgoing: OutgoingMail) -> Panel | None:
    panel = Panel.objects.whole().filter(pk=outgoing.context.get("panel")).first()
    return panel if panel is not None and still_wanted(panel) else None


def _response(outgoing: OutgoingMail) -> PanelResponse | None:
    panel_response = PanelResponse.objects.whole().filter(pk=outgoing.context.get("panel_response")).first()
    return panel_response if panel_response is not None and may_change(panel_response) else None


def _day_moved(outgoing: OutgoingMail, panel: Panel) -> bool:
    """Whether another day was chosen since this mail was owed: that day has its own mails."""
    day = str(panel.due_on)
    return bool(outgoing.context.get("day", day) != day)  # mails owed by an earlier version name no day


def _day_ahead(panel: Panel) -> date | None:
    """The day until which answers are wanted, if it is not over where the reader is."""
    return panel.due_on if panel.due_on is not None and panel.due_on >= timezone.localdate() else None


def _by(panel_response: PanelResponse) -> str:
    """Until when, and what becomes of answers that are saved and not sent; nothing for a round without a day."""
    day = _day_ahead(panel_response.panel)
    if day is None:
        return ""
    sentence = gettext(
        "Please answer by %(day)s. Then the round ends by itself. What you have saved counts, once both questions at "
        "the end are answered."
    )
    return sentence % {"day": date_format(day, "DATE_FORMAT")}


def _page_of(outgoing: OutgoingMail, panel_response: PanelResponse) -> str:
    reader, about = outgoing.recipient, panel_response.pk
    return answering(reader, "panels:response", panel_response.public_id, purpose=RESPONSE, about=about)


def _mail(
    outgoing: OutgoingMail,
    subject: str,
    sentences: list[str],
    *,
    after: str = "",
    url: str,
    label: str,
    contact: User | None = None,
) -> Mail:
    context = {
        "told": [line for line in sentences if line],
        "after": after,
        "url": url,
        "label": label,
    }
    return Mail(subject, "panels/mails/asked", context, contact=contact)


kinds.register(RESPONSE_WANTED, compose_wanted, _("Please answer beside others"))
kinds.register(RESPONSE_AGAIN, compose_again, _("Please look once more, together"))
kinds.register(RESPONSES_DIFFER, compose_differ, _("Several people have answered"))
kinds.register(RESPONSE_DUE, compose_due, _("Please answer beside others, before the day is over"))
kinds.register(RESPONSES_FEW, compose_few, _("Too few people have answered"))

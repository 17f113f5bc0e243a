"""To people who are asked beside others: please say what you say; look at it once more; and please decide."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.letters.addresses import absolute
from assessments.mail_kinds import VOICE_AGAIN, VOICE_DUE, VOICE_WANTED, VOICES_DIFFER, VOICES_FEW
from assessments.models import Hearing, Voice
from assessments.voices.rights import decider_of, has_sent, is_asked, may_change, still_wanted
from notifications import kinds
from notifications.kinds import Letter
from notifications.models import Obligation


def compose_wanted(obligation: Obligation) -> Letter | None:
    """While the first round waits for this person."""
    voice = _voice(obligation)
    if voice is None or voice.hearing.state != Hearing.State.FIRST:
        return None
    name = voice.hearing.assessment.system.name
    told = [
        gettext("%(person)s asks you, beside others, how long you could do without %(name)s, and how much recent work "
                "could be lost.") % {"person": voice.hearing.asked_by or "DR Portal", "name": name},
        voice.hearing.assessment.system.purpose[:300],
        _by(voice),
    ]  # fmt: skip
    after = gettext(
        "You answer on your own: nobody sees what you said before all have answered, and never with your name beside "
        "it. It takes about ten minutes, and “I don't know” is an answer too."
    )
    subject = gettext("What do you say: how long can you do without %(name)s?") % {"name": name}
    place = ("assessments:voice", voice.public_id)
    return _letter(obligation, subject, told, after=after, place=place, label=gettext("Answer the questions"))


def compose_again(obligation: Obligation) -> Letter | None:
    """While the second round waits for this person."""
    voice = _voice(obligation)
    if voice is None or voice.hearing.state != Hearing.State.SECOND:
        return None
    name = voice.hearing.assessment.system.name
    people = voice.hearing.voices.filter(first__isnull=False).count()
    told = [
        ngettext(
            "%(n)s person has answered about %(name)s, and not all say the same.",
            "%(n)s people have answered about %(name)s, and not all say the same.",
            people,
        )
        % {"n": people, "name": name},
        gettext("Look at what was said and why, without names, and change your answers once if you like. If you stay "
                "with them, just send them again."),
        _by(voice),
    ]  # fmt: skip
    subject = gettext("%(name)s: please look at it once more, together") % {"name": name}
    place = ("assessments:hearing", voice.hearing.public_id)
    return _letter(obligation, subject, told, place=place, label=gettext("See what was said"))


def compose_due(obligation: Obligation) -> Letter | None:
    """Shortly before the day until which this person's answers are wanted."""
    voice = _voice(obligation)
    if voice is None or voice.hearing.due_on is None or _day_moved(obligation, voice.hearing):
        return None
    name, begun = voice.hearing.assessment.system.name, voice.saved_at is not None
    if begun:
        told = gettext("You have begun to answer the questions about %(name)s, and have not sent your answers yet.")
    else:
        told = gettext("You are asked, beside others, about %(name)s, and have not answered yet.")
    subject = gettext("%(name)s: your answers are wanted by %(day)s") % {
        "name": name,
        "day": date_format(voice.hearing.due_on, "DATE_FORMAT"),
    }
    label = gettext("Go on answering") if begun else gettext("Answer the questions")
    place = ("assessments:voice", voice.public_id)
    return _letter(obligation, subject, [told % {"name": name}, _by(voice)], place=place, label=label)


def compose_few(obligation: Obligation) -> Letter | None:
    """The day is over, and there is nothing to compare: while that is so."""
    hearing = _hearing(obligation)
    if hearing is None or hearing.state != Hearing.State.FIRST or _day_moved(obligation, hearing):
        return None
    name = hearing.assessment.system.name
    told = [
        gettext("The day is over until which answers about %(name)s were wanted, but fewer than two people have "
                "answered, so there is nothing to compare yet.") % {"name": name},
        gettext("The round ends by itself as soon as two have answered. You can ask more people, or choose another "
                "day."),
    ]  # fmt: skip
    subject = gettext("%(name)s: too few have answered") % {"name": name}
    place = ("assessments:hearing", hearing.public_id)
    return _letter(obligation, subject, told, place=place, label=gettext("See how it stands"))


def compose_differ(obligation: Obligation) -> Letter | None:
    """While the round that is over is the last one, and nobody has decided."""
    hearing = _hearing(obligation)
    if hearing is None or hearing.state != obligation.context.get("state"):
        return None
    name = hearing.assessment.system.name
    decides = obligation.recipient == decider_of(hearing)
    told = [_how_it_ended(hearing, by_date=bool(obligation.context.get("by_date")))]
    if decides:
        told.append(gettext("You see what they said and why, without names. Then you decide, with a reason."))
    else:
        told.append(
            gettext("%(person)s decides. You can also ask everybody once more.")
            % {"person": decider_of(hearing) or gettext("The owner")}
        )
    subject = gettext("%(name)s: please decide between several answers") if decides else gettext("%(name)s: all said")
    label = gettext("Look and decide") if decides else gettext("See what was said")
    place = ("assessments:hearing", hearing.public_id)
    return _letter(obligation, subject % {"name": name}, told, place=place, label=label)


def _how_it_ended(hearing: Hearing, *, by_date: bool) -> str:
    name = hearing.assessment.system.name
    if not by_date:
        return gettext("The people who were asked about %(name)s have answered.") % {"name": name}
    asked = [voice for voice in hearing.voices.all() if is_asked(hearing, voice)]
    sent = sum(has_sent(hearing, voice) for voice in asked)
    said = ngettext(
        "The day is over until which answers about %(name)s were wanted: %(sent)s of %(asked)s person has answered.",
        "The day is over until which answers about %(name)s were wanted: %(sent)s of %(asked)s people have answered.",
        len(asked),
    )
    return said % {"name": name, "sent": sent, "asked": len(asked)}


def _hearing(obligation: Obligation) -> Hearing | None:
    hearing = Hearing.objects.whole().filter(pk=obligation.context.get("hearing")).first()
    return hearing if hearing is not None and still_wanted(hearing) else None


def _voice(obligation: Obligation) -> Voice | None:
    voice = Voice.objects.whole().filter(pk=obligation.context.get("voice")).first()
    return voice if voice is not None and may_change(voice) else None


def _day_moved(obligation: Obligation, hearing: Hearing) -> bool:
    """Whether another day was chosen since this mail was owed: that day has its own mails."""
    day = str(hearing.due_on)
    return bool(obligation.context.get("day", day) != day)  # mails owed by an earlier version name no day


def _by(voice: Voice) -> str:
    """Until when, and what becomes of answers that are saved and not sent; nothing for a round without a day."""
    if voice.hearing.due_on is None:
        return ""
    said = gettext(
        "Please answer by %(day)s. Then the round ends by itself; what you have saved counts, if it says how soon it "
        "has to be back and how much may be lost."
    )
    return said % {"day": date_format(voice.hearing.due_on, "DATE_FORMAT")}


def _letter(
    obligation: Obligation, subject: str, told: list[str], *, after: str = "", place: tuple[str, object], label: str
) -> Letter:
    context = {
        "told": [line for line in told if line],
        "after": after,
        "url": absolute(obligation.recipient, *place),
        "label": label,
    }
    return Letter(subject, "asked", context)


kinds.register(VOICE_WANTED, compose_wanted, _("Please answer beside others"))
kinds.register(VOICE_AGAIN, compose_again, _("Please look once more, together"))
kinds.register(VOICES_DIFFER, compose_differ, _("Several people have answered"))
kinds.register(VOICE_DUE, compose_due, _("Please answer beside others, before the day is over"))
kinds.register(VOICES_FEW, compose_few, _("Too few people have answered"))

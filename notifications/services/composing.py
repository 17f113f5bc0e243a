"""From an outgoing mail to a complete message, in the recipient's language and time zone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from email.mime.image import MIMEImage
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from accounts.models import User
from accounts.services.zones import zone_of
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.kinds import Mail, Picture
from presentation.numbers import grouped_number

Said = tuple[OutgoingMail, Mail]
ALONE, TOGETHER = "notifications/mails/mail.html", "notifications/mails/part.html"


def message_for(outgoing: OutgoingMail) -> EmailMultiAlternatives | None:
    """The message, or None when its recipient may no longer sign in or its kind has nothing left to say."""
    mail = mail_of(outgoing)
    return None if mail is None else message_of([(outgoing, mail)])


def mail_of(outgoing: OutgoingMail) -> Mail | None:
    """What it says, or None as above."""
    if not outgoing.recipient.is_active:
        return None
    with _as_read_by(outgoing.recipient):
        return kinds.compose(outgoing)


def message_of(said: Sequence[Said]) -> EmailMultiAlternatives:
    """The message that says all of this to its one recipient, under the identity of the first."""
    outgoing, mail = said[0]
    with _as_read_by(outgoing.recipient):
        return _message(outgoing, mail if len(said) == 1 else _together([mail for _, mail in said], outgoing.recipient))


@contextmanager
def _as_read_by(person: User) -> Iterator[None]:
    spoken = person.language or person.last_language or settings.LANGUAGE_CODE
    with translation.override(spoken), timezone.override(zone_of(person.time_zone)):
        yield


def _together(mails: Sequence[Mail], person: User) -> Mail:
    """One mail with a part for each; a reply goes to whoever is the only one to be asked back."""
    numbered = [_with_own_pictures(mail, place) for place, mail in enumerate(mails)]
    parts = [_part(mail, pictures, person) for mail, pictures in zip(mails, numbered, strict=True)]
    more = len(mails) - 1
    subject = ngettext("%(first)s, and %(n)s more message", "%(first)s, and %(n)s more messages", more)
    contacts = {mail.contact for mail in mails}
    return Mail(
        subject % {"first": mails[0].subject, "n": grouped_number(more)},
        "notifications/mails/together",
        {"parts": parts},
        tuple(picture for pictures in numbered for picture in pictures.values()),
        contact=contacts.pop() if len(contacts) == 1 else None,
        unsubscribe=mails[0].unsubscribe if all(mail.unsubscribe for mail in mails) else "",
    )


def _with_own_pictures(mail: Mail, place: int) -> dict[str, Picture]:
    """Its pictures under names that no other part has, by the names that it gives them."""
    return {each.cid: replace(each, cid=f"{place}-{each.cid}") for each in mail.pictures}


def _part(mail: Mail, pictures: dict[str, Picture], person: User) -> dict[str, str]:
    context = _context(mail, person, layout=TOGETHER, together=True)
    html: str = render_to_string(f"{mail.template}.html", context)
    for named, picture in pictures.items():
        html = html.replace(f'"cid:{named}"', f'"cid:{picture.cid}"')
    return {
        "subject": mail.subject,
        "text": render_to_string(f"{mail.template}.txt", context).strip(),
        "html": _rendered(html),
    }


def _rendered(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - a template escaped what is in it


def _context(mail: Mail, person: User, *, layout: str = ALONE, together: bool = False) -> dict[str, Any]:
    return {
        "subject": " ".join(mail.subject.split()),
        "person": person,
        "public_url": settings.PUBLIC_URL,
        "language": translation.get_language(),
        "demo_mode": settings.DEMO,
        "contact": mail.contact,
        "layout": layout,
        "together": together,
        **mail.context,
    }


def _message(outgoing: OutgoingMail, mail: Mail) -> EmailMultiAlternatives:
    context = _context(mail, outgoing.recipient)
    message = EmailMultiAlternatives(
        context["subject"],
        render_to_string(f"{mail.template}.txt", context).strip() + "\n",
        to=[outgoing.recipient.email],
        reply_to=[formataddr((mail.contact.name, mail.contact.email))] if mail.contact else None,
        headers={
            "Message-ID": outgoing.message_id,
            "Auto-Submitted": "auto-generated",
            **({"List-Unsubscribe": f"<{mail.unsubscribe}>"} if mail.unsubscribe else {}),
        },
    )
    message.attach_alternative(render_to_string(f"{mail.template}.html", context), "text/html")
    if mail.pictures:
        # Text and HTML as alternatives, related to the pictures that the HTML shows.
        message.mixed_subtype = "related"  # type: ignore[attr-defined]
    for picture in mail.pictures:
        message.attach(_inline(picture))
    return message


def _inline(picture: Picture) -> MIMEImage:
    image = MIMEImage(picture.png, "png")
    image.add_header("Content-ID", f"<{picture.cid}>")
    image.add_header("Content-Disposition", "inline", filename=f"{picture.cid}.png")
    return image

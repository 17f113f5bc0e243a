"""From an outgoing mail to a complete message, in the recipient's language and time zone."""

from __future__ import annotations

from email.mime.image import MIMEImage
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.models import User
from accounts.services.zones import zone_of
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.kinds import Mail, Picture


def message_for(outgoing: OutgoingMail) -> EmailMultiAlternatives | None:
    """The message, or None when its recipient may no longer sign in or its kind has nothing left to say."""
    person = outgoing.recipient
    if not person.is_active:
        return None
    spoken = person.language or person.last_language or settings.LANGUAGE_CODE
    with translation.override(spoken), timezone.override(zone_of(person.time_zone)):
        mail = kinds.compose(outgoing)
        return None if mail is None else _message(outgoing, person, mail)


def _message(outgoing: OutgoingMail, person: User, mail: Mail) -> EmailMultiAlternatives:
    subject = " ".join(mail.subject.split())
    context = {
        "subject": subject,
        "person": person,
        "public_url": settings.PUBLIC_URL,
        "language": translation.get_language(),
        "demo_mode": settings.DEMO,
        "contact": mail.contact,
        **mail.context,
    }
    message = EmailMultiAlternatives(
        subject,
        render_to_string(f"{mail.template}.txt", context).strip() + "\n",
        to=[person.email],
        reply_to=[formataddr((mail.contact.name, mail.contact.email))] if mail.contact else None,
        headers={"Message-ID": outgoing.message_id, "Auto-Submitted": "auto-generated"},
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

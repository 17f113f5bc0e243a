"""From an obligation to a complete message, in the recipient's language and time zone."""

from __future__ import annotations

from email.mime.image import MIMEImage

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.models import User
from accounts.zones import zone_of
from notifications import kinds
from notifications.kinds import Letter, Picture
from notifications.models import Obligation


def message_for(obligation: Obligation) -> EmailMultiAlternatives | None:
    """The message, or None when its recipient may no longer sign in or its kind has nothing left to say."""
    person = obligation.recipient
    if not person.is_active:
        return None
    with translation.override(person.language or settings.LANGUAGE_CODE), timezone.override(zone_of(person.time_zone)):
        letter = kinds.compose(obligation)
        return None if letter is None else _message(obligation, person, letter)


def _message(obligation: Obligation, person: User, letter: Letter) -> EmailMultiAlternatives:
    subject = " ".join(letter.subject.split())
    context = {
        "subject": subject,
        "person": person,
        "public_url": settings.PUBLIC_URL,
        "language": translation.get_language(),
        "demo_mode": settings.DEMO,
        **letter.context,
    }
    message = EmailMultiAlternatives(
        subject,
        render_to_string(f"notifications/{letter.template}.txt", context).strip() + "\n",
        to=[person.email],
        headers={"Message-ID": obligation.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string(f"notifications/{letter.template}.html", context), "text/html")
    if letter.pictures:
        # Text and HTML as alternatives, related to the pictures that the HTML shows.
        message.mixed_subtype = "related"  # type: ignore[attr-defined]
    for picture in letter.pictures:
        message.attach(_inline(picture))
    return message


def _inline(picture: Picture) -> MIMEImage:
    image = MIMEImage(picture.png, "png")
    image.add_header("Content-ID", f"<{picture.cid}>")
    image.add_header("Content-Disposition", "inline", filename=f"{picture.cid}.png")
    return image

"""Saying in a chat what went out as mail: owed when the mail has gone, posted, tried again when it was not taken."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.keeping.sealing import Unreadable
from background.limits import CHAT
from background.services import leases
from background.services.broker import publish
from background.services.error_text import error_in_one_line
from background.services.leases import Lease
from notifications.models import ChatChannel, ChatMessage, OutgoingMail
from notifications.services import pause
from notifications.services.chat.channels import address_of
from notifications.services.chat.services import NotTaken, NotUsable, chat_at, post
from notifications.services.kinds import Mail

POST = "notifications.post_in_chat"
TITLE = "DR Portal"


@transaction.atomic
def owe_beside(outgoing: OutgoingMail, mail: Mail) -> None:
    """Owe what the mail said to the channels of its reader and of the units that it names: once, however often the
    mail is handed over. A mail without a `page` concerns its reader alone, and is said nowhere else."""
    if not mail.page:
        return
    channels = ChatChannel.objects.filter(Q(person=outgoing.recipient_id) | Q(pk__in=mail.channels))
    _owe(channels, outgoing, f"{' '.join(mail.subject.split())}\n{settings.PUBLIC_URL}{mail.page}")


@transaction.atomic
def try_out(channel: ChatChannel, by: User) -> None:
    """Owe a message that says whose channel it is, so that people see at once whether it arrives."""
    with translation.override(by.language or by.last_language or settings.LANGUAGE_CODE):
        text = _("What DR Portal asks and tells by mail is said here, too.")
    _owe([channel], None, f"{text}\n{settings.PUBLIC_URL}/")


def _owe(channels: Iterable[ChatChannel], mail: OutgoingMail | None, text: str) -> None:
    for channel in channels:
        message, created = (
            ChatMessage.objects.get_or_create(channel=channel, mail=mail, defaults={"text": text})
            if mail
            else (ChatMessage.objects.create(channel=channel, text=text), True)
        )
        if created:
            transaction.on_commit(partial(publish, POST, message.pk))


def deliver(message_id: int) -> None:
    """Post one message if it is due. Nothing goes out while mail rests after a restoration."""
    if pause.current():
        return
    lease = leases.claim(ChatMessage.objects.select_related("channel"), message_id)
    leases.carry_out(lease, _post, give_up=_write_down_trouble)


def sweep() -> None:
    if not pause.current():
        leases.sweep(ChatMessage, POST, give_up=_write_down_trouble)


def _post(lease: Lease[ChatMessage]) -> None:
    channel = lease.work.channel
    try:
        post(chat_at(address_of(channel)), TITLE, lease.work.text)
    except NotTaken as refused:
        _not_said(lease, str(refused), CHAT.attempts_when_away)
        return
    except NotUsable as fault:
        _not_said(lease, str(fault), CHAT.attempts)
        return
    except Unreadable:
        _not_said(lease, _("The address cannot be read any more. Please name the chat again."), CHAT.attempts)
        return
    with transaction.atomic():
        lease.end()
        ChatChannel.objects.filter(pk=channel.pk).exclude(trouble="").update(trouble="")


def _not_said(lease: Lease[ChatMessage], why: str, most: int) -> None:
    """To be tried again, or given up, which the channel shows."""
    with transaction.atomic():
        if lease.fail(why, most=most):
            ChatChannel.objects.filter(pk=lease.work.channel_id).update(trouble=error_in_one_line(why))


def _write_down_trouble(message: ChatMessage) -> None:
    """What failed by a fault of ours, or ended its worker."""
    message.refresh_from_db(fields=["error"])
    ChatChannel.objects.filter(pk=message.channel_id).update(trouble=message.error)

"""A channel: where a person, or a unit, is told beside mail. Its address lets everybody post there, so it is sealed."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from accounts.services.keeping.sealing import opened, sealed
from notifications.models import ChatChannel, ChatMessage
from notifications.services.chat.services import chat_at, label_of

PURPOSE = "notifications.services.chat"


def address_of(channel: ChatChannel) -> str:
    """Raises `keeping.sealing.Unreadable`."""
    return opened(channel.address, purpose=PURPOSE)


def values_of(address: str) -> dict[str, str]:
    """What the row of a channel with this address holds. Raises NotUsable."""
    service = label_of(chat_at(address))
    return {"service": service, "address": sealed(address, purpose=PURPOSE), "trouble": ""}


def forget(person: User) -> None:
    ChatChannel.objects.filter(person=person).delete()


def old_messages(before: datetime) -> QuerySet[ChatMessage]:
    """What was said, or given up, before then."""
    return ChatMessage.objects.filter(ended_at__lt=before)

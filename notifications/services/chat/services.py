"""Which chats there are: an address as the chat itself shows it, or as apprise writes it, of a service that is allowed.

The portal calls what is typed there, so it takes addresses of the services that an operator allows, whose hosts belong
to the service; whoever allows one with a host of one's own says with it that people may name hosts.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from apprise import NotifyBase

OWN_HOSTS = {"workflows": (".logic.azure.com", ".powerplatform.com")}
"""Services that put a host of theirs into each address, and the domains in which it lies."""
LONGEST = 2000


class NotUsable(ValueError):
    """The address leads to no chat that is allowed; the text says why, for whoever typed it."""


class NotTaken(Exception):
    """The chat did not take the message; the text is what it said."""


def chat_at(address: str) -> NotifyBase:
    """The chat that the address leads to. Raises NotUsable."""
    # Loading all of them takes a second, so nobody who has none loads them.
    from apprise import Apprise  # noqa: PLC0415

    chat = Apprise.instantiate(address, suppress_exceptions=True) if 0 < len(address) <= LONGEST else None
    if chat is None:
        raise NotUsable(
            _("This is no address of a chat. Copy the address of the webhook or workflow as the chat shows it.")
        )
    names = names_of(chat)
    if not names & settings.CHAT_SERVICES:
        raise NotUsable(
            _("%(service)s is not allowed here. Your administrator can allow it.") % {"service": label_of(chat)}
        )
    for name in names & OWN_HOSTS.keys():
        if not str(chat.host).lower().endswith(OWN_HOSTS[name]):
            raise NotUsable(_("%(host)s is no host of this service.") % {"host": chat.host})
    return chat


def label_of(chat: NotifyBase) -> str:
    """The service, as it calls itself."""
    return str(chat.service_name)


def names_of(chat: NotifyBase) -> set[str]:
    """What the service is called in addresses and in the setting."""
    given: tuple[object, object] = (chat.protocol, chat.secure_protocol)
    several = [each if isinstance(each, tuple | list) else (each,) for each in given if each]
    return {str(name) for each in several for name in each}


def post(chat: NotifyBase, title: str, text: str) -> None:
    """Say it there. Raises NotTaken."""
    from apprise.logger import LogCapture  # noqa: PLC0415

    with LogCapture(level=logging.WARNING, fmt="%(message)s") as said:  # type: ignore[no-untyped-call]
        taken = chat.notify(body=text, title=title, body_format="text")
    if not taken:
        raise NotTaken(" ".join(said.getvalue().split()) or "no reason was given")

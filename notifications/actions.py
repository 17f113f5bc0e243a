"""What people do with mail: try again what could not be sent, let mail go out again after a restoration, and name a
chat that is told beside it."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models import Model
from django.db.models.functions import Now

from accounts.models import User
from accounts.services import audit
from background import actions
from background.services.broker import publish
from notifications.models import ChatChannel, DeliveryPause, OutgoingMail
from notifications.services.chat.channels import values_of
from notifications.services.chat.posting import try_out
from notifications.services.delivery import SWEEP
from notifications.services.outgoing import DELIVER

LEFT_OUT = "left out after the portal was restored"


@transaction.atomic
def try_again(*, outgoing: OutgoingMail, by: User) -> None:
    """Hand a failed mail over at once, as any work that has failed. Raises NothingToDo."""
    actions.try_again(work=outgoing, by=by, action="mail.tried_again")
    transaction.on_commit(partial(publish, DELIVER, outgoing.pk))


@transaction.atomic
def end_pause(*, send: bool, by: User) -> int | None:
    """Let mail go out again; what waits is sent, or left out for good. Returns how many; None where mail goes out."""
    resting = DeliveryPause.objects.select_for_update().filter(ended_at=None).first()
    if resting is None:
        return None
    waiting = OutgoingMail.objects.open()
    count = waiting.count() if send else waiting.call_off(LEFT_OUT)
    DeliveryPause.objects.filter(pk=resting.pk).update(ended_at=Now())
    audit.record(by=by, action="mail.let_go" if send else "mail.left_out", about=resting, detail={"mails": count})
    transaction.on_commit(partial(publish, SWEEP))
    return count


@transaction.atomic
def name_own_chat(*, address: str, by: User) -> ChatChannel | None:
    """Where `by` is told beside mail; nowhere, if the address is empty. Raises NotUsable."""
    User.objects.select_for_update().get(pk=by.pk)  # two presses at once come one after the other
    current = ChatChannel.objects.filter(person=by).first() or ChatChannel(person=by)
    return keep_chat(current, address=address, about=by, by=by)


def keep_chat(channel: ChatChannel, *, address: str, about: Model, by: User) -> ChatChannel | None:
    """The channel of `about`, new or there already, with this address; none, if it is empty. The audit trail has it
    without the address, and a first message shows whether it arrives. Raises NotUsable."""
    if not address:
        if channel.pk is not None:
            channel.delete()
            audit.record(by=by, action="chat.taken_back", about=about)
        return None
    for name, value in values_of(address).items():
        setattr(channel, name, value)
    channel.save()
    audit.record(by=by, action="chat.named", about=about, detail={"service": channel.service})
    try_out(channel, by)
    return channel

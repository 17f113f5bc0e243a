"""Who heads a business unit, and in which chat it is told."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.services import audit
from notifications.actions import keep_chat
from notifications.models import ChatChannel
from systems.models import BusinessUnit


@transaction.atomic
def name_head(*, unit: BusinessUnit, head: User | None, by: User) -> None:
    """Twice is once."""
    current = BusinessUnit.objects.select_for_update(of=("self",)).select_related("head").get(pk=unit.pk)
    if current.head == head:
        return
    detail = {"before": str(current.head or ""), "head": str(head or "")}
    BusinessUnit.objects.filter(pk=unit.pk).update(head=head)
    audit.record(by=by, action="unit.head_named" if head else "unit.head_taken_back", about=unit, detail=detail)


@transaction.atomic
def name_chat(*, unit: BusinessUnit, address: str, by: User) -> ChatChannel | None:
    """Where the unit is told that its owners were asked in vain; nowhere, if the address is empty. Raises NotUsable."""
    current = BusinessUnit.objects.select_for_update(of=("self",)).select_related("chat").get(pk=unit.pk)
    channel = keep_chat(current.chat or ChatChannel(), address=address, about=unit, by=by)
    BusinessUnit.objects.filter(pk=unit.pk).update(chat=channel)
    return channel

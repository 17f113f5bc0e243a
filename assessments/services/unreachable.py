"""People whom no mail reaches: what waits for those who look after people."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from accounts.models import UNREACHABLE, User
from accounts.permissions import Permission
from assessments.services.waiting import Waiting
from presentation.numbers import grouped_number


def waiting_for(person: User) -> list[Waiting]:
    """One row for all of them."""
    count = User.objects.unreachable().count() if person.may(Permission.MANAGE_PEOPLE) else 0
    if not count:
        return []
    what = ngettext("Mail to %(n)s person does not arrive", "Mail to %(n)s people does not arrive", count)
    return [
        Waiting(
            what=what % {"n": grouped_number(count)},
            why=gettext("Their mail servers refuse it, so they were not asked."),
            label=gettext("Show them"),
            url=f"{reverse('accounts:people')}?access={UNREACHABLE}",
        )
    ]

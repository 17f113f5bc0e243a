"""“It is ready”: who asked for long work is told by mail when it has ended, whichever work it is.

What is done within a minute nobody has left: its page says it. A room registers for its kind of work whom it concerns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from background.models import BackgroundWork
from background.services.clock import database_now
from notifications.mail_kinds import WORK_ENDED
from notifications.models import OutgoingMail
from notifications.services import kinds
from notifications.services.addresses import absolute
from notifications.services.kinds import Mail
from notifications.services.outgoing import owe

LONG = timedelta(minutes=1)
"""Who waited for no longer than this is still looking at the page."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Who asked for the work, what it is in that person's language, and the address of its page by name."""

    person: User | None
    what: str
    route: str
    arguments: tuple[object, ...] = ()


_concerns: dict[str, Callable[[Any], Concern]] = {}


def register(model: type[BackgroundWork], concern: Callable[[Any], Concern]) -> None:
    """Say for a kind of work whom its end concerns; called when it ends, and again when the mail is composed."""
    _concerns[model._meta.label] = concern


def tell(work: BackgroundWork) -> None:
    """Owe the mail about work that has ended, once. Kinds that nobody registered are nobody's concern."""
    label = work._meta.label
    concern = _concerns.get(label)
    if concern is None or database_now() - work.created_at < LONG:
        return
    if (person := concern(work).person) is not None:
        key = f"{WORK_ENDED}:{label}:{work.pk}:{work.claims}"
        owe(kind=WORK_ENDED, key=key, recipient=person, context={"work": label, "number": work.pk})


def compose(outgoing: OutgoingMail) -> Mail | None:
    """How it ended, as things stand now; nothing about work that is gone, called off or begun anew."""
    label = outgoing.context.get("work", "")
    if label not in _concerns:
        return None
    work = apps.get_model(label)._default_manager.filter(pk=outgoing.context.get("number")).first()
    if work is None or work.state not in (work.DONE, work.FAILED):
        return None
    about = _concerns[label](work)
    well = work.state == work.DONE
    subject = _("%(what)s: it is ready") if well else _("%(what)s: it could not be done")
    url = absolute(outgoing.recipient, about.route, *about.arguments)
    context = {"what": about.what, "well": well, "url": url}
    page = reverse(about.route, args=about.arguments)
    return Mail(subject % {"what": about.what}, "notifications/mails/work_ended", context, page=page)


def register_mail() -> None:
    kinds.register(WORK_ENDED, compose, gettext_lazy("Long work has ended"))

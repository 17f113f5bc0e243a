"""What people do with work that waits or has failed."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.services import audit
from background.models import BackgroundWork

CALLED_OFF = "called off by an administrator"


class NothingToDo(Exception):
    """The work is in another state by now: it ended, or somebody else was quicker."""


@transaction.atomic
def try_again(*, work: BackgroundWork, by: User, action: str = "work.tried_again") -> None:
    """Make failed work due at once, with all its attempts before it; the sweep of its kind hands it over.

    Raises NothingToDo.
    """
    if not type(work)._default_manager.failed().filter(pk=work.pk).begin_anew():
        raise NothingToDo
    audit.record(by=by, action=action, about=work, detail={"error": work.error})


@transaction.atomic
def call_off(*, work: BackgroundWork, by: User) -> None:
    """End work that waits or is being done; the worker that is at it stops at its next sign of life.

    Raises NothingToDo.
    """
    if not type(work)._default_manager.filter(pk=work.pk).call_off(CALLED_OFF):
        raise NothingToDo
    audit.record(by=by, action="work.called_off", about=work, detail={})

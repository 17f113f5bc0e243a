"""A second factor: shown at signing in, set up, made anew, removed."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from accounts.actions.profile import end_links
from accounts.actions.signing_in import BEGAN_AT, FROM_MAIL, open_session
from accounts.models import User
from accounts.services import audit, sessions
from accounts.services.access import PersonRequest
from accounts.services.second_factor import factors, passkeys, pending
from accounts.services.second_factor.changes import Change, announce

logger = logging.getLogger(__name__)
FRESH = timedelta(minutes=30)
"""So long after signing in a person may change their second factor: who finds a session open may not."""


class DoesNotFit(Exception):
    """The code is none of this person's, or was used before."""


class NobodyWaits(Exception):
    """The first factor is missing, or too long ago."""


class OwnSecondFactor(Exception):
    """One's own is removed in one's profile, with a code: an administrator's open session is no way around it."""


def pass_with_code(*, request: HttpRequest, code: str) -> tuple[User, bool]:
    """Ends a sign-in that waits. Raises NobodyWaits, limits.TooMany, DoesNotFit. Also: is the browser to be known?"""
    waiting = pending.found(request)
    if waiting is None:
        raise NobodyWaits
    kept, person = waiting
    kind = factors.checked(person, code)
    if not kind:
        logger.warning("A second factor of %s did not fit.", person.email)
        raise DoesNotFit
    finish(request=request, kept=kept, person=person, kind=kind)
    return person, kept.remember


def pass_with_passkey(*, request: HttpRequest, typed: str) -> tuple[User, bool]:
    """As `pass_with_code`, with what the browser says about a passkey."""
    waiting = pending.found(request)
    if waiting is None:
        raise NobodyWaits
    kept, person = waiting
    if not passkeys.fits(person, typed):
        logger.warning("A passkey of %s did not fit.", person.email)
        raise DoesNotFit
    finish(request=request, kept=kept, person=person, kind="passkey")
    return person, kept.remember


def finish(*, request: HttpRequest, kept: pending.Pending, person: User, kind: str) -> None:
    detail = {**kept.detail, "second_factor": kind}
    open_session(request=request, person=person, means=kept.means, action=kept.action, detail=detail, strong=True)


def may_change(request: PersonRequest) -> bool:
    """Soon after signing in, and not for who came by the link of a mail: it would outlast what the mail asks."""
    began = float(request.session.get(BEGAN_AT, 0))
    fresh = timezone.now().timestamp() - began <= FRESH.total_seconds()
    return fresh and FROM_MAIL not in request.session


@transaction.atomic
def set_up_app(*, request: PersonRequest, by: User, secret: str, code: str) -> list[str]:
    """Keeps the app and gives recovery codes, to be shown this once. Raises DoesNotFit. All other sessions end."""
    if not factors.starts_with(secret, code):
        raise DoesNotFit
    User.objects.select_for_update().get(pk=by.pk)  # a second press waits here, and finds the app
    if "totp" in factors.kinds_of(by):
        raise DoesNotFit
    factors.keep_app(by, secret)
    announce(by, Change.APP_ADDED)
    return begin_anew(request=request, by=by, kind="app")


@transaction.atomic
def add_passkey(*, request: PersonRequest, by: User, name: str, credential: str) -> list[str]:
    """As `set_up_app`; the codes are empty where there were some before."""
    if not passkeys.keep(by, name, credential):
        raise DoesNotFit
    announce(by, Change.PASSKEY_ADDED, name)
    return begin_anew(request=request, by=by, kind="passkey")


def begin_anew(*, request: PersonRequest, by: User, kind: str) -> list[str]:
    """What holds after any second factor was added: this session has it, all others are over."""
    User.objects.filter(pk=by.pk).update(session_epoch=F("session_epoch") + 1)
    by.refresh_from_db(fields=["session_epoch"])
    end_links(by)
    sessions.keep_only(request, by)
    request.session[pending.PASSED] = True
    audit.record(by=by, action="person.second_factor_set", about=by, detail={"kind": kind})
    return [] if "recovery_codes" in factors.kinds_of(by) else factors.new_recovery_codes(by)


@transaction.atomic
def make_recovery_codes(*, by: User) -> list[str]:
    codes = factors.new_recovery_codes(by)
    audit.record(by=by, action="person.recovery_codes_made", about=by)
    announce(by, Change.CODES_MADE)
    return codes


@transaction.atomic
def remove_passkey(*, by: User, pk: int) -> str:
    """One of one's own, by its number; gives its name, or nothing where it is none or the only second factor."""
    name = passkeys.remove(by, pk)
    if name:
        audit.record(by=by, action="person.passkey_removed", about=by, detail={"name": name})
        announce(by, Change.PASSKEY_REMOVED, name)
    return name


def remove_own(*, request: PersonRequest, by: User, code: str) -> None:
    """All of it, with a code of it. Raises limits.TooMany, DoesNotFit."""
    if not factors.checked(by, code):
        raise DoesNotFit
    with transaction.atomic():
        factors.remove_all(by)
        request.session.pop(pending.PASSED, None)
        audit.record(by=by, action="person.second_factor_removed", about=by)
        announce(by, Change.REMOVED)


@transaction.atomic
def remove_lost(*, person: User, by: User | None, automatic: bool = False) -> bool:
    """For who has lost it: whoever has found it is signed out, too. Raises OwnSecondFactor."""
    if person == by:
        raise OwnSecondFactor
    if not factors.remove_all(person):
        return False
    User.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    audit.record(by=by, action="person.second_factor_removed", about=person, automatic=automatic)
    announce(person, Change.REMOVED_BY_OTHERS)
    return True

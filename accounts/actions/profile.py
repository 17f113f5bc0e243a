"""What people change about themselves."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.actions.signing_in import FROM_MAIL, LINK_AT
from accounts.models import SignInLink, User
from accounts.services import audit, sessions
from accounts.services.access import PersonRequest

# So long after a link opened the session, the mailbox has spoken for the person and the old password is not asked:
# this is how a forgotten password is replaced.
LINK_SPEAKS_FOR = timedelta(minutes=30)


@transaction.atomic
def change_profile(*, by: User, name: str, time_zone: str, language: str, holidays: str = "") -> None:
    """One's own name, time zone, language and holidays; the newest counts, because only one person writes them."""
    wanted = {"name": name, "time_zone": time_zone, "holidays": holidays, "language": language}
    before = {field: getattr(by, field) for field in wanted if getattr(by, field) != wanted[field]}
    if not before:
        return
    User.objects.filter(pk=by.pk).update(**wanted, version=F("version") + 1)
    after = {field: wanted[field] for field in before}
    audit.record(by=by, action="person.profile_edited", about=by, detail={"before": before, "after": after})


def old_password_needed(request: PersonRequest) -> bool:
    """Whether a new password needs the old one: not when there is none, nor soon after signing in by link."""
    if not request.user.has_usable_password():
        return False
    link_at = float(request.session.get(LINK_AT, 0))
    return timezone.now().timestamp() - link_at > LINK_SPEAKS_FOR.total_seconds()


def may_set_first_password(request: PersonRequest) -> bool:
    """Not who came by the link of a mail: it would outlast what the mail asks."""
    return request.user.has_usable_password() or FROM_MAIL not in request.session


@transaction.atomic
def set_password(*, request: PersonRequest, by: User, password: str) -> None:
    """A new password. This session goes on, all others and all links that are under way end."""
    by.set_password(password)
    by.save(update_fields=["password"])
    keep_this_session_only(request, by)
    audit.record(by=by, action="person.password_set", about=by)


@transaction.atomic
def end_other_sessions(*, request: PersonRequest, by: User) -> None:
    """All sessions of the person but this one end at once and for good, and so do links that are under way."""
    keep_this_session_only(request, by)
    audit.record(by=by, action="person.sessions_ended", about=by)


def keep_this_session_only(request: PersonRequest, by: User) -> None:
    """What else speaks for the person, like tokens of programs, compares the epoch, and ends with the sessions."""
    User.objects.filter(pk=by.pk).update(session_epoch=F("session_epoch") + 1)
    by.refresh_from_db(fields=["session_epoch"])
    end_links(by)
    sessions.keep_only(request, by)


def end_links(person: User) -> None:
    """Those of mails that ask end by themselves: they match the person's access as sessions do."""
    SignInLink.objects.filter(user=person, spent_at=None).update(spent_at=timezone.now())

"""Between the first and the second factor: somebody is known, and nobody is signed in."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import User

PENDING = "second_factor_pending"  # in the session
PASSED = "second_factor"  # in the session: that a second factor was shown when it began
WAITS = 10 * 60  # seconds


@dataclass(frozen=True, slots=True)
class Pending:
    """How the first factor was shown; what the trail will say. `access` is the person's: its end ends this."""

    person: int
    access: str
    means: str
    action: str
    detail: dict[str, object]
    at: float
    remember: bool  # whether the browser is known for the person afterwards


def put(request: HttpRequest, person: User, *, means: str, action: str, detail: dict[str, object]) -> None:
    """Nobody is signed in any more with this browser, not even who was before."""
    logout(request)
    access, now = person.get_session_auth_hash(), timezone.now().timestamp()
    request.session[PENDING] = asdict(Pending(person.pk, access, means, action, detail, now, remember=True))


def forget_browser(request: HttpRequest) -> None:
    """The browser is not to be known afterwards."""
    request.session[PENDING] = {**request.session[PENDING], "remember": False}


def is_waiting(request: HttpRequest) -> bool:
    return PENDING in request.session


def found(request: HttpRequest) -> tuple[Pending, User] | None:
    """Who waits; nobody after ten minutes, without access, or when their password was changed meanwhile."""
    kept = request.session.get(PENDING)
    if not kept:
        return None
    pending = Pending(**kept)
    person: User | None = User.objects.active().filter(pk=pending.person).first()
    if person is None or timezone.now().timestamp() - pending.at > WAITS:
        return None
    return (pending, person) if constant_time_compare(pending.access, person.get_session_auth_hash()) else None

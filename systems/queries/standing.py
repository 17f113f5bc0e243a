"""How a system stands: each condition that pages count, lists filter by and files tell has its one definition here.

A count and the list that it leads to use the same condition, so they cannot disagree. Rooms above add what only they
know of (`register`): whether an answer is overdue, what an approval has to do with today.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from systems.models import Profile, System

State = Profile.AnswerState
Condition = tuple[str | Promise, Callable[[], Q]]


def answered(profile: str = "profile__") -> Q:
    """For systems, or with another way to their profile: "" for profiles themselves."""
    return Q(**{f"{profile}answer_state__in": (State.IN_REVIEW, State.RETURNED, State.APPROVED)})


def contradicted(profile: str = "profile__") -> Q:
    return Q(**{f"{profile}blocks__gt": 0}) | Q(**{f"{profile}warns__gt": 0})


def fitting(profile: str = "profile__") -> Q:
    """Both objectives are known, nothing contradicts or is worth a look, and the plan is up to date."""
    nothing = Q(**{f"{profile}blocks": 0, f"{profile}warns": 0, f"{profile}stale_since": None})
    return nothing & ~objectives_open(profile)


def objectives_open(profile: str = "profile__") -> Q:
    states = ("unset", "unknown")
    return Q(**{f"{profile}rto_state__in": states}) | Q(**{f"{profile}rpo_state__in": states})


def of_profiles(condition: Q) -> Q:
    """A condition on systems by their profile, as one on profiles themselves."""
    parts = [
        of_profiles(part) if isinstance(part, Q) else _of_profile(*cast(tuple[str, Any], part))
        for part in condition.children
    ]
    return Q(*parts, _connector=condition.connector, _negated=condition.negated)


def _of_profile(field: str, value: Any) -> tuple[str, Any]:
    return field.removeprefix("profile__"), value


ANSWERED = answered()
"""Its owner has sent answers, and they are what is derived from; also where they came back with a question."""
UNREACHABLE = Q(owner__in=User.objects.unreachable().order_by().values("pk"))
"""Mail to its owner is refused. Those are few, and looked up as below."""
AWAITED = Q(profile__answer_state__in=Profile.AWAITED) & ~(
    UNREACHABLE & Q(profile__answer_state__in=(State.ASKED, State.RETURNED))
)
"""Its owner was asked and is to do something: answer, go on, or look again at what came back. Whom no mail reaches was
not asked, unless they have begun all the same."""
BLOCKED = Q(profile__blocks__gt=0)
"""Something contradicts that stands in the way of approval. What nobody has answered yet is no contradiction."""
CONTRADICTED = contradicted()
"""Something contradicts, or is worth a look."""
WARNED = Q(profile__blocks=0, profile__warns__gt=0)
"""Nothing stands in the way of approval, but something is worth a look."""
UNCONTRADICTED = Q(profile__blocks=0, profile__warns=0)
WITH_OWNER = Q(owner__is_active=True)
WITHOUT_OWNER = Q(owner__isnull=True) | Q(owner__in=User.objects.filter(is_active=False).order_by().values("pk"))
"""Nobody can be asked: no owner is named, or the one who is has no access any more. Those are few, so they are looked
up in the index of owners instead of the person of every system."""
TO_ASK = Q(profile__answer_state=State.NOT_ASKED) & WITH_OWNER
"""Nobody was asked about it, and somebody can be."""
PROVISIONAL = Q(provisional__isnull=False, profile__answer_state__in=Profile.UNANSWERED) & ~Q(
    status=System.Status.RETIRED
)
"""A list proposes objectives, nobody has answered, and what would follow from them can be looked at."""
FAILED = Q(profile__stale_since__isnull=False) & ~Q(profile__last_error="")
"""It could not be calculated, and is tried again when one of its facts changes."""
CHANGED_SINCE_APPROVAL = Q(profile__answer_state=State.APPROVED) & ~Q(profile__plan_mark=F("profile__approved_mark"))
"""Approved, but objectives or plan are others today than those that were signed."""
OBJECTIVES_OPEN = objectives_open()
WITHOUT_DATA = Q(profile__rto_seconds__isnull=False, profile__rpo_state="not applicable")
"""It has to be back, and keeps nothing of its own that could be lost."""
COST_UNKNOWN = Q(profile__yearly_cost__isnull=True)

_registered: dict[str, Condition] = {}


def register(name: str, label: str | Promise, condition: Callable[[], Q]) -> None:
    """A condition on systems that a room above knows of, as a choice of the filter of answers."""
    _registered[name] = (label, condition)


def registered() -> Mapping[str, Condition]:
    return _registered


def condition_of(name: str) -> Q:
    """What the filter of answers means by that name: one of ours, one that was registered, or an answer state."""
    known = {
        "answered": ANSWERED,
        "awaited": AWAITED,
        "to_ask": TO_ASK,
        "changed": CHANGED_SINCE_APPROVAL,
        "provisional": PROVISIONAL,
    }
    if name in _registered:
        return _registered[name][1]()
    return known.get(name, Q(profile__answer_state=name))


def state_choices() -> list[tuple[str, str | Promise]]:
    return [
        ("answered", _("answered, in any state")),
        ("awaited", _("waiting for the owner")),
        *State.choices,
        ("changed", _("approved, changed since")),
        ("to_ask", _("not asked yet, with an owner")),
        ("provisional", _("provisional, from a list")),
        *((name, label) for name, (label, _condition) in _registered.items()),
    ]

"""Who is away, and who reads and answers in their place meanwhile."""

from __future__ import annotations

from datetime import datetime

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Subquery, When

from accounts.models import Absence, User


def current_of(person: User) -> Absence | None:
    return Absence.objects.current().filter(person=person).select_related("deputy").first()


def reader_of(owner: User) -> User:
    """Who gets the mail that is meant for this owner: while they are away, the deputy they named."""
    absence = current_of(owner)
    deputy = absence.deputy if absence else None
    return deputy if deputy is not None and deputy.is_active else owner


def asked_instead(owner: str, now: datetime) -> Case:
    """For queries: who is reminded of what the field `owner` leads to. Nobody while they are away without a deputy."""
    away = Absence.objects.current(now).filter(person=OuterRef(owner))
    deputy = When(Exists(away), then=Subquery(away.values("deputy")[:1]))
    return Case(deputy, default=F(owner), output_field=BigIntegerField())


def people_away(now: datetime) -> Subquery:
    return Subquery(Absence.objects.current(now).order_by().values("person"))

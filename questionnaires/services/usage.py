"""How often a version is answered: the room that asks registers which of its rounds are under way."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet, Sum

from questionnaires.models import Questionnaire

_under_way: list[Q] = []


def register(*, under_way: Q) -> None:
    """`under_way` picks, from a questionnaire, the rounds that are not decided yet."""
    _under_way[:] = [under_way]


def with_usage(versions: QuerySet[Questionnaire]) -> QuerySet[Questionnaire]:
    """Each version with `rounds`, the number that was asked with it, and `under_way`, those that are not decided."""
    under_way = Count("assessments", filter=_under_way[0] if _under_way else Q(pk__in=[]))
    return versions.annotate(rounds=Count("assessments"), under_way=under_way)


def under_way() -> int:
    """How many rounds of any version are not decided yet."""
    return with_usage(Questionnaire.objects.order_by()).aggregate(all=Sum("under_way"))["all"] or 0

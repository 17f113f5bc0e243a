"""What rounds and decisions say about how a system stands, for the counts and lists of the rooms below."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, Decision
from systems.queries.standing import register


def overdue() -> Q:
    """Its owner was to answer, or to look again, by a day that is past."""
    late = Assessment.objects.filter(state__in=Assessment.WITH_OWNER, due_on__lt=timezone.localdate())
    return Q(pk__in=late.order_by().values("system"))


def approved_this_month() -> Q:
    """Approved at least once since the month began, whatever has become of it since."""
    began = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    approvals = Decision.objects.approvals().filter(at__gte=began)
    return Q(pk__in=approvals.order_by().values("assessment__system"))


register("overdue", _("overdue"), overdue)
register("approved_this_month", _("approved this month"), approved_this_month)

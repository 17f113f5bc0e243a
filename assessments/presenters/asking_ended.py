"""Whom it concerns that all owners of a filter are asked, for the mail that says so."""

from __future__ import annotations

from django.utils.translation import gettext as _

from assessments.models import Asking
from notifications.services.ended import Concern


def concern(asking: Asking) -> Concern:
    return Concern(asking.asked_by, _("Asking the owners of many systems"), "assessments:asking", (asking.pk,))

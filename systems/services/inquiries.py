"""Whether a technical contact can be asked what protects a system."""

from __future__ import annotations

import datetime as dt

from background.services.clock import database_now
from systems.models import ProtectionInquiry, System

APART = dt.timedelta(days=1)
"""So long one person is not asked a second time about one system."""


def can_be_asked(system: System) -> bool:
    """Whether there is a technical contact whom a mail would reach and let in."""
    person = system.technical_contact
    return person is not None and person.is_active and system.status != System.Status.RETIRED


def lately_asked(system: System) -> ProtectionInquiry | None:
    """The inquiry after which the technical contact is left alone for now."""
    inquiries = ProtectionInquiry.objects.filter(system=system, person=system.technical_contact_id)
    last = inquiries.select_related("person").first()
    return last if last and is_recent(last, database_now()) else None


def is_recent(inquiry: ProtectionInquiry, now: dt.datetime) -> bool:
    return inquiry.asked_at > now - APART

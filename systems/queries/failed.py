"""Systems that could not be calculated."""

from django.db.models import Q

FAILED = Q(profile__stale_since__isnull=False) & ~Q(profile__last_error="")
"""They are tried again when one of their facts changes."""

"""What the rooms below ask of this one without knowing it: what goes with a person, and what the audit trail says."""

from accounts.services.keeping import erasing
from calendars import audit_words  # noqa: F401 - registers its sentences
from calendars.services import forget

erasing.register(forget)

"""What the rooms below ask of this one without knowing it: what the audit trail says, and whom a wave is about."""

from assessments.services import asking_many
from campaigns import audit_words  # noqa: F401 - registers its sentences
from campaigns.services.waves import SOURCE, systems_of_wave

asking_many.register(SOURCE, systems_of_wave)

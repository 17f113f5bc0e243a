"""What the rooms below ask of this one without knowing it: facts, what is kept, and what the audit trail says."""

from accounts.services.keeping import retention
from checkins import audit_words  # noqa: F401 - registers its sentences
from checkins.services import fact_source, keeping
from derivation.services import sources

sources.REPORTS.register(fact_source.reports_of)
retention.register(retention.Rule("check-ins", "KEEP_CHECK_INS_DAYS", keeping.old_check_ins))

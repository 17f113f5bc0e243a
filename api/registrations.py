"""What the rooms below ask of this one without knowing it: how long tokens are kept, and what goes with a person."""

from accounts.services.keeping import erasing, retention
from api.services import keeping

retention.register(retention.Rule("tokens", "KEEP_WORK_DAYS", keeping.over_since))
retention.register(retention.Rule("answers to programs", "KEEP_WORK_DAYS", keeping.old_answers))
retention.register(retention.Rule("calls of webhooks", "KEEP_WORK_DAYS", keeping.old_deliveries))
erasing.register(keeping.forget)

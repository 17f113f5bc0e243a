"""What the rooms below ask of this one without knowing it: its kind of mail, what people are responsible for, and
whom the end of an import concerns."""

import systems.presenters.mails.protection_wanted  # noqa: F401 - registers its kind of mail
from accounts.services import duties
from accounts.services.keeping import erasing, retention
from notifications.services import ended
from systems.actions.handing_over import hand_over_systems, responsibilities
from systems.models import ImportRun
from systems.presenters.import_ended import concern
from systems.services import keeping

duties.register(duties.Source(responsibilities, hand_over_systems))
ended.register(ImportRun, concern)
retention.register(retention.Rule("previews", "KEEP_PREVIEWS_DAYS", keeping.left_previews))
retention.register(retention.Rule("rows of imports", "KEEP_WORK_DAYS", keeping.old_rows))
retention.register(retention.Rule("imported files", "KEEP_IMPORTED_FILES_DAYS", keeping.old_texts, {"text": ""}))
erasing.register(keeping.forget)

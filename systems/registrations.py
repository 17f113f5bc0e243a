"""What the rooms below ask of this one without knowing it: its kind of mail, what people are responsible for, and
whom the end of an import concerns."""

import systems.presenters.mails.protection_wanted  # noqa: F401 - registers its kind of mail
from accounts.services import duties
from notifications.services import ended
from systems.actions.handing_over import hand_over_systems, responsibilities
from systems.models import ImportRun
from systems.presenters.import_ended import concern

duties.register(duties.Source(responsibilities, hand_over_systems))
ended.register(ImportRun, concern)

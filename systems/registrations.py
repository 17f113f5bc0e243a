"""What the rooms below ask of this one without knowing it: its kind of mail, and what people are responsible for."""

import systems.presenters.mails.protection_wanted  # noqa: F401 - registers its kind of mail
from accounts.services import duties
from systems.actions.handing_over import hand_over_systems, responsibilities

duties.register(duties.Source(responsibilities, hand_over_systems))

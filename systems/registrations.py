"""What the rooms below ask of this one without knowing it: its kind of mail."""

import systems.presenters.mails.protection_wanted  # noqa: F401 - registers its kind of mail

"""The mails that this room owes by itself."""

WORK_ENDED = "work_ended"
SECOND_FACTOR = "second_factor_changed"

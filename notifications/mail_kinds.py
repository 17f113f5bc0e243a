"""The mails that this room owes by itself."""

WORK_ENDED = "work_ended"

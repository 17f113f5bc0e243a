"""What the rooms below ask of this one without knowing it: that people are told when long work has ended."""

from background.services import endings
from notifications.services import ended

endings.register(ended.tell)
ended.register_mail()

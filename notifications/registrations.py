"""What the rooms below ask of this one without knowing it: that people are told when long work has ended, and what mail
forgets with a person."""

from accounts.services.keeping import erasing
from background.services import endings
from notifications.services import ended, outgoing

endings.register(ended.tell)
ended.register_mail()
erasing.register(outgoing.forget)

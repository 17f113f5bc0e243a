"""Which queue each task waits in: derive, mail, export. A flood of one kind does not delay another, and each has
workers of its own where that is wanted (`celery worker --queues mail`); a worker that is told nothing takes from all.
"""

from __future__ import annotations

from kombu import Queue

DERIVE, MAIL, EXPORT = "derive", "mail", "export"
QUEUES = (Queue(DERIVE), Queue(MAIL), Queue(EXPORT))
ROUTES = {
    "notifications.deliver": {"queue": MAIL},
    "notifications.sweep": {"queue": MAIL},
    # What a person waits for, and takes minutes.
    "exports.make": {"queue": EXPORT},
    "systems.run_import": {"queue": EXPORT},
    "policies.simulate": {"queue": EXPORT},
    "assessments.ask_many": {"queue": EXPORT},
}
"""Everything else is short, or derives, and waits in the first."""

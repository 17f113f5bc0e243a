"""Which queue each task waits in: derive, mail, export. A flood of one kind does not delay another, and each has
workers of its own where that is wanted (`celery worker --queues mail`); a worker that is told nothing takes from all.
"""

from __future__ import annotations

from kombu.entity import Queue

DERIVE, MAIL, EXPORT = "derive", "mail", "export"
QUEUES = tuple(Queue(name) for name in (DERIVE, MAIL, EXPORT))  # type: ignore[no-untyped-call]
ROUTES = {
    "notifications.deliver": {"queue": MAIL},
    "notifications.sweep": {"queue": MAIL},
    "notifications.post_in_chat": {"queue": MAIL},
    "notifications.sweep_chat": {"queue": MAIL},
    # What a person waits for, and takes minutes.
    # Receivers may be slow, and no mail waits for them.
    "api.deliver": {"queue": EXPORT},
    "exports.make": {"queue": EXPORT},
    "systems.run_import": {"queue": EXPORT},
    "systems.fetch_source": {"queue": EXPORT},
    "policies.simulate": {"queue": EXPORT},
    "scenarios.forecast": {"queue": EXPORT},
    "assessments.ask_many": {"queue": EXPORT},
}
"""Everything else is short, or derives, and waits in the first."""

"""DR Portal: settings, addresses, background work. Composes the applications; nothing imports it."""

from drportal.celery import app as celery_app

__all__ = ["celery_app"]

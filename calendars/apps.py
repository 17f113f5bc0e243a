from importlib import import_module

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "calendars"

    def ready(self) -> None:
        import_module("calendars.registrations")

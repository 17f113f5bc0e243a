from importlib import import_module

from django.apps import AppConfig


class ScenariosConfig(AppConfig):
    name = "scenarios"

    def ready(self) -> None:
        import_module("scenarios.registrations")

from importlib import import_module

from django.apps import AppConfig


class DerivationConfig(AppConfig):
    name = "derivation"

    def ready(self) -> None:
        import_module("derivation.registrations")

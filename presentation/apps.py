from django.apps import AppConfig
from django.core.signals import request_started

from presentation.strategies import forget


class PresentationConfig(AppConfig):
    name = "presentation"

    def ready(self) -> None:
        request_started.connect(forget)

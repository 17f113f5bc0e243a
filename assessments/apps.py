from importlib import import_module

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        for letter in ("please_answer", "contradictions", "decided", "voices", "colleagues"):
            import_module(f"assessments.letters.{letter}")

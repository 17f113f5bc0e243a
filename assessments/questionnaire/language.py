"""The reader's language, of those the questionnaire and the method speak."""

from django.utils.translation import get_language

from assessments.questionnaire.document import LANGUAGES


def language() -> str:
    spoken = (get_language() or LANGUAGES[0])[:2]
    return spoken if spoken in LANGUAGES else LANGUAGES[0]

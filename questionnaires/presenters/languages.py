"""How far each language of the portal has come in a draft, for the architects who word it."""

from __future__ import annotations

from dataclasses import dataclass

from presentation.language import language_name, language_title, offered_languages
from questionnaires.services.drafting.comparing import Comparison, texts_missing_in
from questionnaires.services.drafting.texts import Raw
from recovery.languages import DEFAULT


@dataclass(frozen=True)
class TranslationState:
    """What is not said in a language yet, and what perhaps says no longer what the English says."""

    code: str
    name: str
    title: str
    missing: list[str]
    behind: list[str]


def translation_states(raw: Raw, comparison: Comparison, language: str) -> list[TranslationState]:
    """One for each language but English, told in the reader's."""
    return [
        TranslationState(
            code, language_name(code), language_title(code), texts_missing_in(raw, code, language),
            comparison.behind.get(code, []),
        )
        for code in offered_languages()
        if code != DEFAULT
    ]  # fmt: skip

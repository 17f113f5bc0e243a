"""What one code says, for two readers, in two languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Templates of one code. An owner reads plain words; an architect may get the terms of the trade instead.

    A place in a template names a value and what it is: `{rto:duration}`, `{system:system}`.
    """

    en: str
    es: str
    en_architect: str = ""
    es_architect: str = ""

    def template(self, language: str, audience: str) -> str:
        """The template for a language and an audience; the owner's when there is none for architects."""
        plain, terms = (self.es, self.es_architect) if language == "es" else (self.en, self.en_architect)
        return terms if audience == "architect" and terms else plain


Catalogue = Mapping[str, Wording]

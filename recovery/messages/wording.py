"""What one code says, for two readers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Templates of one code in one language. Everybody reads plain words; an architect may get the terms of the trade.

    A place in a template names a value and what it is: `{rto:duration}`, `{system:system}`.
    """

    plain: str
    terms: str = ""

    def template(self, audience: str) -> str:
        """The template for an audience; the plain one when there is none for architects."""
        return self.terms if audience == "architect" and self.terms else self.plain

"""What the pictures say."""

from recovery.languages import catalogue


def say(language: str, key: str, *values: object) -> str:
    """A phrase of the catalogue with its values."""
    phrase: str = catalogue(language)["pictures"][key]
    return phrase.format(*values)

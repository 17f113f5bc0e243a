"""What strategies and live copies are called: in the words of the policy's row, else in those of the catalogues."""

from collections.abc import Mapping

from recovery.languages import DEFAULT, known
from recovery.messages.catalogue import wordings

Words = Mapping[str, str]
"""A text by language."""
STRATEGIES, COPIES, MEANING = "strategy", "live", "meaning"


def strategy_name(key: str, language: str = "en", names: Words | None = None) -> str:
    """A strategy by name. `names` are those of the policy's row; a row that nobody has named goes by its key."""
    return row_name(STRATEGIES, key, language, names)


def copy_name(key: str, language: str = "en", names: Words | None = None) -> str:
    """A live copy by name, as a strategy."""
    return row_name(COPIES, key, language, names)


def row_name(group: str, key: str, language: str, names: Words | None = None) -> str:
    """A row of the policy by name: a strategy or a live copy."""
    spelled = key.replace("_", " ")
    return _own_or_catalogue(f"{group}.{key}", language, names or {}) or spelled[:1].upper() + spelled[1:]


def strategy_meaning(key: str, language: str = "en", meanings: Words | None = None) -> str:
    """What a strategy is, in half a sentence; empty where nobody has said it. `meanings` are those of the row."""
    return _own_or_catalogue(f"{STRATEGIES}.{key}.{MEANING}", language, meanings or {})


def copy_meaning(key: str, language: str = "en", meanings: Words | None = None) -> str:
    """What a live copy is, as of a strategy."""
    return _own_or_catalogue(f"{COPIES}.{key}.{MEANING}", language, meanings or {})


def _own_or_catalogue(code: str, language: str, given: Words) -> str:
    """What is given in the language, else what its catalogue says, else what is given in English or any other."""
    own = given.get(language) or given.get(known(language))
    if own:
        return own
    wording = wordings(language).get(code)
    return wording.plain if wording else given.get(DEFAULT) or next(iter(given.values()), "")

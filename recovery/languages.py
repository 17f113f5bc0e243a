"""The languages: each is a file of `recovery/locale/`. Nothing else in the house looks at the code of a language."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("locale")
DEFAULT = "en"
"""Spoken where there is no catalogue for what is asked for."""


def languages() -> tuple[str, ...]:
    """The codes of the languages there are, the default first."""
    return tuple(sorted((path.stem for path in FOLDER.glob("*.toml")), key=lambda code: (code != DEFAULT, code)))


@lru_cache(maxsize=256)
def known(language: str) -> str:
    """The language that serves another: itself, else the one of which it is a kind ("es" for "es-mx"), else English."""
    parts, there = language.lower().replace("_", "-").split("-"), languages()
    kinds = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((kind for kind in kinds if kind in there), DEFAULT)


@lru_cache(maxsize=256)
def catalogue(language: str) -> Mapping[str, Any]:
    """All that the method says in a language, as its file lays it out."""
    return _parse_file(FOLDER / f"{known(language)}.toml")


def own_name(language: str) -> str:
    """What a language calls itself, such as "Español"."""
    return str(catalogue(language)["language"]["name"])


def english_name(language: str) -> str:
    """What English calls a language, such as "Spanish"."""
    return str(catalogue(language)["language"]["english"])


def writes_names_of_languages_capital(language: str) -> bool:
    """Whether names of languages have a capital letter within a sentence: "Spanish", but "español"."""
    return bool(catalogue(language)["language"]["capital"])


@lru_cache(maxsize=64)
def _parse_file(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def forget() -> None:
    """Read the files again when they are asked for next: after `FOLDER` or what is in it has changed."""
    for each in (known, catalogue, _parse_file):
        each.cache_clear()

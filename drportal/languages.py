"""The languages in which the portal can be read: those of which the method and the pages have a catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from recovery.languages import DEFAULT, languages, own_name


def languages_with_catalogues(folders: Iterable[Path]) -> list[tuple[str, str]]:
    """Each language with its name for itself. The pages are written in the first one, so it needs no catalogue."""
    compiled = {path.parents[1].name for folder in folders for path in folder.glob("*/LC_MESSAGES/django.mo")}
    return [(code, own_name(code)) for code in languages() if code == DEFAULT or code in compiled]

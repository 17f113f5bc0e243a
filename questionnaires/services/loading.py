"""From questionnaire files to versions in the database. A version that is there never changes."""

from __future__ import annotations

import functools
import hashlib
import json
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from django.utils import timezone

from questionnaires.document.parsing import parse
from questionnaires.document.reader import DocumentError
from questionnaires.document.structure import Document
from questionnaires.models import Questionnaire, QuestionnaireQuerySet
from recovery.languages import DEFAULT

SLUG = "standard"
STANDARD = Path(__file__).parents[1] / "standard.toml"
LARGEST = 2 * 1024 * 1024


class VersionChanged(Exception):
    """The file differs from the version of the same number that is already published."""

    def __init__(self, slug: str, version: int) -> None:
        super().__init__(
            f"Version {version} of “{slug}” is published and never changes, but the file differs from it. "
            f"Give the file the version {version + 1}."
        )


def load(path: Path = STANDARD) -> tuple[Questionnaire, bool]:
    """Publish the version a file holds; (questionnaire, whether it is new). The same file twice changes nothing.

    Where architects have published versions of their own, a newer standard waits: it would undo their wording unseen.
    They find it on the page of the questionnaire, to begin a draft from; here it gives the current version.

    Raises DocumentError when the file is not a questionnaire, VersionChanged when its version is there with other text.
    """
    raw, document, checksum = taken_apart(path)
    versions = Questionnaire.objects.filter(slug=document.slug)
    if path == STANDARD and own_versions(document.slug).exists():
        return versions.filter(checksum=checksum).first() or current(document.slug), False
    questionnaire, created = Questionnaire.objects.get_or_create(
        slug=document.slug,
        version=document.version,
        defaults={
            "title": document.title.say(DEFAULT)[:200],
            "document": {**deepcopy(raw), "checksum": checksum},  # who drafts changes what was loaded
            "checksum": checksum,
            "published_at": timezone.now(),
        },
    )
    if questionnaire.checksum != checksum:
        raise VersionChanged(document.slug, document.version)
    return questionnaire, created


def current(slug: str = SLUG) -> Questionnaire:
    """The newest published version; where there is none yet, the standard one is loaded."""
    newest = Questionnaire.objects.published().filter(slug=slug).first()
    return newest or load()[0]


def own_versions(slug: str = SLUG) -> QuestionnaireQuerySet:
    """What architects have published; the others came with the portal."""
    return Questionnaire.objects.published().filter(slug=slug, based_on__isnull=False)


def waiting() -> bool:
    """Whether the portal came with a standard questionnaire that no version is made of yet."""
    if not own_versions().exists():
        return False
    return not Questionnaire.objects.published().filter(slug=SLUG, checksum=taken_apart(STANDARD)[2]).exists()


def taken_apart(path: Path) -> tuple[dict[str, object], Document, str]:
    """What a file says, what that means, and its checksum. Raises DocumentError when it is not a questionnaire.

    A file that has not changed since is not taken apart again: that takes longer than all else when a version is asked.
    """
    changed = path.stat().st_mtime_ns if path.exists() else 0
    return _taken_apart(path, changed)


@functools.lru_cache(maxsize=4)
def _taken_apart(path: Path, changed: int) -> tuple[dict[str, object], Document, str]:
    raw = written(path)
    return raw, parse(raw), checksum_of(raw)


def written(path: Path) -> dict[str, object]:
    """The raw document in a TOML file. Raises DocumentError."""
    try:
        data = path.read_bytes()
        if len(data) > LARGEST:
            raise DocumentError(str(path), "is larger than a questionnaire can be")
        return tomllib.loads(data.decode())
    except OSError as error:
        raise DocumentError(str(path), f"cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DocumentError(str(path), f"is not TOML ({error})") from error


def checksum_of(raw: Mapping[str, Any]) -> str:
    """The SHA-256 of what the document says; comments and the order of names do not count.

    Raises DocumentError for dates and other values that no questionnaire has.
    """
    try:
        return hashlib.sha256(json.dumps(raw, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    except TypeError as error:
        raise DocumentError("questionnaire", "holds a value that is neither text nor number") from error

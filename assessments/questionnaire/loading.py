"""From questionnaire files to versions in the database. A version that is there never changes."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import timezone

from assessments.models import Questionnaire
from assessments.questionnaire.parsing import parse
from assessments.questionnaire.reader import DocumentError

STANDARD = Path(__file__).with_name("standard.toml")
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

    Raises DocumentError when the file is not a questionnaire, VersionChanged when its version is there with other text.
    """
    raw = written(path)
    document = parse(raw)
    checksum = checksum_of(raw)
    questionnaire, created = Questionnaire.objects.get_or_create(
        slug=document.slug,
        version=document.version,
        defaults={
            "title": document.title.en[:200],
            "document": {**raw, "checksum": checksum},
            "checksum": checksum,
            "published_at": timezone.now(),
        },
    )
    if questionnaire.checksum != checksum:
        raise VersionChanged(document.slug, document.version)
    return questionnaire, created


def current(slug: str = "standard") -> Questionnaire:
    """The newest published version; where there is none yet, the standard one is loaded."""
    newest = Questionnaire.objects.filter(slug=slug, published_at__isnull=False).order_by("-version").first()
    return newest or load()[0]


def written(path: Path) -> dict[str, Any]:
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

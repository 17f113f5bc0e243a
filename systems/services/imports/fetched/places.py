"""Where a list that is fetched by itself lies: an address of the web, or a file in the one folder for that."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from background.services.web_places import NoPlace, place_of
from systems.services.imports.tables.decoding import MOST_BYTES, TOO_LARGE, Unreadable
from systems.services.imports.tables.fetching import Inside, fetch

WEB = ("https://", "http://")


def check_place(place: str) -> None:
    """Raises Unreadable for what can never be fetched. Whether it is there is seen when it is fetched."""
    if place.startswith(WEB):
        try:
            place_of(place)
        except (NoPlace, ValueError) as error:
            raise Unreadable(str(error)) from None
    else:
        _path_of(place)


def fetched(place: str) -> tuple[str, bytes]:
    """The name and the bytes of the list as it is now. Raises Unreadable, and nothing else."""
    if place.startswith(WEB):
        try:
            return fetch(place, private=settings.IMPORT_PRIVATE_ADDRESSES)
        except Inside as inside:
            advice = _("The operator can allow that: IMPORT_PRIVATE_ADDRESSES.")
            raise Unreadable(f"{inside.reason} {advice}") from None
    path = _path_of(place)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(TOO_LARGE)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unreadable(f"{place}: {error.strerror}.") from None
    return path.name, data


def _path_of(place: str) -> Path:
    """The file in the folder of imports; nothing beside it, wherever links lead."""
    if not settings.IMPORT_FOLDER:
        raise Unreadable(_("Write an address of the web. For files, the operator names a folder: IMPORT_FOLDER."))
    folder = Path(settings.IMPORT_FOLDER).resolve()
    try:
        path = (folder / place).resolve()
    except (OSError, ValueError, RuntimeError):
        path = folder
    if path == folder or not path.is_relative_to(folder):
        raise Unreadable(_("That is no file in the folder of imports."))
    return path

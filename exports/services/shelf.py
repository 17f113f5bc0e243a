"""Where files wait until they are fetched: a folder that no address leads to, shared by web and workers."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from django.conf import settings

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""How an operating system says that there is no room left."""


class NoRoom(Exception):
    """The disk is full."""


def is_full(error: BaseException) -> bool:
    """The error is an operating system's word that there is no room left."""
    return isinstance(error, OSError) and error.errno in FULL


def put(name: str, pieces: Iterable[bytes]) -> int:
    """Write a file, whole or not at all; how many bytes it has. Raises NoRoom, and what `pieces` raise. Either way
    they are closed: what makes them stops before anybody clears up after it."""
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with path.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
            return file.tell()
    except BaseException as error:
        remove(name)
        if is_full(error):
            raise NoRoom from error
        raise
    finally:
        if (close := getattr(pieces, "close", None)) is not None:
            close()


def path_of(name: str) -> Path:
    return Path(settings.EXPORTS_DIR) / name


def remove(name: str) -> None:
    """The file or folder is there no more, whether it was or not."""
    path = path_of(name)
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def remove_all_but(kept: Collection[str]) -> None:
    """Take away what nothing tells of: what a worker left behind that was killed, and what was kept long enough."""
    folder = Path(settings.EXPORTS_DIR)
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in kept:
            remove(path.name)

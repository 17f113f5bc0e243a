"""How much a request may bring: files only to the pages that take them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.urls import Resolver404, resolve

View = TypeVar("View", bound=Callable[..., Any])
MOST_WITH_FILE = 11 * 1024 * 1024
"""Bytes: a file of 10 MB, as the pages say, and the form around it."""

FAULT = "drportal.body_fault"
"""In the environment of a request: the status, where the server has found already that the body cannot be taken."""


class NoFiles(FileUploadHandler):
    """For pages without a field for files: the parts of a form that are files are passed over, and lie nowhere."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


def takes_files(view: View) -> View:
    """Marks a view whose form has a field for a file. Of every other one, files are not even written down."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def may_bring_files(path: str) -> bool:
    try:
        return bool(getattr(resolve(path).func, "takes_files", False))
    except Resolver404:
        return False


def most_bytes(path: str) -> int:
    """Bytes of a whole request to that page: what comes beyond is not read."""
    return MOST_WITH_FILE if may_bring_files(path) else settings.DATA_UPLOAD_MAX_MEMORY_SIZE

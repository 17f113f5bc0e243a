"""Files in one archive, which is the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

DAY_ONE = (1980, 1, 1, 0, 0, 0)
"""The time of every file: whenever it is taken away, the same plan gives the same bytes."""


def zipped(files: Iterable[tuple[str, bytes]], *, folder: str) -> bytes:
    """Names and contents as a ZIP archive, in one folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files:
            entry = zipfile.ZipInfo(f"{folder}/{name}", DAY_ONE)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            opened.writestr(entry, content)
    return packed.getvalue()

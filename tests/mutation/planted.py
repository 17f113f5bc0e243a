"""The names of all faults that can be planted in a copy, a line each; runs inside that copy, before any is planted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import get_mutant_name


def names_in(folder: Path) -> list[str]:
    """mutmut reads its settings from the folder that a process stands in, so it is asked in one of its own."""
    listed = subprocess.run([sys.executable, "-m", __name__], cwd=folder, capture_output=True, text=True, check=True)
    return listed.stdout.split()


def names() -> Iterator[str]:
    for path in walk_mutatable_files():
        planted = mutate_file_contents(str(path), path.read_text(encoding="utf-8"))
        yield from (get_mutant_name(path, name) for name in planted.mutant_names)


if __name__ == "__main__":
    print(*names(), sep="\n")

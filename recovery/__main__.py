"""`python -m recovery < facts.json`: the method from the command line."""

import gc
import sys
from typing import BinaryIO, TextIO

from recovery.contract.answering import answer
from recovery.contract.reading import read_document
from recovery.faults import ContractError


def main(source: BinaryIO, out: TextIO, err: TextIO) -> int:
    """Read a document, print the answer, return 0; or print each fault on a line, nothing else, and return 2."""
    try:
        document = read_document(source.read())
    except ContractError as error:
        err.writelines(f"{fault}\n" for fault in error.faults)
        return 2
    out.writelines(answer(document))
    return 0


def run() -> int:
    """The command: `main` on the standard streams."""
    # Facts and results hold no cycles, so looking for them again and again is a tenth of the time for nothing.
    gc.disable()
    return main(sys.stdin.buffer, sys.stdout, sys.stderr)


if __name__ == "__main__":
    sys.exit(run())

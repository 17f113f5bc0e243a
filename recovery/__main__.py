"""The method from the command line: `python -m recovery < facts.json`, or with the word `scenario` a scenario's."""

import gc
import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO, TextIO

from recovery.contract.answering import answer
from recovery.contract.reading import read_document
from recovery.faults import ContractError
from recovery.scenarios.answering import answer_scenario
from recovery.scenarios.reading import read_scenario

SCENARIO = "scenario"
USAGE = "usage: python -m recovery [scenario] < document.json\n"


def main(source: BinaryIO, out: TextIO, err: TextIO, arguments: Sequence[str] = ()) -> int:
    """Read a document, print the answer, return 0; or print each fault on a line, nothing else, and return 2."""
    if list(arguments) not in ([], [SCENARIO]):
        err.write(USAGE)
        return 2
    try:
        answered = _answer(source.read(), arguments)
    except ContractError as error:
        err.writelines(f"{fault}\n" for fault in error.faults)
        return 2
    out.writelines(answered)
    return 0


def _answer(text: bytes, arguments: Sequence[str]) -> Iterator[str]:
    if arguments:
        return answer_scenario(read_scenario(text))
    return answer(read_document(text))


def run() -> int:
    """The command: `main` on the standard streams."""
    # Facts and results hold no cycles, so looking for them again and again is a tenth of the time for nothing.
    gc.disable()
    return main(sys.stdin.buffer, sys.stdout, sys.stderr, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run())

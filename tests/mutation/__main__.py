"""`make mutants`: plants faults in the method and in the services that move states; prints what no test noticed.

`make mutants ONLY=recovery/objectives.py` for a part of it, JOBS=2 for two processes; SAMPLE=400 SEED=7 plants 400 of
each part, drawn at random, and says what that tells about all. Fails unless the method is shown to keep its limit.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.mutation.parts import Part, chosen
from tests.mutation.planted import names_in
from tests.mutation.reckoning import Share, sentence
from tests.mutation.sampling import sample
from tests.mutation.stage import prepare
from tests.mutation.verdict import MUTMUT, mutants_in, survivor, table

ENVIRONMENT = {"DATABASE_URL": "", "REDIS_URL": "", "PYTHONDONTWRITEBYTECODE": "1"}
SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


def run(part: Part, modules: tuple[str, ...]) -> bool:
    """Whether the part is shown to stay within its limit."""
    print(f"— {part.name}: {', '.join(modules)} —", flush=True)
    folder = prepare(part, modules)
    names = names_in(folder)
    drawn = sample(names, number("SAMPLE", len(names)), number("SEED", 1))
    plant(folder, drawn if len(drawn) < len(names) else [])
    mutants = mutants_in(folder, drawn)
    survivors = [mutant for mutant in mutants if mutant.survived]
    print(*table(mutants, folder), sep="\n")
    for mutant in survivors:
        print("\n" + survivor(mutant, folder))
    share = Share(len(survivors), len(mutants), len(names))
    print("\n" + sentence(share, sum(mutant.untested for mutant in mutants), part.limit))
    return part.limit is None or share.shown_within(part.limit)


def plant(folder: Path, names: list[str]) -> None:
    """These faults, or all, one after another; what mutmut says meanwhile is in `mutmut.log` beside the copy."""
    log = folder.with_suffix(".log")
    command = [MUTMUT, "run", *jobs(), *names]
    with log.open("w", encoding="utf-8") as written:
        code = subprocess.run(
            command, cwd=folder, env={**os.environ, **ENVIRONMENT}, stdout=written, stderr=written, check=False
        ).returncode
    if code:
        lines = [line for line in log.read_text(encoding="utf-8").splitlines() if line[:1] not in SPINNER]
        sys.exit("\n".join([*lines[-40:], f"mutmut stopped; all it wrote is in {log}"]))


def number(name: str, otherwise: int) -> int:
    return int(os.environ.get(name) or otherwise)


def jobs() -> list[str]:
    wanted = os.environ.get("JOBS", "")
    return ["--max-children", wanted] if wanted else []


def main() -> int:
    try:
        wanted = chosen(sys.argv[1:])
        kept = [run(part, modules) for part, modules in wanted]
    except LookupError as unknown:
        sys.exit(str(unknown))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())

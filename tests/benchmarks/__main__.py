"""`make bench`: runs every benchmark of this folder in a process of its own; fails when one misses its figure."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    missed = []
    for script in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"— {script.stem} —", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            environment = {"SECRET_KEY": "only-for-the-benchmark-" * 3, "DATA_DIR": folder, **os.environ}
            run = subprocess.run(
                [sys.executable, "-m", f"tests.benchmarks.{script.stem}"], env=environment, check=False
            )
        if run.returncode:
            missed.append(script.stem)
    print("Missed: " + ", ".join(missed) if missed else "Every figure is kept.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Makes `.venv` from `uv.lock`. Runs on the bare Python of the machine, so it imports nothing else.

uv itself is installed by pip into `.tools`, outside the environment that it makes.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools" / "uv"
VENV = ROOT / ".venv"
UV = "uv>=0.8,<1"


def stop(message: str) -> None:
    sys.exit(f"DR Portal cannot be set up: {message}")


def check_prerequisites() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  (an older Python is just what this looks for)
        found = ".".join(map(str, sys.version_info[:3]))
        stop(f"Python 3.11 or newer is needed, {sys.executable} is {found}. Then: make PYTHON=python3.12 run")
    if shutil.which("git") is None:
        stop("git is missing. Install it, for example with: apt install git")


def find_uv() -> str:
    """The uv in `.tools`, put there by pip when it is missing."""
    own = TOOLS / "bin" / "uv"
    if own.exists():
        return str(own)
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        stop("pip is missing for this Python. Install it, for example with: apt install python3-pip")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-warn-script-location",
    ]
    installed = subprocess.run([*pip, "--root-user-action=ignore", "--target", str(TOOLS), UV], check=False)
    if installed.returncode or not own.exists():
        stop("pip could not install uv; its lines above say why. Is the package registry reachable?")
    return str(own)


def main() -> None:
    check_prerequisites()
    # The environment is made with the Python that runs this, never with one that uv would download.
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(VENV)}
    command = [
        find_uv(),
        "sync",
        "--frozen",
        "--quiet",
        "--compile-bytecode",
        "--python",
        sys.executable,
        "--project",
        str(ROOT),
    ]
    if subprocess.run(command, env=environment, check=False).returncode:
        stop("uv could not install what uv.lock names; its lines above say why.")
    (VENV / "complete").touch()


if __name__ == "__main__":
    main()

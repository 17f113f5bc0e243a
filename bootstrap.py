"""Makes `.venv` from `uv.lock`. Runs on the bare Python of the machine, so it imports nothing else.

With `--production` it installs what the portal needs to run, and nothing to test or check it with.

uv itself is installed by pip into `.tools`, outside the environment that it makes.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools" / "uv"
VENV = ROOT / ".venv"
UV = "uv>=0.8,<1"
PRODUCTION = "--production"
PIP = [sys.executable, "-m", "pip"]


def stop(message: str) -> None:
    sys.exit(f"DR Portal cannot be set up: {message}")


def check_prerequisites() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  (an older Python is just what this looks for)
        found = ".".join(map(str, sys.version_info[:3]))
        stop(f"Python 3.11 or newer is needed, {sys.executable} is {found}. Then: make PYTHON=python3.12 run")
    if shutil.which("git") is None:
        stop("git is missing. Install it, for example with: apt install git")


def mirror() -> str:
    """The index of packages that this machine is set to, by uv's or pip's own settings; nothing for the public one."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(name):
            return os.environ[name]
    # The list and not `get`, which does not find what stands in the file that PIP_CONFIG_FILE names.
    listed = subprocess.run([*PIP, "config", "list"], capture_output=True, text=True, check=False).stdout
    found = dict(re.findall(r"^(install|global)\.index-url='(.+)'$", listed, re.MULTILINE))
    return found.get("install") or found.get("global") or ""


def find_uv(index: str) -> str:
    """The uv in `.tools`, put there by pip when it is missing."""
    own = TOOLS / "bin" / "uv"
    if own.exists():
        return str(own)
    if subprocess.run([*PIP, "--version"], capture_output=True, check=False).returncode:
        stop("pip is missing for this Python. Install it, for example with: apt install python3-pip")
    options = ["--quiet", "--disable-pip-version-check", "--no-warn-script-location", "--root-user-action=ignore"]
    where = ["--index-url", index] if index else []
    installed = subprocess.run([*PIP, "install", *options, *where, "--target", str(TOOLS), UV], check=False)
    if installed.returncode or not own.exists():
        stop("pip could not install uv; its lines above say why. Is the package registry reachable?")
    return str(own)


def install(uv: str, index: str, groups: list[str]) -> bool:
    """What `uv.lock` names, into `.venv`; whether it worked. `groups` says what is left out of it.

    The lock names each file at the public registry. From a mirror the same files are taken, which their hashes show.
    """
    # The environment is made with the Python that runs this, never with one that uv would download.
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(VENV)}

    def run(*command: str) -> bool:
        return subprocess.run([uv, *command], env=environment, cwd=ROOT, check=False).returncode == 0

    python = ["--python", sys.executable]
    if not index:
        return run("sync", "--frozen", "--quiet", "--compile-bytecode", *groups, *python, "--project", str(ROOT))
    listed, into = TOOLS / "requirements.txt", ["--python", str(VENV)]
    return (
        run("venv", "--quiet", "--allow-existing", *python, str(VENV))
        and run("export", "--frozen", "--quiet", *groups, *python, "--output-file", str(listed))
        and run(
            "pip", "sync", "--quiet", "--compile-bytecode", "--require-hashes",
            *into, "--default-index", index, str(listed),
        )
    )  # fmt: skip


def main() -> None:
    if sys.argv[1:] not in ([], [PRODUCTION]):
        stop(f"it takes no words but {PRODUCTION}.")
    groups = ["--no-default-groups"] if PRODUCTION in sys.argv else []
    check_prerequisites()
    index = mirror()
    if not install(find_uv(index), index, groups):
        stop("uv could not install what uv.lock names; its lines above say why.")
    (VENV / "complete").touch()


if __name__ == "__main__":
    main()

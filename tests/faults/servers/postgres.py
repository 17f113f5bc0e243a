"""A PostgreSQL server of the test's own, which can be stopped as if the power went."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.faults.portal import free_port


def binaries() -> Path | None:
    """Where the newest installed server is; None when none is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    anywhere = shutil.which("postgres")
    return Path(anywhere).parent if anywhere else None


class Postgres:
    def __init__(self, folder: Path) -> None:
        self.port, self.data = free_port(), folder / "cluster"
        self.data.mkdir()
        folder.chmod(0o755)
        if os.getuid() == 0:
            shutil.chown(self.data, "postgres")
        self._do("initdb", "-U", "postgres", "--auth=trust", "--no-sync")
        self.start()

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self._do("pg_ctl", "-w", "-l", str(self.data / "log"), "-o", options, "start")

    def stop_at_once(self) -> None:
        """No checkpoint, no good-bye to who is connected."""
        self._do("pg_ctl", "-m", "immediate", "stop")

    def _do(self, program: str, *arguments: str) -> None:
        folder = binaries()
        assert folder is not None
        # A server refuses to run as root.
        as_who = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*as_who, str(folder / program), "-D", str(self.data), *arguments]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, cwd="/")

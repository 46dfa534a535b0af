"""A real PostgreSQL on a free port of this machine, its data in a temporary folder."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path


def find_programs() -> Path | None:
    """Where initdb and postgres are: on the path, or where Debian keeps them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return places[-1].parent if places else None


class LocalPostgres:
    """Start, stop at once ("immediate": as a crash), and start again."""

    def __init__(self) -> None:
        programs = find_programs()
        if programs is None:
            raise RuntimeError("no PostgreSQL here (Debian: apt-get install postgresql)")
        self._programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="wiredesk-postgres-"))
        # PostgreSQL refuses to run as root.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            entry = pwd.getpwnam(self._user)
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self._run(
            "initdb", "-D", self._data, "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"
        )

    @property
    def dsn(self) -> str:
        return f"postgresql://desk@127.0.0.1:{self.port}/postgres"

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def start(self) -> None:
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder} -F"
        self._run("pg_ctl", "-D", self._data, "-o", options, "-l", str(self.folder / "log"), "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, user=self._user, cwd=self.folder)
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")

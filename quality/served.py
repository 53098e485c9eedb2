"""The product on this machine, as `run` serves it in production."""

from __future__ import annotations

import http.client
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

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
def serving(port: int) -> Iterator[None]:
    """The server and its worker, as `run` starts them, until the block ends."""
    running = subprocess.Popen([sys.executable, "-m", "makegood", "run", "--port", str(port)])
    try:
        wait_for(port, running)
        yield
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


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port

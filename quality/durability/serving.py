"""Kill (-9) the whole web server, as `run` starts it, while several browsers press.

Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

import http.client
import os
import random
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client

from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.management.commands.run import server
from quality.durability import presses
from quality.durability.half_done import corrupt, half_done
from quality.durability.presses import ACTS, Acknowledged, Desk, Said

BROWSERS = 3
MOST_BETWEEN = 24
START_SECONDS = 60.0
PRESS_SECONDS = 30.0
TOKEN = "t" * 32


@dataclass
class Count:
    """What the kills left behind."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    halves: int = 0
    twice: int = 0

    @property
    def clean(self) -> bool:
        return self.acknowledged > self.kills > 0 and not (self.lost or self.halves or self.twice)


@dataclass(frozen=True)
class Answered:
    """What a browser looks at."""

    status_code: int
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Browser:
    """Somebody signed in, over HTTP."""

    port: int
    session: str

    def post(self, path: str, data: Mapping[str, str], /) -> Answered:
        """Send a form. OSError or HTTPException when the server goes away meanwhile."""
        cookies = {settings.SESSION_COOKIE_NAME: self.session, settings.CSRF_COOKIE_NAME: TOKEN}
        head = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": TOKEN,
        }
        line = http.client.HTTPConnection("localhost", self.port, timeout=PRESS_SECONDS)
        try:
            line.request("POST", path, urlencode(data), head)
            answer = line.getresponse()
            return Answered(
                answer.status, {name.title(): value for name, value in answer.getheaders()}
            )
        finally:
            line.close()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(port: int) -> Iterator[None]:
    """The web server in a process group of its own; killed at the end, all of it at once."""
    running = subprocess.Popen(server(port), start_new_session=True)
    try:
        until = time.monotonic() + START_SECONDS
        while not answers(port):
            if running.poll() is not None or time.monotonic() > until:
                raise RuntimeError("The web server did not start.")
            time.sleep(0.05)
        yield
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def press_on(desk: Desk, book: Acknowledged, prefix: str) -> None:
    """One browser's life: it ends when the server does."""
    n = 0
    try:
        while True:
            n += 1
            for act in ACTS:
                presses.press_and_note(desk, Said(act, f"{prefix}-{n}"), book, None)
    except (OSError, http.client.HTTPException):
        return  # No answer: nothing was acknowledged.
    finally:
        connections.close_all()


def kill_once(desk: Desk, session: str, book: Path, number: int) -> None:
    """Start the server, let them press, kill it somewhere."""
    port = free_port()
    seen = Desk(desk.business, Browser(port, session))
    before, notes = len(presses.read(book)), Acknowledged.at(book)
    browsers = [
        threading.Thread(target=press_on, args=(seen, notes, f"promise {number}-{one}"))
        for one in range(BROWSERS)
    ]
    connections.close_all()
    with serving(port):
        for browser in browsers:
            browser.start()
        enough = before + random.randint(1, MOST_BETWEEN)
        until = time.monotonic() + PRESS_SECONDS
        while len(presses.read(book)) < enough and time.monotonic() < until:
            time.sleep(0.01)
        if len(presses.read(book)) == before:
            raise RuntimeError("The web server acknowledged nothing.")
        time.sleep(random.uniform(0.0, 0.1))
    for browser in browsers:
        browser.join()
    os.close(notes.file)


def look(desk: Desk, book: Path, count: Count) -> None:
    """Open the database again, and compare it with what was acknowledged."""
    said, done = presses.read(book), presses.done(desk.business)
    with enter(desk.business):
        halves = half_done() | corrupt()
    count.acknowledged = len(said)
    count.lost = len(said - done)
    count.halves = len(halves | presses.torn(desk.business))
    texts = {one.text for one in done}
    count.twice = sum(len(presses.twice(desk.business, text)) for text in texts)
    for half in sorted(halves)[:5]:
        print(f"  {half}", flush=True)


def measure(*, folder: Path, kills: int, seed: int) -> Count:
    """One run on an empty private database."""
    random.seed(seed)
    call_command("migrate", verbosity=0)
    desk, book, count = Desk.open("Fern"), folder / "acknowledged", Count()
    assert isinstance(desk.client, Client)
    session = desk.client.cookies[settings.SESSION_COOKIE_NAME].value
    for number in range(kills):
        kill_once(desk, session, book, number)
        count.kills = number + 1
        look(desk, book, count)
    return count

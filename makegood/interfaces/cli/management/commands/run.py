"""`run`: bring the database in step, then serve the pages and do the work behind them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from makegood.interfaces.cli.database import bring_in_step

# So many may be sending us something slowly before the next one waits for them.
THREADS = 8
HOST = "127.0.0.1"
PATIENCE = 60.0
LOOK_EVERY = 0.2
BREATH = 1.0


class Command(BaseCommand):
    help = "Serve Makegood on this machine: the pages and the worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_: Any, port: int, **__: Any) -> None:
        refuse_taken(port)
        bring_in_step()
        # Links in letters lead to where we are, unless it was said where people reach us.
        os.environ.setdefault("BASE_URL", f"http://localhost:{port}")
        house = Household(server=server(port), worker=worker())
        sys.exit(house.keep(opens=lambda: listens(port), opened=lambda: self._say_where(port)))

    def _say_where(self, port: int) -> None:
        self.stdout.write(f"Makegood is at http://localhost:{port}/  (Ctrl-C ends it)")
        self.stdout.flush()


class Household:
    """Two processes. A worker that died is started anew; without the server all end."""

    def __init__(self, *, server: list[str], worker: list[str]) -> None:
        self._commands = {"server": server, "worker": worker}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._ending = False

    def keep(
        self, *, opens: Callable[[], bool] = lambda: True, opened: Callable[[], None] = lambda: None
    ) -> int:
        """Until SIGTERM, Ctrl-C, a closed terminal or the server's end; the exit code.

        `opened` is called once, as soon as `opens` says that the server answers.
        """
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._end)
        try:
            self._start("server")
            self._start("worker")
            waits = True
            while not self._ending and self._running["server"].poll() is None:
                if waits and opens():
                    waits = False
                    opened()
                self._tend_worker()
                time.sleep(LOOK_EVERY)
            return 0 if self._ending else self._running["server"].returncode
        finally:
            self._end_all()

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._ending = True

    def _start(self, name: str) -> None:
        # A group of its own: Ctrl-C in a terminal reaches the household alone, which ends them
        # in order. A server whose own child is struck beside it may never end.
        self._running[name] = subprocess.Popen(self._commands[name], process_group=0)

    def _tend_worker(self) -> None:
        if self._running["worker"].poll() is not None:
            time.sleep(BREATH)  # One that dies at once must not keep the machine busy.
            if not self._ending:
                self._start("worker")

    def _end_all(self) -> None:
        """Ask all to end, let the worker end its job, then insist."""
        for process in self._running.values():
            process.terminate()
        until = time.monotonic() + PATIENCE
        for process in self._running.values():
            try:
                process.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def refuse_taken(port: int) -> None:
    """A sentence when the port cannot be had: the server would share it without a word."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} cannot be had ({error}). Name another: --port 8001"
            ) from None


def listens(port: int) -> bool:
    """Whether somebody answers there: the server, once it is up."""
    try:
        socket.create_connection((HOST, port), timeout=LOOK_EVERY).close()
    except OSError:
        return False
    return True


def worker() -> list[str]:
    """The worker's command line."""
    return [sys.executable, "-m", "makegood", "work"]


def server(port: int) -> list[str]:
    """The web server's command line. (Of its threads two answer: `config/waiting.py`. It warns of
    more threads than there are processors, and everything else that it has to say is an error.)
    """
    return [
        *(sys.executable, "-m", "granian", "makegood.config.wsgi:application"),
        *("--interface", "wsgi", "--host", HOST, "--port", str(port)),
        *("--blocking-threads", f"{THREADS}", "--no-ws", "--respawn-failed-workers"),
        *("--log-level", "error"),
    ]

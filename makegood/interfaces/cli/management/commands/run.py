"""`run`: bring the database in step, then serve the pages and do the work behind them."""

from __future__ import annotations

import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Serve Makegood on this machine: the pages and the worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *_: Any, port: int, **__: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", database="limits", verbosity=0)
        address = f"http://localhost:{port}/"
        self.stdout.write(f"Makegood is at {address}  (Ctrl-C ends it)")
        self.stdout.flush()
        subprocess.run(server(port), check=False)


def server(port: int) -> list[str]:
    """The web server's command line. (Two blocking threads: more cost 25% and doubled p99.)"""
    return [
        *(sys.executable, "-m", "granian", "makegood.config.wsgi:application"),
        *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--blocking-threads", "2", "--no-ws", "--respawn-failed-workers"),
        *("--log-level", "warning"),
    ]

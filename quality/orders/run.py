"""The runs: dry, killed half-way, whole beside people who sign in, and once more."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.test import Client

from makegood.foundation.tenancy.models import Business
from makegood.interfaces.cli.database import bring_in_step
from quality.orders import ledger, plain

MAPPING = Path(__file__).with_name("olist.toml")
PASSWORD = "quite-a-few-orders-on-a-monday"
OWNER = {"email": "owner@example.com", "password1": PASSWORD, "business": "Door", "zone": "UTC"}
NAME, SLUG = "Marketplace", "marketplace"
PAUSE = 2.5  # seconds: more than 30 sign-ins a minute from one place are refused


@dataclass
class Signing:
    """Somebody who signs in and out all the while; each sign-in's seconds."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    _ends: threading.Event = field(default_factory=threading.Event)

    def go_on(self) -> None:
        while not self._ends.is_set():
            client, began = Client(), time.monotonic()
            said = {"login": OWNER["email"], "password": PASSWORD}
            try:
                answer = client.post("/sign-in", said)
                self.failed += answer.status_code != 302
            except Exception as error:
                print(f"sign-in: {error!r}")
                self.failed += 1
            self.seconds.append(time.monotonic() - began)
            self._ends.wait(PAUSE)
        connection.close()

    def end(self) -> None:
        self._ends.set()


def prepare() -> Client:
    """An empty database with one owner, who signed up as people do."""
    bring_in_step()
    client = Client()
    if client.post("/sign-up", OWNER).status_code != 302:
        raise SystemExit("The owner could not sign up.")
    return client


def command(data: Path, *options: str) -> list[str]:
    orders = str(data / plain.FILE)
    return [
        *(sys.executable, "-m", "makegood", "import", orders),
        *("--mapping", str(MAPPING), *options),
    ]


def bring_in(data: Path, *options: str) -> str:
    """Run the import to its end; what it printed."""
    ran = subprocess.run(command(data, *options), capture_output=True, text=True, check=False)
    print(ran.stdout, ran.stderr, sep="", end="")
    if ran.returncode:
        raise SystemExit(f"The import ended with {ran.returncode}.")
    return ran.stdout


def kill_half_way(data: Path, *options: str, rows: int) -> int:
    """Begin the import, kill -9 it once some rows are in; how many are in then."""
    running = subprocess.Popen(command(data, *options), stdout=subprocess.DEVNULL)
    try:
        while running.poll() is None and arrived() < rows:
            time.sleep(0.05)
    finally:
        with suppress(ProcessLookupError):
            os.kill(running.pid, signal.SIGKILL)
        running.wait()
    return arrived()


def arrived() -> int:
    """How many orders are in the ledger now."""
    business = Business.objects.filter(slug=SLUG).first()
    return ledger.arrived(business) if business else 0


def beside_people(data: Path, *options: str) -> tuple[str, Signing]:
    """Run the import while somebody keeps signing in."""
    signing = Signing()
    person = threading.Thread(target=signing.go_on)
    person.start()
    try:
        return bring_in(data, *options), signing
    finally:
        signing.end()
        person.join()


def cpu() -> float:
    """Seconds of processor time that all ended child processes took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def figure(pattern: str, said: str) -> float:
    """A number out of what the command printed; -1 when it is not there."""
    found = re.search(pattern, said)
    return float(found.group(1)) if found else -1.0

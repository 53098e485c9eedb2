"""Presses one address over and over, for some seconds, from a process of its own.

With wrk where it is installed (Debian has it), else with this module:

    python -m quality.speed.load ADDRESS SECONDS COOKIE
"""

from __future__ import annotations

import http.client
import json
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

CONNECTIONS = 4
SCRIPT = Path(__file__).with_name("press.lua")
SECURE = ("X-Forwarded-Proto", "https")


@dataclass(frozen=True)
class Pressed:
    """Answers a second; the 99th percentile in milliseconds; how many were not well."""

    rate: float
    p99: float
    answers: int
    failed: int


def presser() -> str:
    return "wrk" if shutil.which("wrk") else "a client in Python"


def press(address: str, *, seconds: float, cookie: str) -> Pressed:
    """Four connections that ask again as soon as they are answered."""
    wrk = shutil.which("wrk")
    if wrk:
        words = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", "-s", str(SCRIPT)]
        words += ["-H", f"Cookie: {cookie}", "-H", ": ".join(SECURE), address]
    else:
        words = [sys.executable, "-m", "quality.speed.load", address, str(seconds), cookie]
    said = subprocess.run(
        words, capture_output=True, text=True, check=True, timeout=4 * seconds + 60
    )
    found = json.loads(said.stdout.strip().splitlines()[-1])
    return Pressed(
        rate=found["answers"] / found["micros"] * 1e6,
        p99=found["p99"] / 1000,
        answers=found["answers"],
        failed=found["failed"],
    )


class Client(threading.Thread):
    """One connection, kept alive."""

    def __init__(self, address: str, until: float, cookie: str) -> None:
        super().__init__()
        self._address = urlsplit(address)
        self._until = until
        self._headers = {"Cookie": cookie, SECURE[0]: SECURE[1]}
        self.took: list[float] = []
        self.failed = 0

    def run(self) -> None:
        here = http.client.HTTPConnection(self._address.netloc, timeout=30)
        where = f"{self._address.path}?{self._address.query}"
        while time.perf_counter() < self._until:
            began = time.perf_counter()
            here.request("GET", where, headers=self._headers)
            answer = here.getresponse()
            answer.read()
            self.took.append(time.perf_counter() - began)
            self.failed += answer.status != http.client.OK
        here.close()


def main(address: str, seconds: str, cookie: str) -> None:
    began = time.perf_counter()
    clients = [Client(address, began + float(seconds), cookie) for _ in range(CONNECTIONS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    took = sorted(one for client in clients for one in client.took)
    found = {
        "answers": len(took),
        "micros": (time.perf_counter() - began) * 1e6,
        "p99": took[int(len(took) * 0.99)] * 1e6,
        "failed": sum(client.failed for client in clients),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])

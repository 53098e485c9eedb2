"""Presses several addresses by turns, for some seconds, from a process of its own.

    python -m quality.search.pressing PORT SECONDS COOKIE CLIENTS < ADDRESSES

So many connections, each a person who asks again as soon as they are answered. (wrk asks for one
address only, and the same search twice is quicker than two.)
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from itertools import cycle, islice

CLIENTS = 4
HEADERS = {"Host": "localhost", "X-Forwarded-Proto": "https"}


@dataclass(frozen=True)
class Pressed:
    """Milliseconds: the median, the 99th percentile; how many answers, and how many not well."""

    p50: float
    p99: float
    answers: int
    failed: int


def press(
    addresses: list[str], *, port: int, seconds: float, cookie: str, clients: int = CLIENTS
) -> Pressed:
    said_to_it = (str(port), str(seconds), cookie, str(clients))
    words = [sys.executable, "-m", "quality.search.pressing", *said_to_it]
    said = subprocess.run(
        words,
        input="\n".join(addresses),
        capture_output=True,
        text=True,
        check=True,
        timeout=4 * seconds + 60,
    )
    return Pressed(**json.loads(said.stdout))


class Client(threading.Thread):
    """One connection, kept alive; each begins elsewhere in the list."""

    def __init__(
        self, number: float, port: int, until: float, cookie: str, each: list[str]
    ) -> None:
        super().__init__()
        self._port, self._until = port, until
        self._headers = {**HEADERS, "Cookie": cookie}
        self._addresses = islice(cycle(each), int(number * len(each)), None)
        self.took: list[float] = []
        self.failed = 0

    def run(self) -> None:
        here = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        for address in self._addresses:
            if time.perf_counter() > self._until:
                break
            began = time.perf_counter()
            here.request("GET", address, headers=self._headers)
            answer = here.getresponse()
            answer.read()
            self.took.append(1000 * (time.perf_counter() - began))
            self.failed += answer.status != http.client.OK
        here.close()


def main(port: str, seconds: str, cookie: str, said: str) -> None:
    addresses = sys.stdin.read().split("\n")
    until = time.perf_counter() + float(seconds)
    many = int(said)
    clients = [Client(n / many, int(port), until, cookie, addresses) for n in range(many)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    took = sorted(one for client in clients for one in client.took)
    found = {
        "p50": took[len(took) // 2],
        "p99": took[int(len(took) * 0.99)],
        "answers": len(took),
        "failed": sum(client.failed for client in clients),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])

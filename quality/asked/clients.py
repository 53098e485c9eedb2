"""Sixteen browsers that press, each press on the next of these addresses, from a process apart.

    python -m quality.asked.clients PORT SECONDS < presses.json

Prints {"answers", "seconds", "failed"}. A press is {"path", "cookie", "overall"}.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

CLIENTS = 16
SECRET = "a" * 32
SAID = {"page": "0", "better": "It was late.", "csrfmiddlewaretoken": SECRET}
MOVED = {302, 303}


class Browser(threading.Thread):
    """One connection, kept alive."""

    def __init__(self, port: int, until: float, presses: Iterator[Any]) -> None:
        super().__init__()
        self._port, self._until, self._presses = port, until, presses
        self.answers = self.failed = 0

    def run(self) -> None:
        here = http.client.HTTPConnection(f"localhost:{self._port}", timeout=60)
        while time.perf_counter() < self._until:
            press = next(self._presses, None)
            if press is None:
                return
            headers = {
                "Cookie": f"__Host-csrf={SECRET}; {press['cookie']}",
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"https://localhost:{self._port}",
                "X-Forwarded-Proto": "https",
            }
            said = SAID | {"overall": press["overall"]}
            here.request("POST", press["path"], urlencode(said), headers)
            answer = here.getresponse()
            answer.read()
            self.answers += 1
            self.failed += answer.status not in MOVED


class Locked:
    """An iterator that several may ask."""

    def __init__(self, presses: list[Any]) -> None:
        self._presses, self._lock = iter(presses), threading.Lock()

    def __iter__(self) -> Locked:
        return self

    def __next__(self) -> Any:
        with self._lock:
            return next(self._presses)


def main() -> None:
    port, seconds = int(sys.argv[1]), float(sys.argv[2])
    presses = Locked(json.load(sys.stdin))
    began = time.perf_counter()
    browsers = [Browser(port, began + seconds, presses) for _ in range(CLIENTS)]
    for one in browsers:
        one.start()
    for one in browsers:
        one.join()
    found = {
        "answers": sum(one.answers for one in browsers),
        "seconds": time.perf_counter() - began,
        "failed": sum(one.failed for one in browsers),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()

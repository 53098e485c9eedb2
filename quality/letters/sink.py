"""A mail server that takes everything and writes down what it took: a process of its own.

    python -m quality.letters.sink FILE [--pause 0.02]

It prints its port. A line of FILE is one message taken in full, written before it is answered.
`--pause` is the longest time it thinks, before each answer: so that a kill falls in between.
Some recipients it treats otherwise, by how their address begins: `grey` is told 450 the first
time, `slow` waits some seconds for its answer, `hang` gets none, `mute` none to the letter itself.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import socketserver
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path


@dataclass(frozen=True)
class Taken:
    """A message the sink took: its Message-ID, subject, SHA-256, what was answered, and when.

    `at` goes on evenly, whatever the clock does; `put_off_at` is when it was told 450, if it was.
    """

    message_id: str
    subject: str
    sha256: str
    reply: str
    at: float = 0.0
    put_off_at: float = 0.0


class Conversation(socketserver.StreamRequestHandler):
    """One connection, served by its own thread."""

    disable_nagle_algorithm = True

    def handle(self) -> None:
        with suppress(OSError):
            self._say("220 sink")
            for line in self.rfile:
                verb = line[:4].upper()
                if verb == b"QUIT":
                    return
                if verb == b"RCPT" and self._is_put_off(line):
                    continue
                self._say({b"EHLO": "250 sink", b"DATA": "354 go"}.get(verb, "250 2.1.0 fine"))
                if verb == b"DATA":
                    self._take()

    def _is_put_off(self, line: bytes) -> bool:
        """Whether it has said already that this recipient is for later."""
        self._to = to = line.partition(b"<")[2].partition(b">")[0]
        if to.startswith(b"hang"):
            time.sleep(600)
        if to.startswith(b"slow"):
            time.sleep(SLOW)
        if to.startswith(b"grey") and to not in GREETED:
            GREETED[to] = time.monotonic()
            self._say("450 4.2.0 greylisted")
            return True
        return False

    def _take(self) -> None:
        body = bytearray()
        for line in self.rfile:
            if line == b".\r\n" and self._to.startswith(b"mute"):
                time.sleep(600)
            if line == b".\r\n":
                self._say(self._written_down(bytes(body)))
                return
            body += line.removeprefix(b".")

    def _written_down(self, body: bytes) -> str:
        read = message_from_bytes(body, policy=policy.default)
        sha256 = hashlib.sha256(body).hexdigest()
        reply = f"250 2.0.0 queued as {sha256[:12]}"
        said = [str(read["Message-ID"]), str(read["Subject"]), sha256, reply]
        row = [*said, time.monotonic(), GREETED.get(self._to, 0.0)]
        os.write(BOOK[0], (json.dumps(row) + "\n").encode())
        return reply

    def _say(self, answer: str) -> None:
        if PAUSE[0]:
            time.sleep(random.uniform(0, PAUSE[0]))
        self.wfile.write(answer.encode() + b"\r\n")


BOOK: list[int] = []
PAUSE: list[float] = [0.0]
GREETED: dict[bytes, float] = {}
SLOW = 4.0


class Sink(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64


@contextmanager
def sink(book: Path, *, pause: float = 0.0) -> Iterator[int]:
    """A sink that writes into `book`; its port. Gone when the block ends."""
    words = [sys.executable, "-m", "quality.letters.sink", str(book), "--pause", str(pause)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            yield int(running.stdout.readline())
        finally:
            running.kill()


def read(book: Path) -> list[Taken]:
    """What a sink has taken so far."""
    return [Taken(*json.loads(line)) for line in book.read_text().splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(prog="quality.letters.sink", description=__doc__)
    parser.add_argument("book", type=Path)
    parser.add_argument("--pause", type=float, default=0.0)
    asked = parser.parse_args()
    BOOK.append(os.open(asked.book, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    PAUSE[0] = asked.pause
    with Sink(("127.0.0.1", 0), Conversation) as serving:
        print(serving.server_address[1], flush=True)
        serving.serve_forever()


if __name__ == "__main__":
    main()

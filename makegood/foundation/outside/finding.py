"""Where a host lies that somebody named: asked once, and told only if it is everybody's.

Whoever speaks to it connects to an address found here and never to the name: asked a second time,
the same name may mean our own machine. So nothing that speaks for a business takes a host's name.
"""

from __future__ import annotations

import socket
from collections.abc import Collection
from queue import Empty, SimpleQueue
from threading import Thread

from makegood.kit.hosts import is_public

SECONDS_TO_FIND = 4.0


class OutOfReach(OSError):
    """The host is not known, or none that we speak to: which of the two, nobody is told."""


def find(host: str, port: int, *, nearby: Collection[str] = ()) -> list[str]:
    """The addresses of a host, each one public. OutOfReach for every other host.

    `nearby` holds what the operator allows besides: "mail.lan", or "mail.lan:2526" for one port.
    """
    addresses = _asked(host, port)
    near = host in nearby or f"{host}:{port}" in nearby
    if not addresses or not (near or all(map(is_public, addresses))):
        raise OutOfReach
    return addresses


def _asked(host: str, port: int) -> list[str]:
    """What the DNS says, within its seconds: no alarm reaches into the C library's question."""
    answers: SimpleQueue[list[str]] = SimpleQueue()
    Thread(target=_ask, args=(host, port, answers), name="dns", daemon=True).start()
    try:
        return answers.get(timeout=SECONDS_TO_FIND)
    except Empty:
        return []


def _ask(host: str, port: int, answers: SimpleQueue[list[str]]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError, OverflowError):
        found = []
    answers.put(list(dict.fromkeys(str(one[4][0]) for one in found)))

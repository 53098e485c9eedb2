"""The address is said when it can be opened, and what bars the start is a sentence."""

from __future__ import annotations

import socket
import sys
import time

from makegood.interfaces.cli.management.commands import run

SLOW = """
import socket, sys, time
time.sleep(0.5)
door = socket.create_server(("127.0.0.1", int(sys.argv[1])))
door.settimeout(5)
door.accept()
time.sleep(0.3)
sys.exit(3)
"""
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def free_port() -> int:
    with socket.create_server((run.HOST, 0)) as door:
        return int(door.getsockname()[1])


def test_the_address_is_said_once_and_only_when_the_server_answers() -> None:
    port, said = free_port(), list[float]()
    house = run.Household(server=[sys.executable, "-c", SLOW, str(port)], worker=SLEEP)
    began = time.monotonic()
    code = house.keep(
        opens=lambda: run.listens(port), opened=lambda: said.append(time.monotonic() - began)
    )
    assert code == 3
    assert len(said) == 1
    assert said[0] > 0.5


def test_a_server_that_never_answers_is_not_said_to_be_anywhere() -> None:
    port, said = free_port(), list[int]()
    house = run.Household(server=[sys.executable, "-c", "import sys; sys.exit(4)"], worker=SLEEP)
    code = house.keep(opens=lambda: run.listens(port), opened=lambda: said.append(port))
    assert (code, said) == (4, [])

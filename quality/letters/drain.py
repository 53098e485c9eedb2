"""How many letters a second one worker hands to a real server over loopback."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from django.db import connections

from quality.letters import stage
from quality.letters.sink import read, sink

LETTERS = 500
GOAL = 50.0


def measure(*, workers: int) -> tuple[str, bool, int]:
    """Letters a second from the first to the last; whether that is enough; of how many."""
    stage.prepare()
    here = stage.business("one")
    for n in range(LETTERS):
        stage.letter(here, f"letter {n}", f"person{n}@example.com")
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book"
        with sink(book) as port:
            stage.send_to(port)
            began = time.monotonic()
            with stage.workers(workers):
                stage.wait_until(lambda: not stage.unsent(here), 120)
            took = time.monotonic() - began
        found = stage.count(stage.letters(here), read(book))
    connections.close_all()
    rate = LETTERS / took
    return f"{rate:.0f} letters/s, {found.lost} lost", rate >= GOAL and found.clean, LETTERS

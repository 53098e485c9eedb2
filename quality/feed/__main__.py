"""Do real calendar programs see what we promised, where we promised it, once?

    python -m quality.feed [--plant calendar-uid | move-is-new | old-address]

On a private database the real web server serves a member's feed; over loopback vdirsyncer fetches
it into a folder and khal lists what lies there. Twenty promises must be twenty events with our
words on our days; a move, a keeping and a withdrawal must change the events they are about and add
none; work must be proposed apart; a changed address must open nothing, the new one must bring the
same events, and a member who left must have none. The two programs are no part of ours: have them
on the PATH, or in a folder named by FEED_CLIENTS (an environment's bin, with
`pip install vdirsyncer khal`). Exit code 0 when all of it holds; 77 without the programs.
"""

from __future__ import annotations

import argparse
import http.client
import importlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from quality import scoreboard
from quality.feed.clients import Shown, Subscriber, programs
from quality.private_database import set_up
from quality.served import free_port, wait_for

if TYPE_CHECKING:
    from quality.feed.diary import Diary

MISSING = 77
GOAL = "all hold in vdirsyncer and khal: an event a promise, moves change it, old addresses 404"


class Checks:
    """What was looked at, and what was wrong."""

    def __init__(self) -> None:
        self.count = 0
        self.wrong: list[str] = []

    def holds(self, what: str, found: object, wanted: object) -> None:
        self.count += 1
        if found != wanted:
            self.wrong.append(what)
        print(f"  {'ok   ' if found == wanted else 'WRONG'} {what}", flush=True)
        if found != wanted:
            print(
                f"        found  {str(found)[:300]}\n        wanted {str(wanted)[:300]}", flush=True
            )


@contextmanager
def serving(port: int, planted: str) -> Iterator[None]:
    """The web server as `run` starts it, until the block ends."""
    server = importlib.import_module("makegood.interfaces.cli.management.commands.run").server
    command = ["quality.feed.planted:application" if ":" in w else w for w in server(port)]
    running = subprocess.Popen(command, env={**os.environ, "PLANTED": planted})
    try:
        wait_for(port, running)
        yield
    finally:
        running.terminate()
        running.wait(60)


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, str, bytes]:
    """What the server answers: the status, the ETag it names, and what it sends."""
    here = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    here.request(method, path, headers={"Host": "localhost", **headers})
    answer = here.getresponse()
    sent = answer.read()
    return answer.status, answer.headers.get("ETag", ""), sent


def status(port: int, path: str) -> int:
    return ask(port, path)[0]


@dataclass(frozen=True)
class Follower:
    """Follows a diary with two programs, and compares."""

    diary: Diary
    mine: Subscriber
    port: int
    checks: Checks

    def subscribe(self, address: str) -> None:
        self.mine.subscribe(f"http://localhost:{self.port}{address}")

    def sync(self) -> bool:
        worked, said = self.mine.sync()
        if not worked:
            print(said)
        return worked

    def shown(self, calendar: str = "feed") -> list[Shown]:
        return self.mine.shown(str(self.diary.today), calendar=calendar)

    def days(self, calendar: str = "feed") -> dict[str, str]:
        return {one.title: one.when for one in self.shown(calendar)}

    def look(self, after: str, address: str) -> None:
        """Fetch with both, and compare with the diary: as many, with our words, on our days."""
        said = self.diary.said()
        self.checks.holds(f"{after}: it is fetched", self.sync(), True)
        self.checks.holds(f"{after}: a file a promise", len(self.mine.files()), len(said))
        self.checks.holds(f"{after}: our words on our days", self.days(), said)
        sent = ask(self.port, address)[2]
        self.checks.holds(f"{after}: khal takes it", self.mine.take(sent), True)
        filed = sorted((one.title, one.when) for one in self.shown("imported"))
        self.checks.holds(f"{after}: filed by UID, each once", filed, sorted(said.items()))


def follow(one: Follower) -> None:
    """The whole story, from the first subscription to the member's leaving."""
    diary, checks = one.diary, one.checks
    address = diary.address()
    one.subscribe(address)
    one.look("at first", address)
    before = {shown.title: shown.uid for shown in one.shown("imported")}
    moved = diary.move_one()
    one.look("after a move", address)
    uids = {shown.title: shown.uid for shown in one.shown("imported")}
    checks.holds("what moved is the same event", uids.get(moved), before.get(moved))
    diary.end_two()
    one.look("after two ended", address)
    cancelled = [shown for shown in one.shown() if shown.status.strip() == "CANCELLED"]
    checks.holds("the one withdrawn is cancelled", len(cancelled), 1)
    address = after_a_change(one, address)
    work(one)
    diary.leave()
    checks.holds(
        "who left has no feed", (status(one.port, address), one.mine.sync()[0]), (404, False)
    )


def after_a_change(one: Follower, old: str) -> str:
    """The old address opens nothing, the new one brings the same. The new one."""
    checks, port = one.checks, one.port
    code, etag, _ = ask(port, old)
    again = ask(port, old, **{"If-None-Match": etag})[0]
    posted = ask(port, old, "POST")[0]
    checks.holds("read, not sent again, never written", (code, again, posted), (200, 304, 405))
    before, new = one.mine.files(), one.diary.address()
    checks.holds("the old address opens nothing", status(port, old), 404)
    checks.holds("a sync with it fails", one.mine.sync()[0], False)
    checks.holds("and takes nothing away", one.mine.files(), before)
    one.subscribe(new)
    checks.holds("a sync with the new one works", one.sync(), True)
    checks.holds("and brings the same events", one.mine.files(), before)
    return new


def work(one: Follower) -> None:
    """Ten hours of work are proposed, apart, and before they are due."""
    one.diary.plan_work()
    one.sync()
    shown = one.shown()
    blocks = [each for each in shown if each.title.startswith("Work on: ")]
    spans = sorted((each.start, each.end) for each in blocks)
    due = next((each.start for each in shown if each.title.startswith("Big work")), "")
    one.checks.holds("ten hours are two blocks", len(spans), 2)
    apart = all(end <= start for (_, end), (start, _) in pairwise(spans))
    before = [end < due for _, end in spans]
    one.checks.holds("apart, and before the day", apart and before, [True, True])
    one.checks.holds("as proposals", {each.status.strip() for each in blocks}, {"TENTATIVE"})


def measure(folder: str, planted: str) -> Checks:
    set_up(folder, "")
    checks, port = Checks(), free_port()
    diary: Diary = importlib.import_module("quality.feed.diary").Diary()
    with serving(port, planted):
        mine = Subscriber(Path(folder) / "subscriber", diary.zone)
        follow(Follower(diary, mine, port, checks))
    return checks


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.feed", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--plant", default="")
    asked = parser.parse_args()
    missing = [name for name, where in programs().items() if not where]
    if missing:
        print(f"NOT MEASURED: {' and '.join(missing)} not found. See python -m quality.feed --help")
        return MISSING
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="makegood-feed-") as folder:
        checks = measure(folder, asked.plant)
    good = not checks.wrong
    figure = f"{checks.count - len(checks.wrong)} of {checks.count} hold"
    print(figure)
    if not asked.plant:
        scoreboard.write(
            id="calendar feed in vdirsyncer and khal",
            figure=figure,
            goal=GOAL,
            passed=good,
            n=checks.count,
            seconds=time.monotonic() - began,
            seed=None,
            command="python -m quality.feed",
        )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

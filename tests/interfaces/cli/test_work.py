"""The worker and the household as real processes, on a database of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from makegood.foundation.jobs.models import Job, Turn
from makegood.interfaces.cli.management.commands import run, work
from makegood.schedule import SCHEDULE
from tests.foundation.jobs import tasks

Start = Callable[..., "subprocess.Popen[bytes]"]
ROOT = Path(__file__).parents[3]


def soon(question: Callable[[], bool], *, seconds: float = 15) -> bool:
    """Whether it becomes true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if question():
            return True
        time.sleep(0.02)
    return question()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts processes that are ended with the test."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(command, cwd=ROOT)
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.django_db(transaction=True)
def test_until_idle_the_worker_does_what_waits_and_what_time_brings() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        tasks.note.enqueue("hello")
        call_command("work", until_idle=True)
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert "hello" in tasks.done
    assert Turn.objects.count() == len(SCHEDULE)
    assert not Job.objects.exclude(state=Job.State.DONE).exists()


WORKER = """
import os, sys, django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from django.core.management import call_command
call_command("work")
"""


@pytest.mark.django_db(transaction=True)
def test_sigterm_ends_a_worker_after_the_job_in_hand(start: Start) -> None:
    tasks.slow.enqueue("in hand")
    tasks.slow.enqueue("not begun")
    worker = start(sys.executable, "-c", WORKER, str(connection.settings_dict["NAME"]))
    assert soon(lambda: Job.objects.filter(state=Job.State.RUNNING).exists())
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(15) == 0
    states = (
        Job.objects.filter(path__contains="slow").order_by("id").values_list("state", "attempts")
    )
    assert list(states) == [("done", 1), ("waiting", 0)]


def test_naps_stay_short() -> None:
    assert work.LONGEST_NAP <= 1


SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
HOUSEHOLD = """
import sys, os
from makegood.interfaces.cli.management.commands import run
run.BREATH = 0.05
def loud(command):
    return [sys.executable, "-c", command]
log = "import os, time; open(%r, 'a').write(str(os.getpid()) + '\\\\n'); time.sleep(60)"
sys.exit(run.Household(
    server=loud(log % sys.argv[1]), worker=loud(log % sys.argv[2])
).keep())
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pids(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_household_raises_a_dead_worker_and_ends_whole(
    start: Start, tmp_path: Path, number: int
) -> None:
    servers, workers = tmp_path / "servers", tmp_path / "workers"
    household = start(sys.executable, "-c", HOUSEHOLD, str(servers), str(workers))
    assert soon(lambda: len(pids(servers)) == 1 and len(pids(workers)) == 1)
    os.kill(pids(workers)[0], signal.SIGKILL)
    assert soon(lambda: len(pids(workers)) == 2)
    household.send_signal(number)
    assert household.wait(10) == 0
    assert soon(lambda: not any(map(alive, [*pids(servers), *pids(workers)])))


def test_without_a_server_the_household_ends_with_its_code(start: Start) -> None:
    fall = [sys.executable, "-c", "import sys; sys.exit(3)"]
    code = f"import sys; from {run.__name__} import Household; "
    code += f"sys.exit(Household(server={fall!r}, worker={SLEEP!r}).keep())"
    assert start(sys.executable, "-c", code).wait(10) == 3

"""Whoever sends slowly holds up nobody else; and no more than two are answered at once."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError, Event
from typing import Any

import pytest

from makegood.config.waiting import AT_ONCE, Answer, InTurn, Sent, Turns

PATIENCE = 5.0


class Slow(io.BytesIO):
    """A telephone on a train: nothing comes until `comes` is set."""

    def __init__(self, comes: Event) -> None:
        super().__init__(b"a photo")
        self.asked, self._comes = Event(), comes

    def read(self, size: int | None = -1) -> bytes:
        self.asked.set()
        assert self._comes.wait(PATIENCE)
        return super().read(size)


def reads(environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
    return [environ["wsgi.input"].read(100)]


def asked(program: InTurn, sent: Sent | None = None, **said: str) -> list[bytes]:
    return list(program({"wsgi.input": sent or io.BytesIO(b"words"), **said}, None))


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def test_who_sends_slowly_holds_up_nobody_else(threads: ThreadPoolExecutor) -> None:
    program, comes = InTurn(reads), Event()
    slow = [Slow(comes) for _ in range(2 * AT_ONCE)]
    coming = [threads.submit(asked, program, one) for one in slow]
    try:
        assert all(one.asked.wait(PATIENCE) for one in slow)
        assert threads.submit(asked, program).result(PATIENCE) == [b"words"]
    finally:
        comes.set()
    assert [one.result(PATIENCE) for one in coming] == [[b"a photo"]] * len(slow)


def test_two_are_answered_at_once_and_never_a_third(threads: ThreadPoolExecutor) -> None:
    together, met = Barrier(AT_ONCE), Barrier(AT_ONCE + 1)

    def waits(environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        environ["wsgi.input"].read(100)
        together.wait(PATIENCE)
        try:
            met.wait(0.05)
        except BrokenBarrierError:
            return [b"two"]
        return [b"three"]

    program = InTurn(waits)
    answers = [threads.submit(asked, program) for _ in range(2 * AT_ONCE)]
    assert [one.result(PATIENCE) for one in answers] == [[b"two"]] * 2 * AT_ONCE


def test_who_has_waited_longest_is_next(threads: ThreadPoolExecutor) -> None:
    turns, had = Turns(1), list[int]()

    def take(number: int) -> None:
        turns.take()
        had.append(number)
        turns.give()

    turns.take()
    for number in range(5):
        threads.submit(take, number)
        while turns.waiting <= number:
            pass
    turns.give()
    take(5)  # Who asks first when it is free is not before those who wait.
    threads.shutdown()
    assert had == list(range(6))


def test_one_that_breaks_off_gives_its_turn_back() -> None:
    class Gone(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise ConnectionError

    program = InTurn(reads)
    for _ in range(2 * AT_ONCE):
        with pytest.raises(ConnectionError):
            asked(program, Gone())
    assert asked(program) == [b"words"]


def by_lines(environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
    return [environ["wsgi.input"].readline(), environ["wsgi.input"].readline()]


@pytest.mark.parametrize("program", [reads, by_lines])
def test_half_of_what_was_to_come_is_none_of_it(program: Answer) -> None:
    """A browser that loses its connection looks like one that has sent all of it."""
    half = io.BytesIO(b"It was fine\n")
    with pytest.raises(ConnectionError):
        asked(InTurn(program), half, CONTENT_LENGTH="40")


@pytest.mark.parametrize("length", ["12", "", "none", "-1"])
def test_what_came_whole_is_read_to_its_end_and_beyond(length: str) -> None:
    def reads_on(environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        sent = environ["wsgi.input"]
        return [sent.read(5), sent.read(0), sent.readline(), sent.read(9), sent.readline()]

    whole = io.BytesIO(b"It was fine\n")
    program = InTurn(reads_on)
    assert asked(program, whole, CONTENT_LENGTH=length) == [b"It wa", b"", b"s fine\n", b"", b""]

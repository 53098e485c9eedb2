"""What the other counts must see, each broken once on purpose."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from makegood.foundation.mail.models import Letter
from quality.letters import clock, headers, poison, zombies
from quality.letters.sink import Taken
from tests.foundation.mail import nasty
from tests.foundation.mail.nasty import wrong_with

State = Letter.State
HOUR = 3600.0


def row(**said: object) -> Letter:
    usual = {"message_id": "<1@x>", "sha256": "aa", "reply": "250 a", "state": State.SENT}
    return Letter(**{**usual, **said})


def taken(*, at: float = 0.0, put_off_at: float = 0.0) -> Taken:
    return Taken("<1@x>", "one", "aa", "250 a", at, put_off_at)


def test_a_zombie_that_sent_nothing_is_clean() -> None:
    assert zombies.judged([row()], [taken()], made=True, may_have=False) == zombies.Found()


@pytest.mark.parametrize(
    ("rows", "messages", "may_have", "name"),
    [
        ([row()], [taken()] * 2, True, "repeats"),
        ([row()], [taken()] * 2, False, "repeats"),
        ([row(doubts=1)], [taken()], False, "doubts"),
        ([row(doubts=2)], [taken()] * 2, True, "doubts"),
        ([row(state=State.UNSURE, doubts=1)], [taken()], True, "lost"),
        ([row()], [], True, "lost"),
    ],
)
def test_what_a_zombie_did_is_counted(
    rows: list[Letter], messages: list[Taken], may_have: bool, name: str
) -> None:
    found = zombies.judged(rows, messages, made=True, may_have=may_have)
    assert getattr(found, name)
    assert not found.clean


def test_a_second_copy_in_a_doubt_that_was_known_is_no_fault() -> None:
    found = zombies.judged([row(doubts=1)], [taken()] * 2, made=True, may_have=True)
    assert found == zombies.Found(in_window=1)
    assert found.clean


def test_a_zombie_that_was_never_made_proves_nothing() -> None:
    assert not zombies.judged([row()], [taken()], made=False, may_have=True).clean


@pytest.mark.parametrize(
    ("steps", "put_off_at", "at", "said"),
    [
        ([], 10.0, 70.0, ""),
        ([], 10.0, 69.0, "early"),
        ([(20.0, HOUR)], 10.0, 30.0, "hurried"),
        ([(20.0, 30.0)], 10.0, 30.0, "early"),
        ([(20.0, HOUR), (21.0, 0.0)], 10.0, 30.0, "hurried"),
        ([(20.0, -HOUR)], 10.0, 30.0, "early"),
        ([(20.0, -9 * HOUR)], 10.0, 30.0, "hurried"),
        ([(5.0, HOUR), (20.0, 0.0)], 10.0, 30.0, "early"),
        ([(20.0, -HOUR)], 10.0, 90.0, ""),
    ],
)
def test_a_try_is_early_only_if_no_clock_says_otherwise(
    steps: list[tuple[float, float]], put_off_at: float, at: float, said: str
) -> None:
    one = clock.Clock([(0.0, 0.0), *steps])
    assert clock.judged_try(one, taken(put_off_at=put_off_at, at=at)) == said


def test_hours_that_went_by_are_no_step() -> None:
    one = clock.Clock([(0.0, 0.0), (20.0, HOUR)], passed=20.0)
    assert clock.judged_try(one, taken(put_off_at=10.0, at=30.0)) == ""


@pytest.mark.parametrize("name", ["twice", "never", "early", "stolen", "today", "stuck"])
def test_each_fault_of_a_clock_is_one(name: str) -> None:
    assert not (clock.Found() + clock.Found(**{name: 1})).clean
    assert clock.Found(hurried=1).clean


@pytest.mark.parametrize(
    ("said", "clean"),
    [
        ({}, True),
        ({"delays": [61.0] * 50}, False),
        ({"delays": []}, False),
        ({"still_waiting": 1}, False),
        ({"seen": 2}, False),
        ({"poison": 0, "seen": 0}, False),
    ],
)
def test_poison_is_harmless_if_nobody_waits_and_all_of_it_is_seen(
    said: dict[str, Any], clean: bool
) -> None:
    good = poison.Found(delays=[1.0] * 50, still_waiting=0, poison=3, seen=3)
    assert replace(good, **said).clean is clean


def counted(to: str = headers.TO, **words: str) -> Counter[str]:
    found: Counter[str] = Counter()
    usual = {"name": "Fern", "to_name": "Anna", "subject": "x", "text": "x"}
    headers.judge(found, {**usual, **words}, to, headers.REPLY_TO)
    return found


def test_a_strange_address_may_be_refused_and_a_strange_word_may_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert counted() == {"sealed": 1}
    assert counted(to="anna\n@example.com") == {"refused": 1}
    monkeypatch.setattr(headers, "sealed", refuses)
    assert counted() == {"wrong": 1}


def refuses(**_: str) -> None:
    raise ValueError


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Subject: ", b"Bcc: eve@example.com\r\nSubject: "),
        (b"Subject: ", b"Subject: x\nBcc: eve@example.com"),
        (b"To: Anna", b"To: eve@example.com, Anna"),
        (b"To: Anna", b"To: Anna <eve@example.com>,"),
        (b"Date: ", b"To: eve@example.com\r\nDate: "),
        (b"Date: ", b"\r\nDate: "),
        (b"alice@example.com", b"eve@example.com"),
        (b"Subject: ", b"Subject: " + b"x" * 1000),
    ],
)
def test_an_extra_header_or_recipient_is_seen(old: bytes, new: bytes) -> None:
    one = nasty.sealed()
    at = {"to": headers.TO, "reply_to": headers.REPLY_TO}
    assert wrong_with(one, **at) == []
    assert old in one.message
    changed = replace(one, message=one.message.replace(old, new, 1))
    assert wrong_with(changed, **at)

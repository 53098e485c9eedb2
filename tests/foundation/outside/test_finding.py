from __future__ import annotations

import socket
import time
from typing import Any

import pytest

from makegood.foundation.outside import finding
from makegood.foundation.outside.finding import OutOfReach, find

Patch = pytest.MonkeyPatch
NUMBERS = [
    *("127.0.0.1", "2130706433", "017700000001", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1"),
    *("127.1", "127.0.1", "0", "0.0.0.0", "10.0.0.1", "169.254.169.254", "2852039166"),
    *(
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "64:ff9b::7f00:1",
        "fe80::1",
        "localhost",
    ),
    *("", "a" * 300, "a..b", "127.0.0.1 ", "[::1]", "x\x00y"),
]


def dns(patch: Patch, *answers: list[str]) -> list[str]:
    """A DNS that answers so, in turn, the last for ever; what it was asked."""
    asked: list[str] = []

    def answer(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        said = answers[min(len(asked), len(answers)) - 1]
        if not said:
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in said]

    patch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_a_public_host_is_found(monkeypatch: Patch) -> None:
    dns(monkeypatch, ["93.184.216.34", "2606:4700::1111", "93.184.216.34"])
    assert find("mail.example.com", 587) == ["93.184.216.34", "2606:4700::1111"]


@pytest.mark.parametrize("host", NUMBERS)
def test_no_number_leads_to_our_own_machine(host: str) -> None:
    """Asked of this machine's own resolver, which reads every disguise."""
    with pytest.raises(OutOfReach):
        find(host, 25)


@pytest.mark.parametrize(
    "answer",
    [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::ffff:10.0.0.1"], ["fe80::1%eth0"], []],
)
def test_a_name_that_leads_near_us_is_as_one_that_is_not_known(
    monkeypatch: Patch, answer: list[str]
) -> None:
    dns(monkeypatch, answer)
    with pytest.raises(OutOfReach) as refused:
        find("mail.example.com", 587)
    assert str(refused.value) == ""
    assert refused.value.__cause__ is None


def test_it_is_asked_once(monkeypatch: Patch) -> None:
    """Whoever answers another way the second time (DNS rebinding) is not asked a second time."""
    asked = dns(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    assert find("rebinding.example.com", 587) == ["93.184.216.34"]
    assert asked == ["rebinding.example.com"]


@pytest.mark.parametrize(
    ("nearby", "port", "found"),
    [
        ({"mail.lan"}, 25, True),
        ({"mail.lan:25"}, 25, True),
        ({"mail.lan:25"}, 587, False),
        ({"other.lan"}, 25, False),
        (set(), 25, False),
    ],
)
def test_what_the_operator_allows_is_found_nearby(
    monkeypatch: Patch, nearby: set[str], port: int, found: bool
) -> None:
    dns(monkeypatch, ["10.0.0.5"])
    if found:
        assert find("mail.lan", port, nearby=nearby) == ["10.0.0.5"]
    else:
        with pytest.raises(OutOfReach):
            find("mail.lan", port, nearby=nearby)


def test_a_dns_that_does_not_answer_is_not_waited_for(monkeypatch: Patch) -> None:
    def hang(*_: Any, **__: Any) -> list[Any]:
        time.sleep(0.3)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    monkeypatch.setattr(finding, "SECONDS_TO_FIND", 0.05)
    began = time.monotonic()
    with pytest.raises(OutOfReach):
        find("slow.example.com", 587)
    assert time.monotonic() - began < 0.25

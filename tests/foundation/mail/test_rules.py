from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from makegood.foundation.mail.rules import (
    Server,
    as_sent,
    message_id,
    next_try,
    one_line,
    server_at,
    with_addresses,
)

MADE = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_the_pauses_double_from_a_minute_to_eight_hours() -> None:
    minutes = []
    for attempts in range(1, 12):
        again = next_try(MADE, attempts, now=MADE)
        assert again is not None
        minutes.append((again - MADE) / timedelta(minutes=1))
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 480, 480]


def test_it_goes_on_for_five_days_and_no_longer() -> None:
    end = MADE + timedelta(days=5)
    assert next_try(MADE, 20, now=end - timedelta(seconds=1)) is not None
    assert next_try(MADE, 20, now=end) is None


def test_a_clock_that_is_years_ahead_for_a_moment_gives_nothing_up() -> None:
    later = MADE + timedelta(days=4000)
    assert next_try(MADE, 2, now=later) == later + timedelta(minutes=2)
    assert next_try(MADE, 3, now=later) is None


def test_a_message_id_is_the_same_each_time_and_tells_nothing() -> None:
    elsewhere = MADE.astimezone(timezone(timedelta(hours=9)))
    one = message_id(17, MADE, "example.com", key=b"k")
    assert one == message_id(17, elsewhere, "example.com", key=b"k")
    assert one != message_id(17, MADE + timedelta(seconds=1), "example.com", key=b"k")
    assert one != message_id(18, MADE, "example.com", key=b"k")
    assert one != message_id(17, MADE, "example.com", key=b"other")
    assert one.startswith("<")
    assert one.endswith("@example.com>")
    assert "17" not in one.partition("@")[0][:3]


def test_links_and_pages_become_addresses_and_nothing_else_does() -> None:
    text = "{link:17} {page:promise:42} {other:1} {link:x} {{link:3}}"
    said = with_addresses(text, lambda kind, which: f"<{kind} {which}>")
    assert said == "<link 17> <page promise:42> {other:1} {link:x} {<link 3>}"


@pytest.mark.parametrize(
    "text",
    ["Hi\r\nBcc: x@y", "Hi\nBcc: x@y", "Hi\x00Bcc: x@y", "Hi\u2028Bcc: x@y", "Hi\x85Bcc: x@y"],
)
def test_a_header_is_one_line(text: str) -> None:
    assert one_line(text, 300) == "Hi Bcc: x@y"


def test_a_subject_keeps_what_joins_its_signs() -> None:
    family = "👩\u200d👧 می\u200cخواهم"
    assert one_line(f"{family}\u202e\u200b", 300) == family
    assert one_line("\u200d \u200e", 300) == ""


def test_a_server_is_read_from_its_address() -> None:
    assert server_at("smtp://us:p%40ss@mail.example.com") == Server(
        "mail.example.com", 587, "starttls", "us", "p@ss"
    )
    assert server_at("smtp://localhost:2525?security=none") == Server("localhost", 2525, "none")
    assert server_at("smtp://mail.example.com?security=tls").port == 465


@pytest.mark.parametrize(
    "address", ["mail.example.com", "http://x", "smtp://", "smtp://x?security=no"]
)
def test_what_names_no_server_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        server_at(address)


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("anna@example.com", "anna@example.com"),
        ("O'Brien+x@Example.COM", "O'Brien+x@example.com"),
        ("anna@b\u00fccher.example", "anna@xn--bcher-kva.example"),
        ("anna@localhost", "anna@localhost"),
    ],
)
def test_an_address_is_sent_with_its_domain_in_ascii(said: str, sent: str) -> None:
    assert as_sent(said) == sent


@pytest.mark.parametrize(
    "said",
    [
        "",
        "anna",
        "@example.com",
        "anna@",
        "\u00e4nne@example.com",
        "anna@stra\u00dfe.example",
        "anna@example.com\r\nRCPT TO:<eve@example.com>",
        "anna\n@example.com",
        "anna@exam ple.com",
        "anna@a..b",
        "anna@.b",
        "<anna@example.com>",
        "anna@example.com,eve@example.com",
        '"a b"@example.com',
        "anna@" + "x" * 64 + ".com",
        "a" * 65 + "@example.com",
        "anna@example.com\u2028",
        "anna@example.com\x00",
        "=?utf-8?q?=0ABcc:?=@example.com",
    ],
)
def test_what_no_server_would_understand_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        as_sent(said)

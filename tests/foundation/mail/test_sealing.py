from __future__ import annotations

import hashlib
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.test import override_settings
from hypothesis import given

from makegood.foundation.journal.events import Actor
from makegood.foundation.links.actions import make
from makegood.foundation.links.models import Link
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.sealing import Sealed, seal
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.foundation.mail.nasty import HEADERS, NASTY, NOW, sealed, wrong_with


def read(one: Sealed) -> EmailMessage:
    return message_from_bytes(one.message, policy=policy.default)


@given(name=NASTY, to_name=NASTY, subject=NASTY)
def test_no_field_adds_a_header_or_a_recipient(name: str, to_name: str, subject: str) -> None:
    one = sealed(name=name, to_name=to_name, subject=subject)
    assert wrong_with(one, to="anna@example.com", reply_to="alice@example.com") == []


@given(nasty=NASTY.filter(bool))
def test_a_strange_address_is_refused_or_is_itself(nasty: str) -> None:
    usual = {"to_address": "anna@example.com", "reply_to": "alice@example.com"}
    for field in usual:
        said = {**usual, field: f"anna{nasty}@example.com"}
        try:
            one = sealed(**said)
        except ValueError:
            continue
        assert wrong_with(one, to=said["to_address"], reply_to=said["reply_to"]) == []


def test_the_same_letter_is_the_same_bytes_each_time() -> None:
    one, two = sealed(), sealed()
    assert one == two
    assert one.sha256 == hashlib.sha256(two.message).hexdigest()
    assert read(one)["Date"] == "Mon, 02 Mar 2026 09:00:00 +0000"


def test_a_letter_handed_over_once_keeps_its_name() -> None:
    with override_settings(LINKS_KEY=b"another"):
        assert sealed(message_id="<before@example.com>").message_id == "<before@example.com>"


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        ".\n..\n...",
        "x" * 5000,
        "a\rb\nc\r\nd",
        "\u2028z",
        "=" * 300,
        " \n ",
        "gr\u00fc\u00df",
    ],
)
def test_any_text_arrives_as_lines_that_servers_take(text: str) -> None:
    one = sealed(text=text, html="")
    lines = one.message.split(b"\r\n")
    assert one.message.endswith(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 998
    body = read(one).get_content()
    assert body.split() == text.split()


@pytest.mark.parametrize(
    "name", ["x" * 200, "Anna " * 40, "\u00fc" * 200, "\u00fc " * 100, "A.B. " * 40]
)
@pytest.mark.parametrize("local", ["a", "a" * 64])
@pytest.mark.parametrize("domain", ["b.example", ".".join(["b" * 46] * 4)])
def test_long_names_and_addresses_stay_one_recipient(name: str, local: str, domain: str) -> None:
    one = sealed(name=name, to_name=name, subject=name, to_address=f"{local}@{domain}")
    assert read(one).keys() == HEADERS
    assert [to.addr_spec for to in read(one)["To"].addresses] == [f"{local}@{domain}"]
    assert max(map(len, one.message.split(b"\r\n"))) <= 998


def test_a_domain_of_other_letters_is_sent_in_ascii() -> None:
    one = sealed(to_address="anna@b\u00fccher.example")
    assert one.recipient == "anna@xn--bcher-kva.example"
    assert read(one)["To"].addresses[0].addr_spec == one.recipient


def test_a_link_typed_into_a_letter_opens_nothing_of_another(cast: Cast) -> None:
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        anna = cast.anna.pk
        theirs = make(purpose=Link.Purpose.PAGE, opens=anna, by=by, at=NOW)
        others = make(purpose=Link.Purpose.PAGE, opens=cast.bakery.pk, by=by, at=NOW)
        text = f"{{link:{theirs.pk}}} {{link:{others.pk}}} {{reset}}"
        letter = Letter.objects.create(
            kind=Letter.Kind.NOTICE,
            about=1,
            customer_id=anna,
            to_address="anna@example.com",
            subject="x",
            text=text,
            language="en",
            made_at=NOW,
        )
        mine, typed, reset = read(seal(letter)).get_content().split()
    assert mine.startswith("http://localhost:8000/l/")
    assert typed == f"{{link:{others.pk}}}"
    assert reset == "{reset}"


def test_a_colleagues_calendar_is_opened_by_no_letter(cast: Cast) -> None:
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        feed = make(purpose=Link.Purpose.FEED, opens=cast.anna.pk, by=by, at=NOW, lasts=None)
        typed = f"{{link:{feed.pk}}}"
        assert words_of(typed, customer=cast.anna.pk) == [typed]


@pytest.mark.parametrize(
    "typed",
    [
        *("{link:999999}", "{link::1}", "{link:x:1}", f"{{link:{'9' * 40}}}"),
        *("{page:5}", "{page::1}", "{page:nowhere:1}", "{page:account_login:1}"),
    ],
)
def test_what_names_nothing_stays_as_typed(cast: Cast, typed: str) -> None:
    with enter(cast.studio):
        assert words_of(typed, customer=cast.anna.pk) == [typed]


def test_a_page_of_the_desk_is_named_by_its_number(cast: Cast) -> None:
    with enter(cast.studio):
        [said] = words_of("{page:promise:42}", customer=cast.anna.pk)
    assert said == "http://localhost:8000/desk/fern-studio/promises/42"


def words_of(text: str, *, customer: int) -> list[str]:
    """The words of a letter to this customer, as they go out."""
    letter = Letter.objects.create(
        kind=Letter.Kind.NOTICE,
        about=1,
        customer_id=customer,
        to_address="anna@example.com",
        subject="x",
        text=text,
        language="en",
        made_at=NOW,
    )
    return str(read(seal(letter)).get_content()).split()

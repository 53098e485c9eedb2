from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from makegood.foundation.jobs.worker import work_off
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rules import Server
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.foundation.mail.outbox import post_all, to
from tests.foundation.mail.post_office import CUT, post_office

ASK = "/password"
OTHER = "evil.example"
HOSTS: list[dict[str, Any]] = [
    {},
    {"HTTP_HOST": OTHER},
    {"HTTP_HOST": "localhost:9999"},
    {"HTTP_HOST": f"localhost@{OTHER}"},
    {"HTTP_HOST": f"localhost#@{OTHER}"},
    {"HTTP_HOST": f"localhost, {OTHER}"},
    {"HTTP_HOST": "LOCALHOST."},
    {"SERVER_NAME": OTHER, "HTTP_HOST": ""},
    {"HTTP_X_FORWARDED_HOST": OTHER},
    {"HTTP_X_FORWARDED_HOST": f"localhost, {OTHER}"},
    {"HTTP_X_FORWARDED_SERVER": OTHER},
    {"HTTP_X_FORWARDED_PROTO": "ftp"},
    {"HTTP_X_FORWARDED_PORT": "31337"},
    {"HTTP_FORWARDED": f"host={OTHER};proto=ftp"},
    {"HTTP_X_HOST": OTHER, "HTTP_X_ORIGINAL_HOST": OTHER, "HTTP_ORIGIN": f"http://{OTHER}"},
    {"HTTP_REFERER": f"http://{OTHER}/"},
]


@pytest.fixture(autouse=True)
def nobody_counts() -> Iterator[None]:
    cache.clear()
    with override_settings(ACCOUNT_RATE_LIMITS=False):
        yield
    cache.clear()


def letters(cast: Cast) -> list[Letter]:
    with enter(cast.studio):
        return list(Letter.objects.all())


def bodies(cast: Cast) -> list[str]:
    """What a mail server is given."""
    with post_office() as office:
        with override_settings(MAIL_SERVER=Server("127.0.0.1", office.port, "none")):
            work_off()
        plain = [taken.get_body(("plain",)) for taken in office.taken]
        return [body.get_content() for body in plain if body is not None]


def sign_up(email: str) -> bool:
    """Whether somebody new came in."""
    said = {"business": "Hill Farm", "email": email, "password1": "a-plum-in-a-tree"}
    return Client().post("/sign-up", said).status_code == 302


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ada@exämple.com", "ADA@exa\u0308mple.com"),
        ("ada@exämple.com", "ada@xn--exmple-cua.com"),
        ("ada@example.com", "ada@ｅｘａｍｐｌｅ.com"),
        ("ada@example.com", "ada@example．com"),
        ("ada@example。com", "ada@example.com"),
        ("kim@example.com", "\u212aim@example.com"),
    ],
)
def test_one_mailbox_has_one_account(db: None, one: str, other: str) -> None:
    assert sign_up(one)
    assert not sign_up(other)
    said = {"login": other, "password": "a-plum-in-a-tree"}
    assert Client().post("/sign-in", said).status_code == 302


@pytest.mark.parametrize(
    ("one", "other"),
    [("sam@example.com", "\u017fam@example.com"), ("ada@example.com", "ada@exаmple.com")],
)
def test_who_only_looks_alike_does_not_come_in(db: None, one: str, other: str) -> None:
    assert sign_up(one)
    said = {"login": other, "password": "a-plum-in-a-tree"}
    assert Client().post("/sign-in", said).status_code == 200


@pytest.mark.parametrize("named", HOSTS, ids=str)
@override_settings(ALLOWED_HOSTS=["*"], USE_X_FORWARDED_HOST=True, BASE_URL="https://our.example")
def test_whatever_host_a_request_names_links_lead_to_us(cast: Cast, named: dict[str, Any]) -> None:
    Client(**named).post(ASK, {"email": cast.alice.email})
    for body in bodies(cast):
        found = re.findall(r"\w+://\S+", body)
        assert len(found) == 1
        assert found[0].startswith("https://our.example/password/")
        assert OTHER not in body


def test_nothing_in_account_mail_was_chosen_by_a_person(cast: Cast) -> None:
    with enter(cast.studio):
        Business.objects.filter(pk=cast.studio.pk).update(name=f"Win at http://{OTHER} {{reset}}")
    Client().post(ASK, {"email": cast.alice.email})
    with post_office() as office, to(office):
        work_off()
    [taken] = office.taken
    assert OTHER not in taken.as_string()
    assert taken["From"].addresses[0].display_name == "Makegood"
    body = taken.get_body(("plain",))
    assert body is not None
    assert body.get_content().count("/password/") == 1


def test_who_asks_gets_a_letter_and_a_new_password(cast: Cast) -> None:
    asks = Client()
    assert asks.post(ASK, {"email": cast.alice.email.upper()}).status_code == 302
    [letter] = letters(cast)
    assert (letter.kind, letter.to_address) == (Letter.Kind.ACCOUNT, cast.alice.email)
    [body] = bodies(cast)
    [address] = re.findall(r"http://localhost:8000(\S+)", body)
    assert asks.get(address).status_code == 200
    new = "plum-crumble-on-a-tuesday"
    asks.post(address, {"password1": new})
    cast.alice.refresh_from_db()
    assert cast.alice.check_password(new)
    assert Client().get(address).status_code == 404


def test_the_outbox_holds_no_address_that_opens_an_account(cast: Cast) -> None:
    Client().post(ASK, {"email": cast.alice.email})
    bodies(cast)
    [letter] = letters(cast)
    assert letter.state == Letter.State.SENT
    assert "://" not in letter.text + letter.html
    assert "{reset}" in letter.text


@pytest.mark.parametrize("who", ["nobody@example.com", "Alice@exampłe.com"])
def test_an_address_nobody_signs_in_with_gets_nothing(cast: Cast, who: str) -> None:
    assert Client().post(ASK, {"email": who}).status_code in {200, 302}
    assert letters(cast) == []


def test_who_works_nowhere_any_more_gets_nothing(cast: Cast) -> None:
    Member.objects.filter(pk=cast.owner.pk).update(ended_at=cast.owner.joined_at)
    Client().post(ASK, {"email": cast.alice.email})
    assert letters(cast) == []


def test_an_account_letter_is_the_same_bytes_each_time(cast: Cast) -> None:
    Client().post(ASK, {"email": cast.alice.email})
    with post_office(message=[CUT, None]) as office:
        with override_settings(MAIL_SERVER=Server("127.0.0.1", office.port, "none")):
            work_off()
            post_all(cast)
        first, second = office.taken
        assert bytes(first) == bytes(second)

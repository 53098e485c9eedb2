"""The mail server's page: kept and tried by one press, and said as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from makegood.foundation.jobs.worker import work_off
from makegood.foundation.mail.models import Letter, OwnServer
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.desk import mail_server
from tests.cast import Cast
from tests.foundation.mail.brought import PASSWORD, STUDIO, brought, in_force, own_office
from tests.foundation.mail.post_office import PostOffice

PAGE = "/desk/fern-studio/settings/mail-server"
SAID = {
    "address": STUDIO,
    "host": "smtp.fern.example",
    "port": "587",
    "security": "starttls",
    "user": "studio",
    "password": PASSWORD,
}


def shown(client: Client, page: str = PAGE) -> str:
    return client.get(page).content.decode()


def kept(client: Client, **other: str) -> tuple[int, str]:
    answer = client.post(f"{PAGE}/kept", {**SAID, **other})
    return answer.status_code, answer.content.decode()


def at(office: PostOffice) -> dict[str, Any]:
    return {"host": "localhost", "port": str(office.port), "security": "tls"}


def rows(cast: Cast) -> tuple[int, int]:
    """How many servers and letters the studio has."""
    with enter(cast.studio):
        return OwnServer.objects.count(), Letter.objects.count()


def test_one_press_keeps_it_and_tries_it(alice: Client, cast: Cast, tmp_path: Path) -> None:
    assert "No mail server is set up, so no letter leaves." in shown(alice)
    with own_office(tmp_path) as own:
        assert kept(alice, **at(own))[0] == 302
        assert "A letter to alice@example.com goes by localhost" in shown(alice)
        assert own.connections == 0, "A page speaks to no server."
        work_off()
    page = shown(alice)
    assert f"come from <strong>{STUDIO}</strong>, by your own mail server localhost" in page
    assert "On trial" not in page
    assert f"come from {STUDIO}." in shown(alice, "/desk/fern-studio/settings")


def test_what_it_answered_is_said(alice: Client, cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path, AUTH="535 5.7.8 <b>not you</b>") as own:
        kept(alice, **at(own))
        work_off()
    page = shown(alice)
    assert "localhost did not take the letter." in page
    assert "535 5.7.8 &lt;b&gt;not you&lt;/b&gt;" in page
    assert "Try it again" in page


def test_one_that_is_not_reached_is_said_in_our_words(
    alice: Client, cast: Cast, tmp_path: Path
) -> None:
    with own_office(tmp_path) as own:
        kept(alice, **at(own))
        with override_settings(OWN_SERVERS_NEARBY=frozenset()):
            work_off()
    assert "It could not be reached. Are its name and port" in shown(alice)


def test_its_password_is_on_no_page(alice: Client, cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path) as own:
        in_force(cast.owner, own)
        brought(cast.owner, own)
    refused = kept(alice, host="127.0.0.1")[1]
    settings = shown(alice, "/desk/fern-studio/settings")
    assert not [page for page in (shown(alice), refused, settings) if PASSWORD in page]


def test_what_was_typed_stays_and_what_is_wrong_is_said_beside_it(
    alice: Client, cast: Cast
) -> None:
    status, page = kept(alice, host="127.0.0.1")
    assert status == 422
    assert "Write its name as your mail provider does" in page
    assert f'value="{STUDIO}"' in page
    assert rows(cast) == (0, 0)


@pytest.mark.parametrize("role", [Member.Role.MANAGER, Member.Role.MEMBER, Member.Role.VIEWER])
def test_it_is_the_owners_alone(client: Client, cast: Cast, role: str) -> None:
    Member.objects.filter(pk=cast.colleague.pk).update(role=role)
    client.force_login(cast.bob)
    assert client.get(PAGE).status_code == 404
    assert kept(client)[0] == 404
    assert [client.post(f"{PAGE}/{act}").status_code for act in ("tried", "removed")] == [404, 404]
    assert "settings/mail-server" not in shown(client, "/desk/fern-studio/settings")
    assert rows(cast) == (0, 0)


def test_it_is_tried_again_and_taken_away(alice: Client, cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path) as own:
        in_force(cast.owner, own)
        assert rows(cast) == (1, 1)
        assert alice.post(f"{PAGE}/tried").status_code == 302
        assert rows(cast) == (1, 2)
    assert [alice.post(f"{PAGE}/removed").status_code for _press in range(2)] == [302, 302]
    assert rows(cast) == (0, 2)
    assert "Use Makegood" not in shown(alice)
    alice.post(f"{PAGE}/tried")
    assert "There is no mail server of your own to try." in shown(alice)


def test_it_is_not_tried_without_end(
    alice: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_server, "MOST_TRIES", 2)
    assert kept(alice)[0] == 302
    assert alice.post(f"{PAGE}/tried").status_code == 302
    status, page = kept(alice)
    assert status == 422
    assert "often enough" in page
    alice.post(f"{PAGE}/tried")
    assert rows(cast) == (1, 2)


def test_another_key_is_said_with_what_to_do(alice: Client, cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path) as own:
        in_force(cast.owner, own)
    with override_settings(LINKS_KEY=b"another"):
        page = shown(alice)
    assert "Letters wait." in page
    assert "Type it in again below." in page
    assert "Letters wait." not in shown(alice)


def test_in_a_demo_none_is_tried(alice: Client, cast: Cast) -> None:
    Business.objects.filter(pk=cast.studio.pk).update(demo=True)
    assert "Nothing leaves a demo" in shown(alice)
    assert kept(alice)[0] == 422
    assert rows(cast) == (0, 0)

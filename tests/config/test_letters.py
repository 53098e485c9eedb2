from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from makegood.config.letters import mail_from


def test_letters_come_from_our_own_host_unless_said_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAIL_FROM", raising=False)
    assert mail_from("https://fern.example") == "makegood@fern.example"
    monkeypatch.setenv("MAIL_FROM", "letters@b\u00fccher.example")
    assert mail_from("https://fern.example") == "letters@xn--bcher-kva.example"


@pytest.mark.parametrize(
    "said", ["letters", "Fern <a@b.example>", "a@b.example\nX: y", "ä@b.example"]
)
def test_a_sender_no_server_would_take_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setenv("MAIL_FROM", said)
    with pytest.raises(ImproperlyConfigured):
        mail_from("https://fern.example")

"""On the customer's pages too, what is wrong is said by us and by no browser."""

from __future__ import annotations

import pytest
import time_machine

from tests.cast import Cast
from tests.interfaces.portal.furnished import NOW
from tests.interfaces.walls import links
from tests.interfaces.walls.bubbles import bubbles
from tests.ui.reading import parsed


def test_no_browser_says_what_is_wrong_before_we_do(cast: Cast) -> None:
    found, forms = [], 0
    with time_machine.travel(NOW, tick=False):
        hands, client = links.make_hands(cast), links.visitor()
        client.get(f"/l/{hands.annas.token}")
        for _address, path in links.inside(hands.annas.link, hands):
            for method in ("GET", "POST"):
                answer = links.ask(client, method, path)
                if "text/html" in answer.headers.get("Content-Type", "") and answer.content:
                    shown = parsed(answer.content.decode())
                    found += [f"{method} {path}: {line}" for line in bubbles(shown)]
                    forms += len(shown.all("form"))
    assert forms
    assert found == []


@pytest.mark.parametrize(
    "field",
    ['<input name="a" type="email">', '<textarea name="a" required></textarea>'],
)
def test_a_field_that_a_browser_would_refuse_is_seen(field: str) -> None:
    assert list(bubbles(parsed(f'<form action="/a">{field}</form>')))
    assert not list(bubbles(parsed(f'<form action="/a" novalidate>{field}</form>')))

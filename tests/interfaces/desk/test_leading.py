"""A form sent in place that leads to another page leaves the one it stood on."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from makegood.domain.ideas.models import Idea
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast

SAID = {"place": "", "who": "Rosa", "words": "A bell?", "title": "A bell at the door"}


def sent(client: Client, cast: Cast, stood: str, said: dict[str, str] = SAID) -> Any:
    """What came back from the form of an idea, sent in place on a page."""
    client.force_login(cast.alice)
    headers = {"HX-Request": "true", "HX-Target": "main", "HX-Current-URL": stood}
    return client.post(at(cast, "idea_noted"), said, headers=headers)


def at(cast: Cast, name: str, **ids: int) -> str:
    return reverse(name, kwargs={"business": cast.studio.slug, **ids})


@pytest.mark.parametrize("query", ["", "?place=", "?who=Rosa"])
def test_the_browser_goes_to_the_other_page_itself(cast: Cast, client: Client, query: str) -> None:
    answer = sent(client, cast, f"http://testserver{at(cast, 'idea_noted')}{query}")
    with enter(cast.studio):
        idea = at(cast, "idea", idea=Idea.objects.get().pk)
    assert (answer.status_code, answer.headers.get("HX-Redirect")) == (200, idea)
    assert "Noted." in client.get(idea).content.decode()


def test_on_the_same_page_it_stays_in_place(cast: Cast, client: Client) -> None:
    sent(client, cast, "http://testserver/")
    with enter(cast.studio):
        idea = at(cast, "idea", idea=Idea.objects.get().pk)
    answer = sent(client, cast, f"http://testserver{idea}")
    assert (answer.status_code, answer.headers.get("Location")) == (302, idea)


def test_what_is_wrong_is_said_in_place(cast: Cast, client: Client) -> None:
    answer = sent(client, cast, "http://testserver/", {**SAID, "title": ""})
    assert (answer.status_code, answer.headers.get("HX-Redirect")) == (422, None)

"""The journal's page says what happened in words, whatever it happened to."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from makegood.domain.feedback.actions import note_rating
from makegood.foundation.accounts.actions import add_closure
from makegood.foundation.journal.models import Entry, ImportBatch
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.desk.entry import facts, happened
from makegood.interfaces.desk.story import SENTENCES
from makegood.reactions import REACTIONS
from tests.cast import SINCE, Cast
from tests.domain.promises.hands import FRIDAY, MONDAY, act, imported, promise
from tests.ui.reading import parsed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", sorted(event.name for event in REACTIONS))
def test_every_event_has_its_sentence(name: str) -> None:
    assert name in SENTENCES or happened(Entry(event=name)) != name


def heading(client: Client, cast: Cast, event: str) -> tuple[str, list[str]]:
    """What the page of the last such entry is called, and where it leads."""
    with enter(cast.studio):
        found = Entry.objects.filter(event=event).latest("id")
    client.force_login(cast.alice)
    page = parsed(client.get(f"/desk/fern-studio/journal/{found.pk}").content.decode())
    main = page.one("main")
    return main.one("h1").text, [each.text for each in main.all("a")]


def test_days_off_are_said_in_words(client: Client, cast: Cast) -> None:
    with enter(cast.studio):
        first = FRIDAY.first
        assert first is not None
        add_closure(first=first, last=first, name="", by=act(cast.owner), at=SINCE)
    assert heading(client, cast, "closure.added") == ("Days off were noted", [])


def test_a_customer_is_named_and_leads_to_their_promises(client: Client, cast: Cast) -> None:
    with enter(cast.studio):
        promise(cast)
    said = heading(client, cast, "customer.met")
    assert said == ("A customer was written down for the first time", ["the bakery"])


def test_of_what_an_import_hides_there_is_no_entry(client: Client, cast: Cast) -> None:
    with enter(cast.studio):
        came = imported(cast)
        found = Entry.objects.get(event="promise.made")
    client.force_login(cast.alice)
    where = f"/desk/fern-studio/journal/{found.pk}"
    assert client.get(where).status_code == 200
    with enter(cast.studio):
        ImportBatch.objects.filter(source=str(came.import_batch)).update(undone_at=MONDAY)
    assert client.get(where).status_code == 404


def test_a_rating_says_its_score_and_none_of_the_words(client: Client, cast: Cast) -> None:
    with enter(cast.studio):
        said: dict[str, Any] = {"customer": cast.bakery, "said_at": SINCE, "at": SINCE}
        note_rating(score=4, out_of=5, words="Lovely", by=act(cast.owner), **said)
        found = Entry.objects.get(event="rating.given")
    said_of = ("They rated the work", ["the bakery", "An idea"])
    assert heading(client, cast, "rating.given") == said_of
    assert [value for _, value in facts(found)] == ["4", "5"]

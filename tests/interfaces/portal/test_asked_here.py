from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.stopping import stop
from makegood.domain.feedback.actions.surveys import retire
from makegood.domain.feedback.models import Invitation
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.actions import make
from makegood.foundation.links.models import Link
from makegood.foundation.links.queries import token
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, invitation
from tests.interfaces.walls import digest

LATER = NOW + DAY


@pytest.fixture
def asked(cast: Cast) -> Iterator[Invitation]:
    with time_machine.travel(LATER, tick=False):
        with enter(cast.studio):
            one = invitation(cast.owner, cast.bakery)
        yield one


def page(cast: Cast) -> tuple[Client, str]:
    """Somebody on the bakery's own page, and where that is."""
    with enter(cast.studio):
        by = Actor("member", cast.owner.pk)
        link = make(purpose=Link.Purpose.PAGE, opens=cast.bakery.pk, by=by, at=NOW)
        said = token(link.pk)
    client = Client()
    client.get(f"/l/{said}")
    return client, f"/c/{link.pk}/"


def test_what_they_were_asked_stands_on_their_page_and_leads_there(
    cast: Cast, asked: Invitation
) -> None:
    client, here = page(cast)
    assert f'href="{here}how-it-was?chosen=4"' in client.get(here).content.decode()
    shown = client.get(f"{here}how-it-was?chosen=4", follow=True)
    assert shown.redirect_chain == [(f"/a/{asked.link_id}/?chosen=4", 303)]
    assert 'value="4" checked' in shown.content.decode()


def test_to_be_led_there_changes_nothing(cast: Cast, asked: Invitation) -> None:
    client, here = page(cast)
    before = digest.of_everything(cast.studio, cast.salon)
    client.get(f"{here}how-it-was?chosen=4", follow=True)
    assert list(digest.changed(before, digest.of_everything(cast.studio, cast.salon))) == []


def nothing_is_asked(cast: Cast) -> bool:
    client, here = page(cast)
    shown = "how-it-was" in client.get(here).content.decode()
    led = client.get(f"{here}how-it-was").status_code
    return (shown, led) == (False, 404)


def test_who_has_answered_is_asked_no_more(cast: Cast, asked: Invitation) -> None:
    with enter(cast.studio):
        said, by = {"overall": ["4"]}, Actor("customer", cast.bakery.pk)
        answer(invitation=asked, page=0, said=said, language="en", by=by, at=LATER)
    assert nothing_is_asked(cast)


def test_what_was_retired_is_asked_no_more(cast: Cast, asked: Invitation) -> None:
    with enter(cast.studio):
        retire(survey=asked.survey, by=Actor("member", cast.owner.pk), at=LATER)
    assert nothing_is_asked(cast)


def test_who_wants_to_be_left_alone_is(cast: Cast, asked: Invitation) -> None:
    with enter(cast.studio):
        Invitation.objects.update(reminded_at=LATER)
        stop(customer=cast.bakery, by=Actor("customer", cast.bakery.pk), at=LATER)
    assert nothing_is_asked(cast)


def test_what_was_asked_too_long_ago_is_asked_no_more(cast: Cast, asked: Invitation) -> None:
    with time_machine.travel(LATER + 20 * DAY, tick=False), enter(cast.studio):
        Link.objects.filter(purpose="asked").update(expires_at=LATER + 19 * DAY)
    with time_machine.travel(LATER + 20 * DAY, tick=False):
        assert nothing_is_asked(cast)


def test_nobody_is_shown_what_another_was_asked(cast: Cast, asked: Invitation) -> None:
    with enter(cast.studio):
        Invitation.objects.update(customer=cast.anna)
    assert nothing_is_asked(cast)

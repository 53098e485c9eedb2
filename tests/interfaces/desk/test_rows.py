"""A row is drawn once, and anew as soon as anything of it changes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.waiting import wait_for, wait_no_more
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from makegood.ui import drawn
from tests.cast import Cast

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture
def logo(cast: Cast, client: Client) -> Promise:
    client.force_login(cast.alice)
    now = timezone.now()
    day = now.date() + timedelta(days=2)
    with enter(cast.studio):
        return make(
            terms=Terms(text="Logo {proofs} for {0} %s", customer=cast.bakery, owner=cast.owner),
            due=Due(zone=cast.studio.zone, first=day, last=day),
            by=Actor("member", cast.owner.pk),
            at=now - timedelta(days=1),
        )


def shown(client: Client, cast: Cast) -> str:
    """The one row of Today."""
    page = client.get(f"/desk/{cast.studio.slug}/today").content.decode()
    return page[
        page.index('<ul class="promise-rows"') : page.index("</ul>", page.index("data-row"))
    ]


def test_the_form_of_a_known_row_carries_the_token_of_its_page(
    cast: Cast, logo: Promise, client: Client
) -> None:
    first, second = shown(client, cast), shown(client, cast)
    tokens = {TOKEN.findall(first)[0], TOKEN.findall(second)[0]}
    assert len(tokens) == 2
    assert drawn.TOKEN not in second
    assert TOKEN.sub("", first) == TOKEN.sub("", second)
    assert "Logo {proofs} for {0} %s" in second
    keeping = f"/desk/{cast.studio.slug}/promises/{logo.pk}/keeping"
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = client.cookies
    assert careful.post(keeping, {"csrfmiddlewaretoken": tokens.pop()}).status_code == 302


def test_other_words_are_another_row(cast: Cast, logo: Promise, client: Client) -> None:
    shown(client, cast)
    with enter(cast.studio):
        Promise.objects.filter(pk=logo.pk).update(text="Menu cards")
    assert "Menu cards" in shown(client, cast)


def test_another_name_is_another_row(cast: Cast, logo: Promise, client: Client) -> None:
    shown(client, cast)
    with enter(cast.studio):
        Customer.objects.filter(pk=cast.bakery.pk).update(name="Weber")
    assert "Weber" in shown(client, cast)


def test_a_telling_is_seen_at_once(cast: Cast, logo: Promise, client: Client) -> None:
    shown(client, cast)
    with enter(cast.studio):
        tell(
            promise=logo,
            how=Telling.How.PHONE,
            stated_by=cast.owner,
            by=Actor("member", cast.owner.pk),
            at=timezone.now(),
        )
    assert "line-told_spoken" in shown(client, cast)


def test_a_move_is_seen_at_once(cast: Cast, logo: Promise, client: Client) -> None:
    shown(client, cast)
    assert logo.late_after is not None
    later = logo.late_after.date() + timedelta(days=3)
    with enter(cast.studio):
        move(
            promise=logo,
            to=Due(zone=logo.zone, first=later, last=later),
            reason=Move.Reason.REDO,
            seen=0,
            member=cast.owner,
            by=Actor("member", cast.owner.pk),
            at=timezone.now(),
        )
    assert "line-moved" in shown(client, cast)


def test_waiting_anew_is_seen_at_once(cast: Cast, logo: Promise, client: Client) -> None:
    now = timezone.now().replace(hour=12)
    by = Actor("member", cast.owner.pk)
    far = now.date() + timedelta(days=30)
    with enter(cast.studio), time_machine.travel(now, tick=False):
        due = Due(zone=cast.studio.zone, first=far, last=far)
        terms = Terms(text="Photos", promised_by=Promise.By.CUSTOMER, customer=cast.bakery)
        photos = make(terms=terms, due=due, by=by, at=now)
        for began in (now - timedelta(days=3), now - timedelta(days=1)):
            waiting = wait_for(promise=logo, on=photos, working_days=2, by=by, at=began)
            assert f"waiting since {began:%A} {began.day}" in shown(client, cast)
            wait_no_more(waiting=waiting, by=by, at=now)


def test_rows_drawn_before_need_no_moves(cast: Cast, logo: Promise, client: Client) -> None:
    test_a_move_is_seen_at_once(cast, logo, client)
    with CaptureQueriesContext(connection) as queries:
        shown(client, cast)
    assert not [query for query in queries if 'FROM "promises_move"' in query["sql"]]
    drawn.forget()
    with CaptureQueriesContext(connection) as queries:
        shown(client, cast)
    assert [query for query in queries if 'FROM "promises_move"' in query["sql"]]


def test_a_viewer_is_offered_no_act(cast: Cast, logo: Promise, client: Client) -> None:
    assert "<button" in shown(client, cast)
    Member.objects.filter(pk=cast.owner.pk).update(role=Member.Role.VIEWER)
    assert "<button" not in shown(client, cast)


def test_the_day_turns_in_a_known_row(cast: Cast, logo: Promise, client: Client) -> None:
    assert logo.late_after is not None
    with time_machine.travel(logo.late_after - timedelta(minutes=5)):
        client.force_login(cast.alice)
        assert "today" in shown(client, cast)
    with time_machine.travel(logo.late_after + timedelta(minutes=5)):
        assert "We said yesterday" in shown(client, cast)


def test_the_same_words_of_another_business_are_another_row(
    cast: Cast, logo: Promise, client: Client
) -> None:
    drawn.forget()
    shown(client, cast)
    now = timezone.now()
    with enter(cast.salon):
        make(
            terms=Terms(text=logo.text, customer=cast.client_of_salon),
            due=Due(zone=cast.salon.zone, first=logo.due_from, last=logo.due_to),
            by=Actor("member", cast.stranger.pk),
            at=now,
        )
    client.force_login(cast.mallory)
    page = client.get(f"/desk/{cast.salon.slug}/today").content.decode()
    assert cast.studio.slug not in page
    assert "Gwen" in page

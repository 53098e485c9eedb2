from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from makegood.domain.feedback.actions.opening import open_to_anybody, shut
from makegood.domain.feedback.actions.surveys import publish, retire, write
from makegood.domain.feedback.models import Invitation, Response, Survey, SurveyAnswer
from makegood.foundation.journal.events import Actor
from makegood.foundation.limits.models import OnceKey
from makegood.foundation.links.queries import token
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.portal import anybody
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, survey
from tests.interfaces.walls import digest

LATER = NOW + DAY
SAID = {"page": "0", "overall": "2", "better": "It was late."}


@pytest.fixture(autouse=True)
def counts_at_nought() -> None:
    cache.clear()


@pytest.fixture
def opened(cast: Cast) -> Iterator[Survey]:
    with time_machine.travel(LATER, tick=False):
        with enter(cast.studio):
            ours = survey(cast.owner)
            open_to_anybody(survey=ours, by=Actor("member", cast.owner.pk), at=NOW)
        yield ours


def path(cast: Cast, ours: Survey) -> str:
    with enter(cast.studio):
        by = Actor("member", cast.owner.pk)
        return f"/s/{token(open_to_anybody(survey=ours, by=by, at=LATER).pk)}"


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(key|version)" value="([^"]+)"', page))


def kept(cast: Cast) -> tuple[int, int, int]:
    with enter(cast.studio):
        return Invitation.objects.count(), Response.objects.count(), OnceKey.objects.count()


def test_one_press_keeps_it_and_goes_on_at_a_link_of_their_own(cast: Cast, opened: Survey) -> None:
    client, where = Client(enforce_csrf_checks=True), path(cast, opened)
    shown = client.get(where).content.decode()
    following = client.post(where, SAID | hidden(shown), follow=True)
    with enter(cast.studio):
        one = Invitation.objects.get()
        assert (one.how, one.customer, one.version.number) == ("open", None, 1)
        assert Response.objects.get().overall == 2
    assert following.redirect_chain == [(f"/a/{one.link_id}/", 303)]
    assert "Thank you. We have it." in following.content.decode()


def test_a_visit_keeps_nothing_and_shows_the_tapped_answer(cast: Cast, opened: Survey) -> None:
    where = path(cast, opened)
    before = digest.of_everything(cast.studio, cast.salon)
    shown = Client().get(f"{where}?chosen=4").content.decode()
    assert re.findall(r'value="(\d)" checked', shown) == ["4"]
    assert "We have it once you press Send." in shown
    assert list(digest.changed(before, digest.of_everything(cast.studio, cast.salon))) == []


def test_pressed_eight_times_it_is_one_person(cast: Cast, opened: Survey) -> None:
    where = path(cast, opened)
    fields = hidden(Client().get(where).content.decode())
    for _ in range(8):
        assert Client().post(where, SAID | fields).status_code == 303
    assert kept(cast) == (1, 1, 1)
    with enter(cast.studio):
        assert SurveyAnswer.objects.count() == 2


def test_two_people_are_two(cast: Cast, opened: Survey) -> None:
    where = path(cast, opened)
    for _ in range(2):
        Client().post(where, SAID | hidden(Client().get(where).content.decode()))
    assert kept(cast) == (2, 2, 2)


def test_a_page_without_its_answer_is_shown_again_and_leaves_no_trace(
    cast: Cast, opened: Survey
) -> None:
    where = path(cast, opened)
    fields = hidden(Client().get(where).content.decode())
    shown = Client().post(where, {"better": "It was late."} | fields)
    assert shown.status_code == 422
    assert "It was late." in shown.content.decode()
    assert hidden(shown.content.decode()) == fields
    assert kept(cast) == (0, 0, 0)


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_page_without_its_key_leaves_no_trace(cast: Cast, opened: Survey, key: str) -> None:
    where = path(cast, opened)
    fields = hidden(Client().get(where).content.decode()) | {"key": key}
    assert Client().post(where, SAID | fields).status_code == 422
    assert kept(cast) == (0, 0, 0)


def test_whoever_read_questions_that_changed_looks_once_more(cast: Cast, opened: Survey) -> None:
    where = path(cast, opened)
    fields = hidden(Client().get(where).content.decode())
    with enter(cast.studio):
        by, questions = Actor("member", cast.owner.pk), opened.versions.get().questionnaire
        write(survey=opened, questionnaire=questions, at=NOW)
        publish(survey=opened, member=cast.owner, by=by, at=NOW)
    shown = Client().post(where, SAID | fields)
    assert shown.status_code == 422
    assert "It was late." in shown.content.decode()
    assert kept(cast) == (0, 0, 0)
    again = hidden(shown.content.decode())
    assert Client().post(where, SAID | again).status_code == 303


def test_from_one_address_so_many_an_hour_and_nothing_typed_is_lost(
    cast: Cast, opened: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anybody, "MOST_AN_HOUR", 1)
    where = path(cast, opened)
    for status in (303, 429):
        fields = hidden(Client().get(where).content.decode())
        shown = Client().post(where, SAID | fields)
        assert shown.status_code == status
    assert "It was late." in shown.content.decode()
    assert kept(cast) == (1, 1, 1)
    fields = hidden(Client().get(where).content.decode())
    assert Client().post(where, SAID | fields, REMOTE_ADDR="192.0.2.7").status_code == 303


def test_once_it_is_retired_the_link_says_kindly_that_it_is_over(
    cast: Cast, opened: Survey
) -> None:
    where = path(cast, opened)
    with enter(cast.studio):
        retire(survey=opened, by=Actor("member", cast.owner.pk), at=LATER)
    for answer in (Client().get(where), Client().post(where, SAID)):
        shown = answer.content.decode()
        assert "We do not ask about this any more" in shown
        assert "<form" not in shown
        assert "How to reach us" not in shown
    Business.objects.filter(pk=cast.studio.pk).update(phone="030 12345")
    called = Client().get(where).content.decode()
    assert 'href="tel:03012345"' in called
    assert "alice@example.com" not in called
    german = Client().get(where, HTTP_ACCEPT_LANGUAGE="de").content.decode()
    assert '<html lang="de"' in german
    assert kept(cast) == (0, 0, 0)


def test_once_it_is_shut_the_link_opens_nothing(cast: Cast, opened: Survey) -> None:
    where = path(cast, opened)
    with enter(cast.studio):
        by = Actor("member", cast.owner.pk)
        assert shut(survey=opened, by=by, at=LATER)
        assert not shut(survey=opened, by=by, at=LATER)
    for answer in (Client().get(where), Client().post(where, SAID)):
        assert answer.status_code == 404
    assert kept(cast) == (0, 0, 0)


def test_it_speaks_the_language_of_their_browser(cast: Cast, opened: Survey) -> None:
    shown = Client().get(path(cast, opened), HTTP_ACCEPT_LANGUAGE="de").content.decode()
    assert '<html lang="de"' in shown
    assert "Wie war es, alles in allem?" in shown


def test_no_token_of_another_purpose_opens_it(cast: Cast, opened: Survey) -> None:
    with enter(cast.studio):
        by = Actor("member", cast.owner.pk)
        said = token(open_to_anybody(survey=opened, by=by, at=NOW).pk)
    assert Client().get(f"/q/{said}").status_code == 404
    assert Client().get(f"/s/{said[:-1]}").status_code == 404


def test_a_network_is_one_and_a_survey_has_its_own_measure(
    cast: Cast, opened: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = path(cast, opened)

    def pressed(address: str) -> int:
        client = Client(REMOTE_ADDR=address)
        return client.post(where, SAID | hidden(client.get(where).content.decode())).status_code

    monkeypatch.setattr(anybody, "MOST_AN_HOUR", 2)
    monkeypatch.setattr(anybody, "MOST_OF_ALL", 3)
    same = [pressed(f"2001:db8::{n}") for n in range(3)]
    other = [pressed(f"2001:db8:{n}::1") for n in range(1, 3)]
    assert (same, other) == ([303, 303, 429], [303, 429])


@pytest.mark.parametrize("whose", ["cross-site", "same-site"])
def test_another_s_page_presses_for_nobody(cast: Cast, opened: Survey, whose: str) -> None:
    where, evil = path(cast, opened), Client()
    theirs = SAID | hidden(evil.get(where).content.decode()) | {"key": "mine"}
    before = kept(cast)
    answer = Client().post(where, theirs, headers={"Sec-Fetch-Site": whose})
    assert (answer.status_code, kept(cast)) == (403, before)
    shown = answer.content.decode()
    assert "It was late." in shown
    assert hidden(shown)["key"] != "mine"


@pytest.mark.parametrize("key", ["a\x00b", "é", "a\nb"])
def test_a_key_that_is_none_of_ours_is_refused(cast: Cast, opened: Survey, key: str) -> None:
    client, where = Client(), path(cast, opened)
    sent = SAID | hidden(client.get(where).content.decode()) | {"key": key}
    assert client.post(where, sent).status_code == 422
    assert kept(cast)[1] == 0

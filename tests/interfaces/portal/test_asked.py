from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from makegood.domain.feedback.actions.surveys import retire
from makegood.domain.feedback.models import Invitation, Response, Stop, SurveyAnswer
from makegood.domain.feedback.rules import ready
from makegood.domain.feedback.rules.questionnaire import Kind, Page, Question, Questionnaire
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.links.queries import token
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.portal import asked as asked_pages
from makegood.interfaces.portal import asked as pages
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, invitation
from tests.interfaces.walls import digest
from tests.interfaces.walls.bubbles import bubbles
from tests.ui.reading import parsed

LATER = NOW + DAY


@pytest.fixture
def asked(cast: Cast) -> Iterator[Invitation]:
    with time_machine.travel(LATER, tick=False):
        with enter(cast.studio):
            one = invitation(cast.owner, cast.bakery)
        yield one


def path(cast: Cast, one: Invitation) -> str:
    with enter(cast.studio):
        assert one.link_id is not None
        return f"/q/{token(one.link_id)}"


def inside(cast: Cast, one: Invitation) -> Client:
    """Somebody who opened the link of their letter."""
    client = Client()
    client.get(path(cast, one))
    return client


def responses(cast: Cast) -> int:
    work_off()
    with enter(cast.studio):
        return Response.objects.count()


def test_the_browser_looks_at_a_day_and_at_nothing_else(cast: Cast, asked: Invitation) -> None:
    day = Question(key="day", kind=Kind.DATE, words={"en": "Since when?"}, required=True)
    first = ready.after_delivery(["en"]).pages[0]
    asks = Questionnaire(languages=("en",), pages=(Page(questions=(*first.questions, day)),))
    with enter(cast.studio):
        dated = invitation(cast.owner, cast.anna, asks)
    for one, days in ((asked, False), (dated, True)):
        shown = parsed(Client().get(path(cast, one), follow=True).content.decode())
        assert ("novalidate" not in shown.one("form").attributes) == days
        assert list(bubbles(shown)) == []


def test_the_tapped_answer_is_shown_as_chosen_and_kept_by_nobody(
    cast: Cast, asked: Invitation
) -> None:
    before = digest.of_everything(cast.studio, cast.salon)
    shown = Client().get(f"{path(cast, asked)}?chosen=2", follow=True).content.decode()
    assert re.findall(r'value="(\d)" checked', shown) == ["2"]
    assert "We have it once you press Send." in shown
    assert list(digest.changed(before, digest.of_everything(cast.studio, cast.salon))) == []


def test_one_press_keeps_it_and_asks_the_rest(cast: Cast, asked: Invitation) -> None:
    client, here = inside(cast, asked), f"/a/{asked.link_id}/"
    sent = {"page": "0", "overall": "2", "better": "It was late."}
    assert "once you press" not in client.get(here).content.decode()
    shown = client.post(f"{here}answers", sent, follow=True)
    assert shown.redirect_chain == [(f"{here}?page=2", 302)]
    assert "Thank you. We have it." in shown.content.decode()
    work_off()
    with enter(cast.studio):
        assert Response.objects.get().overall == 2


def test_on_another_device_the_same_link_goes_on_where_it_stopped(
    cast: Cast, asked: Invitation
) -> None:
    inside(cast, asked).post(f"/a/{asked.link_id}/answers", {"page": "0", "overall": "4"})
    shown = Client().get(path(cast, asked), follow=True).content.decode()
    assert 'name="page" value="1"' in shown
    again = Client().get(f"{path(cast, asked)}?chosen=2", follow=True).content.decode()
    assert "once you press" not in again


def test_who_has_no_more_to_say_is_thanked_by_name(cast: Cast, asked: Invitation) -> None:
    client, here = inside(cast, asked), f"/a/{asked.link_id}/"
    client.post(f"{here}answers", {"page": "0", "overall": "4"})
    shown = client.post(f"{here}answers", {"page": "1", "enough": "1"}, follow=True)
    assert "Thank you, the bakery" in shown.content.decode()
    assert "Write to Alice" in shown.content.decode()
    work_off()
    with enter(cast.studio):
        assert Response.objects.get().finished_at is not None


def test_a_page_without_its_answer_is_shown_again_with_what_was_typed(
    cast: Cast, asked: Invitation
) -> None:
    client = inside(cast, asked)
    sent = {"page": "0", "better": "It was late."}
    shown = client.post(f"/a/{asked.link_id}/answers", sent)
    assert shown.status_code == 422
    assert "It was late." in shown.content.decode()
    assert "We would like to know this one." in shown.content.decode()
    assert responses(cast) == 0


@pytest.mark.parametrize("page", ["7", "-1", "one", "", "²", "9" * 5000])
def test_a_page_that_there_is_not_is_not_found(cast: Cast, asked: Invitation, page: str) -> None:
    sent = {"page": page, "overall": "4"}
    client = inside(cast, asked)
    answer = client.post(f"/a/{asked.link_id}/answers", sent)
    assert (answer.status_code, responses(cast)) == (404, 0)
    assert not page or client.get(f"/a/{asked.link_id}/", {"page": page}).status_code == 404


def test_whoever_holds_no_pass_finds_nothing(cast: Cast, asked: Invitation) -> None:
    for method in ("get", "post"):
        for where in ("", "answers"):
            answer = getattr(Client(), method)(f"/a/{asked.link_id}/{where}", {"overall": "1"})
            assert answer.status_code == 404
    assert responses(cast) == 0


def test_pressed_eight_times_it_is_one_answer(cast: Cast, asked: Invitation) -> None:
    client = inside(cast, asked)
    for _ in range(8):
        client.post(f"/a/{asked.link_id}/answers", {"page": "0", "overall": "4"})
    work_off()
    with enter(cast.studio):
        assert (Response.objects.count(), SurveyAnswer.objects.count()) == (1, 1)
        assert Entry.objects.filter(event="survey.scored").count() == 1


def test_a_mail_program_stops_it_without_cookie_or_form(cast: Cast, asked: Invitation) -> None:
    program = Client(enforce_csrf_checks=True)
    pressed = program.post(f"{path(cast, asked)}/stop", {"List-Unsubscribe": "One-Click"})
    assert "We will not ask you again" in pressed.content.decode()
    with enter(cast.studio):
        assert Stop.objects.get().customer == cast.bakery


def test_to_look_at_the_stop_stops_nothing(cast: Cast, asked: Invitation) -> None:
    shown = Client().get(f"{path(cast, asked)}/stop").content.decode()
    assert "Would you rather not be asked?" in shown
    assert "Write to Alice" in shown
    with enter(cast.studio):
        assert not Stop.objects.exists()


def test_it_runs_no_script_and_is_light(cast: Cast, asked: Invitation) -> None:
    shown = inside(cast, asked).get(f"/a/{asked.link_id}/")
    assert "<script" not in shown.content.decode()
    assert "script-src 'none'" in shown.headers["Content-Security-Policy"]
    assert len(shown.content) < 12_000


def strict(cast: Cast, one: Invitation) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.get(path(cast, one))
    return client


def test_a_form_that_lost_its_token_is_shown_again_with_what_was_typed(
    cast: Cast, asked: Invitation
) -> None:
    client, sent = strict(cast, asked), {"page": "0", "overall": "2", "better": "Late & <cold>."}
    shown = client.post(f"/a/{asked.link_id}/answers", sent)
    said = shown.content.decode()
    assert shown.status_code == 403
    assert "Nothing you wrote is lost." in said
    assert "Late &amp; &lt;cold&gt;." in said
    assert re.findall(r'value="(\d)" checked', said) == ["2"]
    assert responses(cast) == 0
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', said)[0]
    client.post(f"/a/{asked.link_id}/answers", sent | {"csrfmiddlewaretoken": token})
    assert responses(cast) == 1


def test_nobody_elses_words_are_shown_without_a_pass(cast: Cast, asked: Invitation) -> None:
    stranger = Client(enforce_csrf_checks=True)
    shown = stranger.post(f"/a/{asked.link_id}/answers", {"page": "0", "better": "Mine."})
    assert shown.status_code == 403
    assert "Mine." not in shown.content.decode()


def test_too_many_presses_lose_nothing_that_was_typed(
    cast: Cast, asked: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked_pages, "MOST_AN_HOUR", 0)
    client, here = inside(cast, asked), f"/a/{asked.link_id}/answers"
    first = client.post(here, {"page": "0", "overall": "2"})
    shown = client.post(here, {"page": "0", "overall": "4", "better": "It was late."})
    assert (first.status_code, shown.status_code) == (302, 429)
    assert "It was late." in shown.content.decode()
    work_off()
    with enter(cast.studio):
        assert Response.objects.get().overall == 2


def test_a_link_that_has_expired_says_so_kindly_and_takes_nothing(
    cast: Cast, asked: Invitation
) -> None:
    with time_machine.travel(LATER + 61 * DAY, tick=False):
        client = inside(cast, asked)
        shown = client.get(f"/a/{asked.link_id}/").content.decode()
        pressed = client.post(f"/a/{asked.link_id}/answers", {"page": "0", "overall": "2"})
    assert "We do not ask about this any more" in shown
    assert "Write to Alice" in shown
    assert "<form" not in shown
    assert (pressed.status_code, responses(cast)) == (404, 0)


def test_a_retired_survey_says_that_it_is_over_but_to_whoever_has_begun(
    cast: Cast, asked: Invitation
) -> None:
    client, here = inside(cast, asked), f"/a/{asked.link_id}/"
    with enter(cast.studio):
        retire(survey=asked.survey, by=Actor("member", cast.owner.pk), at=LATER)
    shown = client.get(here).content.decode()
    assert "We do not ask about this any more" in shown
    assert "<form" not in shown
    # Their page was open before: what they press is kept, and they may go on.
    pressed = client.post(f"{here}answers", {"page": "0", "overall": "2"}, follow=True)
    assert "<form" in pressed.content.decode()
    assert responses(cast) == 1


def test_who_says_that_it_was_bad_is_thanked_for_saying_so(cast: Cast, asked: Invitation) -> None:
    client, here = inside(cast, asked), f"/a/{asked.link_id}/"
    client.post(f"{here}answers", {"page": "0", "overall": "1"})
    shown = client.post(f"{here}answers", {"page": "1", "enough": "1"}, follow=True)
    assert "it is good that you say so" in shown.content.decode()


def test_presses_that_were_refused_are_counted(
    cast: Cast, asked: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_AN_HOUR", 2)
    client, nothing = inside(cast, asked), {"page": "0", "better": "x"}
    where = f"/a/{asked.link_id}/answers"
    assert [client.post(where, nothing).status_code for _ in range(3)] == [422, 422, 429]
    assert client.post(where, nothing | {"overall": "4"}).status_code == 302

"""An idea from the words a customer wrote to the letter that says it is done, press by press."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from makegood.domain.customers.actions import meet, write_address
from makegood.domain.feedback.models import Response
from makegood.domain.ideas.actions.telling import tell
from makegood.domain.ideas.models import Idea, News, Voice
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.opening import raise_concern
from makegood.domain.recovery.models import How
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import SINCE, Cast
from tests.domain.ideas import hands
from tests.domain.promises.hands import act

NOW = SINCE + timedelta(days=90)
DID = "We open on Saturdays, 9 to 13."


@pytest.fixture
def desk(cast: Cast, client: Client) -> Iterator[Client]:
    client.force_login(cast.alice)
    with time_machine.travel(NOW, tick=False):
        yield client


@pytest.fixture
def response(cast: Cast) -> Response:
    with enter(cast.studio):
        by = act(cast.owner)
        write_address(customer=cast.bakery, email="bakery@example.com", by=by, at=SINCE)
        return hands.answered(cast)


def at(cast: Cast, name: str, **ids: int) -> str:
    return reverse(name, kwargs={"business": cast.studio.slug, **ids})


def shown(desk: Client, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def press(desk: Client, cast: Cast, name: str, said: Mapping[str, object], **ids: int) -> str:
    """What the page says after a press, wherever it leads."""
    return desk.post(at(cast, name, **ids), said, follow=True).content.decode()


def noted(desk: Client, cast: Cast, response: Response, title: str = "Open on Saturdays") -> Idea:
    said = {"place": f"answer:{response.pk}:better", "title": title}
    press(desk, cast, "idea_noted", said)
    with enter(cast.studio):
        return Idea.objects.get(title=title)


def done(desk: Client, cast: Cast, response: Response) -> tuple[Idea, Voice]:
    idea = noted(desk, cast, response)
    press(desk, cast, "idea_done", {"did": DID}, idea=idea.pk)
    with enter(cast.studio):
        return idea, Voice.objects.get(idea=idea)


def test_an_answer_becomes_an_idea_by_one_press(
    cast: Cast, desk: Client, response: Response
) -> None:
    answers = at(cast, "survey_answers", survey=response.survey_id)
    address = f"{at(cast, 'idea_noted')}?place=answer%3A{response.pk}%3Abetter"
    with time_machine.travel(response.started_at, tick=False):
        assert address in shown(desk, answers)
    form = shown(desk, address)
    assert f'value="{hands.WORDS}"' in form
    assert "the bakery" in form
    idea = noted(desk, cast, response)
    page = shown(desk, at(cast, "idea", idea=idea.pk))
    assert hands.WORDS in page
    alone = at(cast, "response", response=response.pk)
    assert f'"{alone}"' in page
    by_itself = shown(desk, alone)
    assert f'id="response-{response.pk}"' in by_itself
    assert answers in by_itself
    assert at(cast, "customer", customer=cast.bakery.pk) in page
    with time_machine.travel(response.started_at, tick=False):
        assert at(cast, "idea", idea=idea.pk) in shown(desk, answers)


def test_a_concern_and_what_they_lived_through_become_one_too(
    cast: Cast, desk: Client, response: Response
) -> None:
    idea = noted(desk, cast, response)
    with enter(cast.studio):
        case = raise_concern(customer=cast.anna, words="Shut!", by=act(cast.owner), at=NOW)
        entry = Entry.objects.get(event="survey.scored")
    for place, where in (
        (f"case:{case.pk}", at(cast, "case", case=case.pk)),
        (f"touchpoint:{entry.pk}", at(cast, "entry", entry=entry.pk)),
    ):
        assert place.replace(":", "%3A") in shown(desk, where)
        press(desk, cast, "idea_noted", {"place": place, "title": "", "idea": idea.pk})
        assert at(cast, "idea", idea=idea.pk) in shown(desk, where)
    page = shown(desk, at(cast, "ideas"))
    assert "2 people said it" in page


def test_somebody_told_one_of_us(cast: Cast, desk: Client) -> None:
    said = {"place": "", "who": "Rosa", "words": "A bell?", "title": "A bell at the door"}
    page = press(desk, cast, "idea_noted", said)
    assert "A bell at the door" in page
    assert "A bell?" in page
    assert "said to one of us" in page
    with enter(cast.studio):
        who = Voice.objects.get().customer_id or 0
    assert "A bell at the door" in shown(desk, at(cast, "customer", customer=who))


def test_who_said_it_stands_page_by_page_and_who_does_not_know_yet_first(
    cast: Cast, desk: Client, response: Response
) -> None:
    idea, voice = done(desk, cast, response)
    with enter(cast.studio):
        tell(voice=voice, how=How.PHONE, member=cast.owner, by=act(cast.owner), at=NOW)
        people = [meet(name=f"N° {n}", by=act(cast.owner), at=NOW) for n in range(20)]
        said = [Voice(idea=idea, customer=one, words="Yes", said_at=NOW) for one in people]
        Voice.objects.bulk_create(said)
    page = at(cast, "idea", idea=idea.pk)
    first, second = shown(desk, page), shown(desk, f"{page}?page=2")
    assert "N° 19" in first
    assert hands.WORDS not in first
    assert "?page=2#who" in first
    assert hands.WORDS in second
    assert "N° 19" not in second
    assert "?page=1#who" in second


def test_what_is_missing_is_said_and_nothing_typed_is_lost(cast: Cast, desk: Client) -> None:
    answer = desk.post(at(cast, "idea_noted"), {"who": "Rosa", "title": "", "plan": "In May"})
    assert answer.status_code == 422
    assert "What is the idea?" in answer.content.decode()
    assert "In May" in answer.content.decode()
    with enter(cast.studio):
        assert not Idea.objects.exists()


PLACES = ("answer:%s:overall", "answer:x:better", "case:%s", "touchpoint:99999", "customer:%s", ":")


@pytest.mark.parametrize("place", PLACES)
def test_a_place_where_nobody_said_anything_is_none(
    cast: Cast, desk: Client, response: Response, place: str
) -> None:
    where = place.replace("%s", f"{response.pk}")
    assert desk.get(at(cast, "idea_noted"), {"place": where}).status_code == 404
    assert desk.post(at(cast, "idea_noted"), {"place": where, "title": "A"}).status_code == 404


def test_a_day_makes_it_a_promise_to_ourselves(
    cast: Cast, desk: Client, response: Response
) -> None:
    idea = noted(desk, cast, response)
    wrong = press(desk, cast, "idea_plan", {"when": "32 May"}, idea=idea.pk)
    assert "Which day did you mean?" in wrong
    page = press(desk, cast, "idea_plan", {"when": "Friday"}, idea=idea.pk)
    assert "Planned for" in page
    with enter(cast.studio):
        promise = Promise.objects.get(text=idea.title)
    assert at(cast, "promise", promise=promise.pk) in page
    assert all(f">{said}</p>" in page for said in ("Written down", "Planned"))
    press(desk, cast, "keeping", {}, promise=promise.pk)
    assert "Say what you did" in shown(desk, at(cast, "idea", idea=idea.pk))
    assert "now say what you did" in shown(desk, at(cast, "ideas"))


def test_not_now_has_a_reason_and_can_be_taken_up_again(
    cast: Cast, desk: Client, response: Response
) -> None:
    idea = noted(desk, cast, response)
    assert "Something is missing" in press(desk, cast, "idea_not_now", {"why": ""}, idea=idea.pk)
    page = press(desk, cast, "idea_not_now", {"why": "There are two of us."}, idea=idea.pk)
    assert "There are two of us." in page
    assert idea.title in shown(desk, f"{at(cast, 'ideas')}?which=not_now")
    assert idea.title not in shown(desk, at(cast, "ideas"))
    assert "It is open again" in press(desk, cast, "idea_again", {}, idea=idea.pk)


def test_it_is_put_in_other_words(cast: Cast, desk: Client, response: Response) -> None:
    idea = noted(desk, cast, response)
    said = {"title": "Open at weekends", "plan": "In turns"}
    page = press(desk, cast, "idea_words", said, idea=idea.pk)
    assert "Open at weekends" in page
    assert "In turns" in page


def test_you_said_we_did_is_read_through_and_sent_once(
    cast: Cast, desk: Client, response: Response
) -> None:
    idea, voice = done(desk, cast, response)
    ids = {"idea": idea.pk, "voice": voice.pk}
    assert at(cast, "idea_letter", **ids) in shown(desk, at(cast, "idea", idea=idea.pk))
    form = shown(desk, at(cast, "idea_letter", **ids))
    assert hands.WORDS in form
    assert DID in form
    said = {"said": "Could you open on Saturdays?", "did": DID}
    draft = press(desk, cast, "idea_letter", said | {"read": "1"}, **ids)
    assert "(the link to their page)" in draft
    with enter(cast.studio):
        assert not Letter.objects.exists()
    assert "It is on its way" in press(desk, cast, "idea_letter", said, **ids)
    again = press(desk, cast, "idea_letter", said, **ids)
    assert "They know it already" in again
    assert "They know, by letter" in again
    with enter(cast.studio):
        letter = Letter.objects.get()
        assert (letter.kind, letter.to_address) == ("idea", "bakery@example.com")
        assert "Could you open on Saturdays?" in letter.text
        assert "Lovely bread" not in letter.text


def test_whoever_has_no_mail_is_told_by_one_of_us(
    cast: Cast, desk: Client, response: Response
) -> None:
    idea, voice = done(desk, cast, response)
    with enter(cast.studio):
        write_address(customer=cast.bakery, email="", by=act(cast.owner), at=NOW)
    ids = {"idea": idea.pk, "voice": voice.pk}
    form = shown(desk, at(cast, "idea_letter", **ids))
    assert "no e-mail of theirs is known" in form
    assert at(cast, "idea_letter", **ids) not in form
    assert "They know, by phone" in press(desk, cast, "idea_told", {"how": "phone"}, **ids)
    with enter(cast.studio):
        assert (News.objects.count(), Letter.objects.count()) == (1, 0)


def test_before_it_is_done_there_is_no_letter(cast: Cast, desk: Client, response: Response) -> None:
    idea = noted(desk, cast, response)
    with enter(cast.studio):
        ids = {"idea": idea.pk, "voice": Voice.objects.get().pk}
    assert desk.get(at(cast, "idea_letter", **ids)).status_code == 404
    assert desk.post(at(cast, "idea_told", **ids), {"how": "phone"}).status_code == 404


def test_a_viewer_looks_and_presses_nothing(cast: Cast, desk: Client, response: Response) -> None:
    idea, voice = done(desk, cast, response)
    with enter(cast.studio):
        Member.objects.filter(pk=cast.owner.pk).update(role=Member.Role.VIEWER)
    page = shown(desk, at(cast, "idea", idea=idea.pk))
    assert DID in page
    assert at(cast, "idea_words", idea=idea.pk) not in page
    assert at(cast, "idea_letter", idea=idea.pk, voice=voice.pk) not in page
    assert at(cast, "idea_noted") not in shown(desk, at(cast, "ideas"))
    assert desk.get(at(cast, "idea_noted")).status_code == 404

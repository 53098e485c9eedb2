from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.listening import account, acknowledge
from makegood.domain.recovery.actions.putting_right import Offer, decide_remedy, tell_remedy
from makegood.domain.recovery.models import Case, Hearing, How, Remedy
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.queries import token
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.interfaces.portal.furnished import DAY, NOW, Furnished, furnish
from tests.interfaces.walls import digest

# What a case promises of itself.
WORD, HOW = "Our word on what went wrong", "How we put it right"


@pytest.fixture
def anna(cast: Cast) -> Iterator[Furnished]:
    with time_machine.travel(NOW, tick=False):
        yield furnish(cast.owner)


@pytest.fixture
def page(cast: Cast, anna: Furnished) -> Client:
    client = Client()
    with enter(cast.studio):
        said = token(anna.link.pk)
    client.get(f"/l/{said}")
    return client


def here(anna: Furnished, rest: str = "") -> str:
    return f"/c/{anna.link.pk}/{rest}"


def raised(page: Client, anna: Furnished, words: str = "The sign hangs askew.") -> str:
    answer = page.post(here(anna, "concerns"), {"words": words}, follow=True)
    return answer.content.decode()


def said_in(answer: Any) -> str:
    said: str = answer.content.decode()
    return said


def case_of(cast: Cast) -> Case:
    with enter(cast.studio):
        return Case.objects.get()


def test_one_press_and_a_sentence_says_by_when_they_hear_and_that_is_a_promise(
    cast: Cast, page: Client, anna: Furnished
) -> None:
    raised(page, anna)
    shown = said_in(page.get(here(anna)))
    assert "You hear from us by Wednesday 25 November at" in shown
    assert "The sign hangs askew." in shown
    with enter(cast.studio):
        case = Case.objects.get()
        assert (case.customer, case.opened_as) == (anna.customer, "concern")
        assert Promise.objects.filter(steps__case=case, to="customer", visible=True).count() == 1


def test_they_are_thanked_and_told_by_when_each_time_they_look(
    cast: Cast, page: Client, anna: Furnished
) -> None:
    first = page.post(here(anna, "concerns"), {"words": "Askew."})
    its = f"cases/{case_of(cast).pk}"
    more = page.post(here(anna, f"{its}/words"), {"expected": "Straight"})
    before = digest.of_everything(cast.studio, cast.salon)
    for pressed in (first, more):
        assert (pressed.status_code, pressed["Location"]) == (302, here(anna, f"{its}/thanks"))
        shown = said_in(page.get(pressed["Location"]))
        assert "Thank you. We have it." in shown
        assert "You hear from us by Wednesday 25 November at" in shown
        assert f'href="{here(anna)}#case-{case_of(cast).pk}"' in shown
    assert list(digest.changed(before, digest.of_everything(cast.studio, cast.salon))) == []


def test_the_same_pressed_twice_is_one(cast: Cast, page: Client, anna: Furnished) -> None:
    raised(page, anna)
    raised(page, anna)
    with enter(cast.studio):
        assert (Case.objects.count(), Hearing.objects.count()) == (1, 1)


def test_nothing_said_is_no_concern_and_is_asked_once_more(
    cast: Cast, page: Client, anna: Furnished
) -> None:
    with enter(cast.studio):
        for name in ("The sign", "The menu"):
            Engagement.objects.create(customer=anna.customer, name=name, began_at=NOW)
        meant = Engagement.objects.get(name="The menu").pk
    answer = page.post(here(anna, "concerns"), {"words": " ", "work": meant})
    shown = said_in(answer)
    assert answer.status_code == 422
    assert "A sentence is enough." in shown
    assert f'action="{here(anna, "concerns")}"' in shown
    assert f'<option value="{meant}" selected>' in shown
    long = said_in(page.post(here(anna, "concerns"), {"words": "Wood " * 1001}))
    assert "5,000 characters are kept." in long
    assert "Wood Wood" in long
    with enter(cast.studio):
        assert not Case.objects.exists()


def test_they_say_what_they_expected_in_their_own_words(
    cast: Cast, page: Client, anna: Furnished
) -> None:
    raised(page, anna)
    case = case_of(cast)
    said = {"expected": "Straight", "right_when": "Hang it anew"}
    page.post(here(anna, f"cases/{case.pk}/words"), said)
    shown = said_in(page.get(here(anna)))
    assert "Hang it anew" in shown
    assert "What did you expect?" not in shown
    with enter(cast.studio):
        heard = Hearing.objects.latest("id")
        assert (heard.expected, heard.how, heard.heard_by) == ("Straight", "page", None)


def test_questions_sent_empty_ask_for_a_sentence(cast: Cast, page: Client, anna: Furnished) -> None:
    raised(page, anna)
    case = case_of(cast)
    sent = page.post(here(anna, f"cases/{case.pk}/words"), {"expected": " "})
    shown = sent.content.decode()
    assert sent.status_code == 422
    assert "<h1>One thing is missing</h1>" in shown
    assert "Write a sentence: what did you expect" in shown
    with enter(cast.studio):
        assert Hearing.objects.count() == 1


def put_right(cast: Cast, case: Case) -> None:
    """Walked until they are asked whether it is right."""
    us, by = cast.owner, Actor("member", cast.owner.pk)
    with enter(cast.studio):
        acknowledge(case=case, how=How.PHONE, member=us, by=by, at=NOW)
        account(case=case, words="A bolt was missing.", member=us, by=by, at=NOW)
        due = (NOW + DAY).date()
        offer = Offer(kind=Remedy.Kind.REDO, words="We hang it straight", due_on=due)
        remedy = decide_remedy(case=case, offer=offer, member=us, by=by, at=NOW)
        tell_remedy(remedy=remedy, how=How.PHONE, member=us, by=by, at=NOW)
        assert remedy.promise is not None
        keep(promise=remedy.promise, by=by, at=NOW)
    work_off()


def test_they_are_asked_whether_it_is_right_and_a_yes_ends_it(
    cast: Cast, page: Client, anna: Furnished
) -> None:
    raised(page, anna)
    case = case_of(cast)
    said = {"expected": "Straight"}
    page.post(here(anna, f"cases/{case.pk}/words"), said)
    put_right(cast, case)
    with enter(cast.studio):
        Promise.objects.filter(steps=None, remedy=None).update(visible=False)
    shown = said_in(page.get(here(anna)))
    assert "Is it right now?" in shown
    assert "Nothing is open." not in shown
    answer = page.post(here(anna, f"cases/{case.pk}/right"), {"right": "yes"})
    assert "We are glad that it is right." in answer.content.decode()
    assert case_of(cast).closing == "verified"


def test_what_a_case_says_of_itself_is_neither_next_nor_done_but_what_put_it_right_is(
    cast: Cast, page: Client, anna: Furnished
) -> None:
    raised(page, anna)
    case = case_of(cast)
    page.post(here(anna, f"cases/{case.pk}/words"), {"expected": "Straight"})
    assert WORD not in said_in(page.get(here(anna)))
    put_right(cast, case)
    shown = said_in(page.get(here(anna)))
    assert not [words for words in (WORD, HOW) if words in shown]
    done = shown[shown.index("<h2>Done</h2>") :]
    assert "We hang it straight" in done
    page.post(here(anna, f"cases/{case.pk}/right"), {"right": "no"})
    assert HOW not in said_in(page.get(here(anna)))


def test_not_yet_goes_on_and_is_never_argued_with(
    cast: Cast, page: Client, anna: Furnished
) -> None:
    raised(page, anna)
    case = case_of(cast)
    page.post(here(anna, f"cases/{case.pk}/words"), {"expected": "Straight"})
    put_right(cast, case)
    said = {"right": "no", "words": "Still askew"}
    answer = page.post(here(anna, f"cases/{case.pk}/right"), said)
    hears_by = "hear from us by Thursday 26 November at"
    assert f"Then it is not done. We find another way, and you {hears_by}" in said_in(answer)
    assert hears_by in said_in(page.get(here(anna)))
    assert case_of(cast).is_open


def test_another_customer_s_case_is_not_there(cast: Cast, page: Client, anna: Furnished) -> None:
    raised(page, anna)
    case = case_of(cast)
    ben = furnish(cast.owner, name="Ben")
    other = Client()
    with enter(cast.studio):
        said = token(ben.link.pk)
    other.get(f"/l/{said}")
    for rest, sent in (("words", {"said": "x"}), ("right", {"right": "yes"})):
        answer = other.post(here(ben, f"cases/{case.pk}/{rest}"), sent)
        assert answer.status_code == 404
    assert other.get(here(ben, f"cases/{case.pk}/thanks")).status_code == 404
    with enter(cast.studio):
        assert Hearing.objects.count() == 1


def test_a_form_that_lost_its_token_keeps_what_was_written(
    cast: Cast, page: Client, anna: Furnished
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = page.cookies
    shown = strict.post(here(anna, "concerns"), {"words": "It hangs <b>askew</b>."})
    assert shown.status_code == 403
    assert "It hangs &lt;b&gt;askew&lt;/b&gt;." in shown.content.decode()
    with enter(cast.studio):
        assert not Case.objects.exists()

"""What people wrote, beside who they are, what it is about, and what was promised to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from makegood.domain.feedback.actions.counting import count_ours
from makegood.domain.feedback.models import Reason, Response, Survey
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, delivered, promised, survey, work
from tests.domain.feedback.heard import heard
from tests.interfaces.desk.test_insights import words
from tests.ui.reading import Element, parsed


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW + DAY, tick=False):
        yield


@pytest.fixture
def ours(cast: Cast, client: Client) -> Iterator[Cast]:
    client.force_login(cast.alice)
    with enter(cast.studio):
        yield cast


@pytest.fixture
def asked(ours: Cast) -> Survey:
    return survey(ours.owner)


def page(client: Client, cast: Cast, of: Survey, query: str = "") -> Element:
    answer = client.get(f"/desk/{cast.studio.slug}/surveys/{of.pk}/answers{query}")
    assert answer.status_code == 200
    return parsed(answer.content.decode()).one("main")


def said(ours: Cast, asked: Survey, text: str = "It came late.") -> Response:
    (one,) = heard(ours.owner, asked, [2], at=NOW, words=text, by=ours.bakery)
    count_ours(now=NOW + DAY)
    return one


def press(client: Client, cast: Cast, of: Response, about: str, *, in_place: bool = False) -> str:
    address = f"/desk/{cast.studio.slug}/responses/{of.pk}/reasons"
    headers = {"HX-Request": "true"} if in_place else {}
    answer = client.post(address, {"about": about}, headers=headers)
    assert answer.status_code == (200 if in_place else 302)
    return answer.content.decode()


def test_words_stand_beside_who_wrote_them_and_what_was_promised(
    ours: Cast, client: Client, asked: Survey
) -> None:
    sign = work(ours.owner, ours.bakery)
    delivered(ours.owner, promised(ours.owner, sign))
    heard(ours.owner, asked, [2], at=NOW, words="It came late.", of=sign, by=ours.bakery)
    shown = words(page(client, ours, asked))
    assert "the bakery · 2 of 5" in shown
    assert "It came late." in shown
    assert "The sign, put up Promised" in shown


def test_what_it_may_be_about_is_asked_with_the_word_that_says_so(
    ours: Cast, client: Client, asked: Survey
) -> None:
    said(ours, asked)
    assert "Time? suggested, because of “late”" in words(page(client, ours, asked))


def test_a_press_confirms_it_in_place(ours: Cast, client: Client, asked: Survey) -> None:
    one = said(ours, asked)
    answer = press(client, ours, one, "time:better", in_place=True)
    assert "said by Alice" in words(parsed(answer))
    assert Reason.objects.get().is_confirmed


def test_another_reason_is_chosen_from_the_list(ours: Cast, client: Client, asked: Survey) -> None:
    one = said(ours, asked)
    offered = [press.attributes.get("value") for press in page(client, ours, asked).all("button")]
    assert "price:better" in offered
    press(client, ours, one, "price:better")
    assert "Price said by Alice" in words(page(client, ours, asked))


def test_what_it_is_not_about_is_taken_off(ours: Cast, client: Client, asked: Survey) -> None:
    one = said(ours, asked)
    reason = Reason.objects.get()
    address = f"/desk/{ours.studio.slug}/responses/{one.pk}/reasons/{reason.pk}/taken-off"
    assert client.post(address).status_code == 302
    assert "suggested" not in words(page(client, ours, asked))


@pytest.mark.parametrize("about", ["", "nonsense:better", "time:overall", "time:", "time:\x00"])
def test_nonsense_notes_nothing(ours: Cast, client: Client, asked: Survey, about: str) -> None:
    one = said(ours, asked, "Nothing to say")
    press(client, ours, one, about)
    assert not Reason.objects.exists()


def test_a_reason_of_another_answer_is_not_found(ours: Cast, client: Client, asked: Survey) -> None:
    said(ours, asked)
    other = said(ours, asked, "Fine")
    address = f"/desk/{ours.studio.slug}/responses/{other.pk}/reasons/{Reason.objects.get().pk}"
    assert client.post(f"{address}/taken-off").status_code == 404


def test_they_are_narrowed_to_one_reason(ours: Cast, client: Client, asked: Survey) -> None:
    said(ours, asked)
    said(ours, asked, "Too expensive")
    shown = words(page(client, ours, asked, "?what=price"))
    assert "Too expensive" in shown
    assert "It came late." not in shown
    assert "Nobody wrote anything of the kind." in words(page(client, ours, asked, "?what=people"))


def test_the_newest_come_first_and_the_rest_on_the_next_page(
    ours: Cast, client: Client, asked: Survey
) -> None:
    for n in range(21):
        heard(ours.owner, asked, [3], at=NOW - n * DAY, words=f"Words {n}.", by=ours.bakery)
    first, second = (words(page(client, ours, asked, f"?page={n}")) for n in (1, 2))
    assert first.index("Words 0.") < first.index("Words 19.")
    assert ("Words 20." in first, "Words 20." in second) == (False, True)


def test_whoever_may_only_look_presses_nothing(ours: Cast, client: Client, asked: Survey) -> None:
    one = said(ours, asked)
    Member.objects.filter(pk=ours.owner.pk).update(role=Member.Role.VIEWER)
    shown = page(client, ours, asked)
    assert "It came late." in words(shown)
    assert shown.all("form") == []
    address = f"/desk/{ours.studio.slug}/responses/{one.pk}/reasons"
    assert client.post(address, {"about": "price:better"}).status_code == 404


def test_with_no_answers_it_says_what_will_stand_here(
    ours: Cast, client: Client, asked: Survey
) -> None:
    assert "Nobody has written anything yet." in words(page(client, ours, asked))

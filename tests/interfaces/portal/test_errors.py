from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from makegood.domain.promises.models import Answer
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries as links
from makegood.foundation.links.actions import revoke
from makegood.foundation.links.models import Link
from makegood.foundation.mail.actions import writing
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.portal import page
from tests.cast import Cast
from tests.interfaces.portal.furnished import DAY, NOW, Furnished, furnish
from tests.ui.reading import Element, parsed

WORDS = 'Then we open on the 19th. "Good luck" & all that'


@pytest.fixture(autouse=True)
def counts_at_nought() -> None:
    cache.clear()


@pytest.fixture
def anna(cast: Cast) -> Iterator[Furnished]:
    with time_machine.travel(NOW, tick=False):
        yield furnish(cast.owner)


def token_of(cast: Cast, link: Link) -> str:
    with enter(cast.studio):
        return links.token(link.pk)


def let_in(cast: Cast, anna: Furnished, *, strict: bool = False) -> Client:
    browser = Client(enforce_csrf_checks=strict)
    browser.get(reverse("link", args=[token_of(cast, anna.link)]))
    return browser


def answer_address(anna: Furnished) -> str:
    return reverse("notice_answer", args=[anna.link.pk, anna.notice.pk])


def form_on(page: str) -> Element:
    return parsed(page).all("form")[0]


def token_in(page: str) -> str:
    fields = [one.attributes for one in form_on(page).all("input")]
    return next(one["value"] for one in fields if one["name"] == "csrfmiddlewaretoken")


def answers(cast: Cast) -> list[tuple[str, str]]:
    with enter(cast.studio):
        return list(Answer.objects.values_list("choice", "words"))


def test_a_press_on_our_page_is_taken_with_its_token(cast: Cast, anna: Furnished) -> None:
    browser = let_in(cast, anna, strict=True)
    page = browser.get(reverse("customer_page", args=[anna.link.pk])).content.decode()
    said = {"choice": "fine", "words": WORDS, "csrfmiddlewaretoken": token_in(page)}
    assert browser.post(answer_address(anna), said).status_code == 302
    assert answers(cast) == [("fine", WORDS)]


def test_a_press_whose_cookie_was_lost_keeps_its_words(cast: Cast, anna: Furnished) -> None:
    browser = let_in(cast, anna, strict=True)
    once = browser.post(answer_address(anna), {"choice": "call", "words": WORDS})
    assert (once.status_code, answers(cast)) == (403, [])
    page = once.content.decode()
    assert "Nothing you wrote is lost." in page
    assert "desk" not in page
    form = form_on(page)
    assert form.one("textarea").text == WORDS
    button = form.one("button")
    assert button.text == "Please call me"
    said = {
        "choice": button.attributes["value"],
        "words": form.one("textarea").text,
        "csrfmiddlewaretoken": token_in(page),
    }
    assert browser.post(form.attributes["action"], said).status_code == 302
    assert answers(cast) == [("call", WORDS)]


def test_words_from_elsewhere_are_shown_to_nobody(cast: Cast, anna: Furnished) -> None:
    """Another site can post, but its visitor's pass does not come with it."""
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.post(answer_address(anna), {"choice": "fine", "words": WORDS})
    assert page.status_code == 403
    assert "Then we open" not in page.content.decode()
    assert "Anna" not in page.content.decode()


def test_an_answer_that_we_never_offered_is_kept_by_nobody(cast: Cast, anna: Furnished) -> None:
    browser = let_in(cast, anna, strict=True)
    for wrong in ("", "yes", "<b>fine</b>"):
        page = browser.post(answer_address(anna), {"choice": wrong})
        assert page.status_code == 403
        assert "Open the link in our letter again" in page.content.decode()


def test_a_refused_answer_keeps_its_words(cast: Cast, anna: Furnished) -> None:
    page = let_in(cast, anna).post(answer_address(anna), {"choice": "end", "words": WORDS})
    assert page.status_code == 422
    said = parsed(page.content.decode()).text
    assert "That answer is not on offer." in said
    assert WORDS in said


def test_a_link_that_opens_nothing_says_so_kindly(cast: Cast, anna: Furnished) -> None:
    browser = let_in(cast, anna)
    with enter(cast.studio):
        revoke(link=anna.link, by=Actor("member", cast.owner.pk), at=NOW)
    for path in (
        reverse("link", args=[token_of(cast, anna.link)]),
        reverse("customer_page", args=[anna.link.pk]),
        "/l/short",
        "/c/999999/",
        "/c/nonsense",
    ):
        page = browser.get(path)
        assert page.status_code == 404
        said = page.content.decode()
        assert "This link opens nothing" in said
        assert "desk" not in said
        assert "Anna" not in said
        assert "script-src 'none'" in page["Content-Security-Policy"]
    assert "To your desk" in browser.get("/nowhere").content.decode()


def test_an_expired_link_sends_a_fresh_one_to_the_known_address(
    cast: Cast, anna: Furnished
) -> None:
    token = token_of(cast, anna.link)
    with time_machine.travel(NOW + 60 * DAY, tick=False):
        browser = Client()
        page = browser.get(reverse("link", args=[token]), follow=True)
        assert page.status_code == 200
        assert "This link has ended" in page.content.decode()
        assert "Logo" not in page.content.decode()
        form = form_on(page.content.decode())
        sent = browser.post(form.attributes["action"], {"email": "mallory@example.com"})
        assert "A fresh link is on its way" in sent.content.decode()
        with enter(cast.studio):
            letter = Letter.objects.get(kind=Letter.Kind.FRESH_LINK)
            fresh = links.token(letter.about)
        assert letter.to_address == "anna@example.com"
        opened = Client().get(reverse("link", args=[fresh]), follow=True)
        assert "Hello Anna Okafor" in opened.content.decode()


def test_a_fresh_link_is_asked_for_three_times_a_day(cast: Cast, anna: Furnished) -> None:
    browser, address = let_in(cast, anna), reverse("fresh_link", args=[anna.link.pk])
    assert [browser.post(address).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_who_had_many_letters_today_gets_no_fresh_link(
    cast: Cast, anna: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_TO_ONE", 1)  # The notice was that one.
    with enter(cast.studio):
        made = Link.objects.count()
    answer = let_in(cast, anna).post(reverse("fresh_link", args=[anna.link.pk]))
    assert answer.status_code == 429
    assert "Wait a while, or call us." in answer.content.decode()
    with enter(cast.studio):
        assert Letter.objects.count() == 1
        assert Link.objects.count() == made


def test_the_pass_is_a_cookie_of_this_host_alone(cast: Cast, anna: Furnished) -> None:
    cookie = let_in(cast, anna).cookies[f"{settings.LINK_COOKIE}{anna.link.pk}"]
    assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Lax")


def test_what_breaks_on_a_customer_s_page_does_not_show_them_the_desk(
    cast: Cast, anna: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = let_in(cast, anna)
    browser.raise_request_exception = False

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(page, "framed", fail)
    answer = browser.get(reverse("customer_page", args=[anna.link.pk]))
    said = answer.content.decode()
    assert answer.status_code == 500
    assert "Something broke on our side" in said
    assert 'class="portal"' in said
    assert "desk" not in said.lower()
    assert "'none'" in answer.headers["Content-Security-Policy"].partition("script-src")[2][:8]
    assert answer.headers["Referrer-Policy"] == "no-referrer"

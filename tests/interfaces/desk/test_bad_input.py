"""What a tired owner gets wrong: a sentence says what to do, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from makegood.domain.promises.models import Promise
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

WEDNESDAY = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
DESK = "/desk/fern-studio"
CHIPS = {"text": "Logo proofs to the bakery by Friday", "what": "Logo proofs", "who": "the bakery"}
MOVE = {"when": "Tuesday", "reason": "supplier", "words": "The printer broke.", "told": ""}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


@pytest.fixture
def wednesday() -> Iterator[None]:
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


@pytest.fixture
def owner(client: Client, cast: Cast) -> Client:
    client.force_login(cast.alice)
    return client


@pytest.fixture
def proofs(owner: Client, cast: Cast) -> int:
    """The logo proofs, promised to the bakery for Friday."""
    owner.post(f"{DESK}/promises", {**CHIPS, "when": "Friday", "once": "proofs"})
    with enter(cast.studio):
        return Promise.objects.get().pk


def said(answer: Answer) -> str:
    """The words of a page, without its marks."""
    words = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(words.replace("&quot;", '"').replace("&#x27;", "'").split())


def count(cast: Cast) -> int:
    with enter(cast.studio):
        return Promise.objects.count()


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("", "By when? “Friday” or “12 June” will do."),
        ("32 May", "We read “32 May”. Which day did you mean?"),
        ("20 November 2026", "That day has passed already. When will it be?"),
        ("asap", "We read “asap”. Which day did you mean?"),
    ],
)
def test_a_day_that_will_not_do_is_asked_for_again(
    owner: Client, cast: Cast, when: str, sentence: str
) -> None:
    answer = owner.post(f"{DESK}/promises", {**CHIPS, "when": when, "once": "a"})
    assert answer.status_code == 422
    assert sentence in said(answer)
    for kept in (CHIPS["text"], 'value="Logo proofs"', 'value="the bakery"'):
        assert kept in answer.content.decode()
    assert count(cast) == 0


def test_words_that_are_no_date_are_no_part_of_the_promise(owner: Client) -> None:
    read = owner.post(f"{DESK}/promises/reading", {"text": "Radiator by 32 May"})
    assert "We read “32 May”. Which day did you mean?" in said(read)
    assert 'value="Radiator"' in read.content.decode()


def test_ten_thousand_characters_are_handed_back_whole(owner: Client, cast: Cast) -> None:
    line = "x" * 10_000
    read = owner.post(f"{DESK}/promises/reading", {"text": line})
    assert line in read.content.decode()
    made = {"text": line, "what": line, "who": "", "when": "Friday", "once": "a"}
    answer = owner.post(f"{DESK}/promises", made)
    assert "up to 500 fit. Say it shorter." in said(answer)
    assert answer.content.decode().count(line) >= 2
    assert count(cast) == 0


def test_a_name_in_arabic_is_a_name(owner: Client) -> None:
    name = "محمد الأحمد"
    read = owner.post(f"{DESK}/promises/reading", {"text": f"Pipes to {name} by Friday"})
    assert f'value="{name}"' in read.content.decode()
    made = {"what": "Pipes", "who": name, "when": "Friday", "once": "a"}
    page = owner.post(f"{DESK}/promises", made, follow=True)
    assert f"Promised to {name} for Friday." in said(page)


def test_pressed_twice_it_is_promised_once(owner: Client, cast: Cast) -> None:
    for _press in range(2):
        owner.post(f"{DESK}/promises", {**CHIPS, "when": "Friday", "once": "a"})
    assert count(cast) == 1


def test_in_place_the_chips_come_back_and_a_promise_leads_to_today(owner: Client) -> None:
    made = {**CHIPS, "when": "32 May", "once": "a"}
    wrong = owner.post(f"{DESK}/promises", made, headers={"HX-Request": "true"})
    assert (wrong.status_code, b"<html" in wrong.content) == (422, False)
    right = {**made, "when": "Friday"}
    done = owner.post(f"{DESK}/promises", right, headers={"HX-Request": "true"})
    assert done.headers["HX-Redirect"] == f"{DESK}/today"


def test_a_promise_page_reloaded_is_a_page(owner: Client) -> None:
    """A phone that let the tab go asks for the address again, without what was sent."""
    for address in ("promises", "promises/reading", "settings/hours", "settings/business"):
        assert owner.get(f"{DESK}/{address}").status_code == 200


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("20 November 2026", "That day has passed already. When will it be?"),
        ("Friday", "That is the date it has now. Which day instead?"),
        ("32 May", "We read “32 May”. Which day did you mean?"),
    ],
)
def test_a_move_that_will_not_do_keeps_what_was_typed(
    owner: Client, proofs: int, when: str, sentence: str
) -> None:
    answer = owner.post(f"{DESK}/promises/{proofs}/moves", {**MOVE, "when": when, "seen": 0})
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert "The printer broke." in said(answer)


def test_moved_in_the_other_tab_it_is_seen_and_the_next_press_counts(
    owner: Client, proofs: int
) -> None:
    moves = f"{DESK}/promises/{proofs}/moves"
    owner.post(moves, {**MOVE, "seen": 0})
    second = owner.post(moves, {**MOVE, "when": "Thursday", "seen": 0})
    assert second.status_code == 422
    assert 'name="seen" value="1"' in second.content.decode()
    third = owner.post(moves, {**MOVE, "when": "Thursday", "seen": 1}, follow=True)
    assert "Moved to tomorrow." in said(third)


def test_kept_in_the_other_tab_a_move_says_why_not(owner: Client, proofs: int) -> None:
    owner.post(f"{DESK}/promises/{proofs}/keeping")
    answer = owner.post(f"{DESK}/promises/{proofs}/moves", {**MOVE, "seen": 0})
    assert 'class="notice notice-risk"' in answer.content.decode()
    assert "kept" in said(answer)


@pytest.mark.parametrize("whose", [{"who": ""}, {"by": "customer"}])
def test_where_nobody_was_promised_nobody_has_to_know(
    owner: Client, cast: Cast, whose: dict[str, str]
) -> None:
    owner.post(f"{DESK}/promises", {**CHIPS, **whose, "when": "Friday", "once": "a"})
    with enter(cast.studio):
        page = f"{DESK}/promises/{Promise.objects.get().pk}"
    assert "Do they know?" not in said(owner.get(page))
    moved = said(owner.post(f"{page}/moves", {**MOVE, "told": "phone", "seen": 0}, follow=True))
    assert "Moved to Tuesday." in moved
    assert "They do not know yet." not in moved


def test_no_date_for_now_is_said_in_plain_words(owner: Client, proofs: int) -> None:
    move = {**MOVE, "when": "Friday", "unknown": "on", "seen": 0}
    answer = owner.post(f"{DESK}/promises/{proofs}/moves", move, follow=True)
    assert "No date for now. They do not know yet." in said(answer)


def test_a_number_of_any_length_in_the_ledgers_address_is_passed_over(owner: Client) -> None:
    for asked in ("customer", "page"):
        assert owner.get(f"{DESK}/ledger?{asked}={'9' * 5000}").status_code == 200


def test_a_country_that_is_none_is_asked_again(owner: Client) -> None:
    ours = {"name": "Fern", "zone": "Europe/Berlin", "locale": "en", "country": "ZZ"}
    answer = owner.post(f"{DESK}/settings/business", ours)
    assert answer.status_code == 422
    assert 'value="Fern"' in answer.content.decode()


def test_an_act_refused_in_place_is_shown_not_only_said(owner: Client, proofs: int) -> None:
    owner.post(f"{DESK}/promises/{proofs}/withdrawal", {"asked_by": "customer"})
    act = f"{DESK}/promises/{proofs}/keeping"
    answer = owner.post(act, headers={"HX-Request": "true"})
    assert "withdrawn" in answer.headers["HX-Trigger-After-Settle"]


def test_told_in_the_future_is_asked_again(owner: Client, proofs: int) -> None:
    told = {"how": "phone", "told_at": "2027-01-01T10:00"}
    answer = owner.post(f"{DESK}/promises/{proofs}/tellings/stated", told)
    assert "That is still ahead. When did you tell them?" in said(answer)
    assert "2027-01-01T10:00" in answer.content.decode()


def sign_in(client: Client, cast: Cast, page: str) -> Answer:
    fields = {"login": cast.alice.email, "password": cast.password, "next": page}
    return client.post("/sign-in", fields, follow=True)


def lose_session(client: Client, cast: Cast) -> None:
    """The owner signed in with this browser, long ago."""
    client.logout()
    sign_in(client, cast, f"{DESK}/today")
    del client.cookies[settings.SESSION_COOKIE_NAME]


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        ("settings/hours", {"day0": "8-12"}),
        ("settings/closures", {"first": "2026-12-24", "last": "2026-12-31", "name": "Winter"}),
        ("promises", {**CHIPS, "when": "Friday", "once": "a"}),
    ],
)
def test_signed_out_meanwhile_the_form_is_there_again_once(
    client: Client, cast: Cast, form: str, kept: dict[str, str]
) -> None:
    lose_session(client, cast)
    out = client.post(f"{DESK}/{form}", kept, follow=True)
    assert "Sign in: what you typed is kept." in said(out)
    page = sign_in(client, cast, f"{DESK}/{form}")
    assert "press again" in said(page)
    assert page.request["REQUEST_METHOD"] == "GET"
    for value in kept.values():
        assert f'value="{value}"' in page.content.decode()
    once_more = client.get(f"{DESK}/{form}").content.decode()
    assert f'value="{next(iter(kept.values()))}"' not in once_more
    assert count(cast) == 0


def test_signed_out_meanwhile_a_move_is_there_again(owner: Client, cast: Cast, proofs: int) -> None:
    moves = f"{DESK}/promises/{proofs}/moves"
    lose_session(owner, cast)
    out = owner.post(moves, {**MOVE, "seen": 0}, headers={"HX-Request": "true"})
    assert out.headers["HX-Redirect"].startswith("/sign-in?next=")
    page = sign_in(owner, cast, moves)
    for words in ("The printer broke.", 'value="Tuesday"', '<option value="supplier" selected'):
        assert words in page.content.decode()


def test_a_form_grown_old_is_kept_too(cast: Cast, proofs: int) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.alice)
    moves = f"{DESK}/promises/{proofs}/moves"
    answer = strict.post(moves, {**MOVE, "seen": 0})
    assert answer.status_code == 403
    assert f'href="{moves}"' in answer.content.decode()
    assert "The printer broke." in said(strict.get(moves))


def test_a_password_is_never_put_by(client: Client, cast: Cast) -> None:
    lose_session(client, cast)
    client.post(f"{DESK}/settings/hours", {"day0": "8-12", "password": "secret-word"})
    assert "8-12" in str(dict(client.session))
    assert "secret-word" not in str(dict(client.session))


def test_hours_are_read_as_people_write_them_or_asked_again(owner: Client) -> None:
    good = {"day0": "9:00-12:00 and 14-18", "day1": "9-5", "day2": "8am - 12.30pm"}
    page = owner.post(f"{DESK}/settings/hours", good, follow=True)
    for shown in ("09:00–12:00, 14:00–18:00", "09:00–17:00", "08:00–12:30"):
        assert f'value="{shown}"' in page.content.decode()
    for wrong in ("22-6", "9-12, 11-15", "nine to five", "13pm-15pm", "25-26"):
        answer = owner.post(f"{DESK}/settings/hours", {"day0": wrong})
        assert answer.status_code == 422
        assert f'value="{wrong}"' in answer.content.decode()


def test_a_region_goes_with_its_country(owner: Client) -> None:
    ours = {"name": "Fern Studio", "zone": "Europe/Berlin", "locale": "en"}
    for country, region in (("DE", "BY"), ("GB", "BY")):
        fields = {**ours, "country": country, "region": region}
        assert owner.post(f"{DESK}/settings/business", fields).status_code == 302


def test_days_off_backwards_are_asked_again(owner: Client) -> None:
    answer = owner.post(
        f"{DESK}/settings/closures", {"first": "2026-12-24", "last": "2026-12-20", "name": "x"}
    )
    assert "It ends before it begins. Which day is the last?" in said(answer)


def test_nothing_found_says_where_else_to_look(owner: Client, proofs: int) -> None:
    assert "Nothing here fits." in said(owner.get(f"{DESK}/ledger?search=zzzz"))

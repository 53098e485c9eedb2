from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

import pytest
from django.db import OperationalError, connection
from django.test import override_settings
from django.utils import timezone

from makegood.foundation.jobs import actions as jobs
from makegood.foundation.jobs.models import Job
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail import server
from makegood.foundation.mail.actions import posting
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rules import Server
from makegood.foundation.mail.sealing import Sealed
from makegood.foundation.mail.server import Kind, Outcome
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast, make_cast
from tests.foundation.jobs.faults import failing, told_of
from tests.foundation.mail.outbox import a_letter, again, letter_of, post_all, standing, to
from tests.foundation.mail.post_office import CUT, STALL, TRICKLE, post_office

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
State = Letter.State


@pytest.mark.usefixtures("inside")
def test_a_sent_letter_has_the_servers_own_words(cast: Cast) -> None:
    letter = a_letter()
    with post_office() as office, to(office):
        work_off()
    assert again(letter).state == State.SENT
    assert letter.reply == "250 2.0.0 queued as 1"
    [taken] = office.taken
    assert office.recipients == ["anna@example.com"]
    assert taken["Message-ID"] == letter.message_id
    assert taken["From"] == "Fern Studio <makegood@localhost>"
    body = taken.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == ["It will be Tuesday.", ".", "With a dot."]
    entry = Entry.objects.get(event="letter.sent")
    assert (entry.subject_id, entry.facts) == (letter.pk, {"kind": "notice", "about": 1})


@pytest.mark.parametrize(
    ("script", "state"),
    [
        ({"banner": "421 too busy"}, State.QUEUED),
        ({"banner": CUT}, State.QUEUED),
        ({"EHLO": CUT}, State.QUEUED),
        ({"MAIL": "452 disk full"}, State.QUEUED),
        ({"RCPT": "450 grey"}, State.QUEUED),
        ({"RCPT": "550 nobody here"}, State.FAILED),
        ({"DATA": "451 local trouble"}, State.QUEUED),
        ({"DATA": "554 no"}, State.FAILED),
        ({"DATA": CUT}, State.QUEUED),
        ({"message": "451 not now"}, State.QUEUED),
        ({"message": "554 spam"}, State.FAILED),
        ({"message": "hello"}, State.UNSURE),
        ({"message": "354 go on"}, State.UNSURE),
        ({"MAIL": "530 sign in first"}, State.QUEUED),
        ({"RCPT": "354 what"}, State.QUEUED),
        ({"DATA": "250 thanks"}, State.QUEUED),
        ({"message": CUT}, State.UNSURE),
    ],
)
@pytest.mark.usefixtures("inside")
def test_what_the_server_does_decides_what_becomes_of_it(
    cast: Cast, script: dict[str, Any], state: Letter.State
) -> None:
    letter = a_letter()
    with post_office(**script) as office, to(office):
        work_off()
    assert again(letter).state == state
    assert letter.sent_at is None
    if state != State.FAILED:
        assert letter.try_at is not None
        assert letter.try_at > timezone.now()


@pytest.mark.usefixtures("inside")
def test_a_server_that_is_not_there_is_tried_again(cast: Cast) -> None:
    letter = a_letter()
    with override_settings(MAIL_SERVER=Server("127.0.0.1", 9, "none")):
        work_off()
    assert again(letter).state == State.QUEUED
    with post_office() as office, to(office):
        post_all(cast)
    assert again(letter).state == State.SENT
    assert letter.attempts == 2


@pytest.mark.parametrize("how", [STALL, TRICKLE])
@pytest.mark.parametrize("moment", ["banner", "RCPT"])
@pytest.mark.usefixtures("inside")
def test_a_server_that_dawdles_holds_up_nobody_for_long(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, moment: str, how: str
) -> None:
    monkeypatch.setattr(server, "SECONDS_TO_HAND_OVER", 0.3)
    letter = a_letter()
    began = timezone.now()
    with post_office(**{moment: how}) as office, to(office):
        work_off()
        took = timezone.now() - began
    assert took < timedelta(seconds=2)
    assert again(letter).state == State.QUEUED


@pytest.mark.usefixtures("inside")
def test_letters_to_one_person_keep_their_order_and_others_go_on(cast: Cast) -> None:
    first, second = a_letter(), a_letter()
    other = a_letter(to="bakery@example.com")
    with post_office(RCPT=["450 grey", None]) as office, to(office):
        work_off()
        assert again(other).state == State.SENT
        assert {again(first).state, again(second).state} == {State.QUEUED}
        post_all(cast)
    assert again(first).state == again(second).state == State.SENT
    assert office.recipients[-2:] == ["anna@example.com", "anna@example.com"]
    assert first.sent_at is not None
    assert second.sent_at is not None
    assert first.sent_at < second.sent_at


@pytest.mark.usefixtures("inside")
def test_a_poison_letter_is_given_up_and_the_next_to_them_goes(cast: Cast) -> None:
    poison = a_letter(reply_to="not an\naddress")
    healthy = a_letter()
    with post_office() as office, to(office):
        work_off()
    assert again(poison).state == State.FAILED
    assert again(healthy).state == State.SENT
    assert "Anna" not in poison.reply


@pytest.mark.usefixtures("inside")
def test_after_five_days_it_is_given_up(cast: Cast) -> None:
    letter = a_letter(at=timezone.now() - timedelta(days=5, minutes=1))
    with post_office(RCPT="450 grey") as office, to(office):
        for _ in range(3):
            assert again(letter).state == State.QUEUED
            post_all(cast)
    assert again(letter).state == State.FAILED
    assert letter.reply == "450 grey"


@pytest.mark.usefixtures("inside")
def test_a_letter_in_living_hands_is_left_alone(cast: Cast) -> None:
    letter = a_letter()
    job = jobs.claim(now=timezone.now())
    assert job is not None
    assert posting.claim(letter_id=letter.pk, job_id=job.pk, now=timezone.now())
    assert posting.claim(letter_id=letter.pk, job_id=job.pk + 1, now=timezone.now()) is None


def test_a_letter_whose_job_was_lost_is_posted_again(cast: Cast) -> None:
    with enter(cast.studio):
        letter = a_letter(at=timezone.now() - timedelta(minutes=11))
    Job.objects.all().delete()
    assert posting.post_again(now=timezone.now()) == 1
    with post_office() as office, to(office):
        work_off()
    with enter(cast.studio):
        assert again(letter).state == State.SENT


def test_a_letter_that_cannot_be_posted_again_holds_up_no_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = timezone.now() - timedelta(minutes=11)
    first = letter_of(cast.owner, at=long_ago)
    second = letter_of(cast.owner, at=long_ago, to="gwen@example.com")
    third = letter_of(cast.stranger, at=long_ago)
    Job.objects.all().delete()
    broken = failing(posting.enqueue, where=lambda letter: letter == first)
    monkeypatch.setattr(posting, "enqueue", broken)
    assert posting.post_again(now=timezone.now()) == 2
    assert "fern-studio, makegood.foundation.mail.actions.posting._post_again" in told_of()
    assert standing(cast.owner, first).state == State.QUEUED
    assert standing(cast.owner, second).state == State.SENT
    assert standing(cast.stranger, third).state == State.SENT


@pytest.mark.usefixtures("inside")
def test_without_a_server_it_is_kept_and_says_so(cast: Cast) -> None:
    letter = a_letter()
    work_off()
    assert again(letter).state == State.SENT
    assert letter.reply == "Kept here: no mail server is set up, so nothing left."


@pytest.mark.usefixtures("inside")
def test_a_server_that_does_not_answer_is_waited_for_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SECONDS_TO_HAND_OVER", 0.3)
    for n in range(8):
        a_letter(to=f"anna{n}@example.com")
    began = timezone.now()
    with post_office(banner=STALL) as office, to(office):
        work_off()
        assert office.connections == 1
    assert timezone.now() - began < timedelta(seconds=2)
    with enter(cast.studio):
        tries = Letter.objects.values_list("state", "attempts").order_by("-attempts")
        assert list(tries) == [("queued", 1), *[("queued", 0)] * 7]
        assert not Letter.objects.filter(try_at=None).exists()


@pytest.mark.usefixtures("inside")
def test_nothing_of_a_demo_leaves(cast: Cast) -> None:
    Business.objects.filter(pk=cast.studio.pk).update(demo=True)
    letter = a_letter()
    with post_office() as office, to(office):
        work_off()
    assert again(letter).state == State.SENT
    assert letter.reply == "Kept here: nothing leaves a demo."
    assert office.connections == 0


@pytest.mark.usefixtures("inside")
def test_in_production_a_letter_waits_for_a_server(cast: Cast) -> None:
    letter = a_letter()
    with override_settings(SECURE=True):
        work_off()
    assert again(letter).state == State.QUEUED
    assert letter.reply == "No mail server is set up: MAIL_SERVER says which."


@pytest.mark.usefixtures("inside")
def test_a_database_out_of_reach_is_no_fault_of_the_letter(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach(letter: Letter) -> NoReturn:
        raise OperationalError

    letter = a_letter()
    with monkeypatch.context() as patch, post_office() as office, to(office):
        patch.setattr(posting, "seal", out_of_reach)
        work_off()
        assert again(letter).ended_at is None
    with post_office() as office, to(office):
        post_all(cast)
    assert again(letter).state == State.SENT


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_server_is_spoken_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = make_cast()
    deliver, open_ones = server.deliver, []

    def watched(sealed: Sealed, before: Callable[[], None]) -> server.Outcome:
        open_ones.append(connection.in_atomic_block)
        outcome = deliver(sealed, before)
        open_ones.append(connection.in_atomic_block)
        return outcome

    monkeypatch.setattr(server, "deliver", watched)
    with enter(cast.studio):
        a_letter()
    with post_office() as office, to(office):
        work_off()
    assert open_ones == [False, False]
    assert len(office.taken) == 1


def test_silence_about_one_letter_minds_that_letter_and_silence_in_a_row_the_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, to_one = timezone.now(), Server("127.0.0.1", 2525, "none")
    monkeypatch.setattr(server, "_resting", {})
    monkeypatch.setattr(server, "_silent", {})
    silent, taken = Outcome(Kind.DOUBT, server.SILENT), Outcome(Kind.TAKEN, "250 fine")
    for outcome, seconds in (
        (silent, 3),
        (taken, 0),
        (silent, 3),
        (silent, 12),
        (silent, 48),
        (silent, 60),
        (silent, 60),
    ):
        server._resting.clear()
        server._rest(to_one, outcome, 0.1)
        until = server.rests_until(to_one, now) or now
        assert round((until - now).total_seconds()) == seconds

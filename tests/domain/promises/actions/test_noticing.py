from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.telling import told_by_letter
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import Move, Notice, Promise, Telling
from makegood.domain.promises.reactions import notice_reached_them
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail.models import Letter
from tests.cast import Cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    BAKERY,
    DAY,
    FRIDAY,
    HOUR,
    LAST_FRIDAY,
    MINUTE,
    MONDAY,
    NEXT_FRIDAY,
    WEDNESDAY,
    Option,
    act,
    noticed,
    promise,
    refused,
    theirs,
)
from tests.foundation.mail.outbox import to
from tests.foundation.mail.post_office import CUT, post_office


def test_the_move_the_notice_and_the_letter_are_one(ours: Cast) -> None:
    logo = promise(ours)
    said = noticed(ours, logo)
    assert logo.due == NEXT_FRIDAY
    assert (said.move.number, said.move.reason) == (1, "supplier")
    letter = said.letter
    assert letter is not None
    assert (letter.to_address, letter.state) == (BAKERY, Letter.State.QUEUED)
    assert "We said Friday 6 March." in letter.text
    assert "It will be Friday 13 March." in letter.text
    assert "The printer broke." in letter.text
    assert f"{{link:{said.link_id}}}" in letter.text
    assert "supplier" not in letter.text + letter.html
    assert letter.subject == "Logo proofs: it will be Friday 13 March"
    assert letter.reply_to == "alice@example.com"


def test_what_they_are_told_is_kept_with_the_move_and_the_address_with_them(ours: Cast) -> None:
    said = noticed(ours, promise(ours))
    assert said.move.words == said.why == "The printer broke."
    assert ours.bakery.email == BAKERY


def test_how_they_are_reached_is_kept_with_it_and_the_letter_in_their_language(ours: Cast) -> None:
    said = noticed(ours, promise(ours), phone="030 1234567", language="de")
    bakery = ours.bakery
    assert (bakery.email, bakery.phone, bakery.language) == (BAKERY, "030 1234567", "de")
    assert said.letter is not None
    assert said.letter.language == "de"
    assert Entry.objects.filter(event="customer.reachable").count() == 1


def test_without_an_address_the_one_we_know_stays_and_no_letter_goes(ours: Cast) -> None:
    noticed(ours, promise(ours), language="de")
    said = noticed(ours, promise(ours, text="Menu cards"), address="")
    assert said.letter is None
    assert (ours.bakery.email, ours.bakery.language) == (BAKERY, "de")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"phone": "soon"}, "no phone number"), ({"address": "bakery"}, "no mail address")],
)
def test_a_way_to_reach_them_that_is_none_is_refused(
    ours: Cast, wrong: dict[str, str], sentence: str
) -> None:
    logo = promise(ours)
    with refused(sentence):
        noticed(ours, logo, **wrong)


def test_nobody_is_told_before_the_server_has_the_letter(ours: Cast) -> None:
    logo = promise(ours)
    said = noticed(ours, logo)
    assert not logo.tellings.exists()
    with post_office() as office, to(office):
        work_off()
    [telling] = logo.tellings.all()
    sent = Entry.objects.get(event="letter.sent")
    assert said.letter is not None
    said.letter.refresh_from_db()
    assert telling.how == Telling.How.LETTER
    assert telling.told_at == sent.happened_at == said.letter.sent_at
    assert (telling.stated_by, telling.through) == (None, 0)
    logo.refresh_from_db()
    assert logo.told_through == 0


@pytest.mark.parametrize("script", [{"RCPT": "550 nobody here"}, {"message": CUT}])
def test_a_letter_refused_or_in_doubt_is_no_telling(ours: Cast, script: dict[str, Any]) -> None:
    logo = promise(ours)
    noticed(ours, logo)
    with post_office(**script) as office, to(office):
        work_off()
    assert not logo.tellings.exists()


def test_the_same_letter_reaches_them_once(ours: Cast) -> None:
    logo = promise(ours)
    noticed(ours, logo)
    with post_office() as office, to(office):
        work_off()
    entry = Entry.objects.get(event="letter.sent")
    notice_reached_them(entry, at=entry.happened_at + MINUTE)
    assert logo.tellings.count() == 1


def test_a_notice_after_a_silent_day_begins_by_saying_so(ours: Cast) -> None:
    logo = promise(ours)
    said = noticed(ours, logo, at=AFTER_FRIDAY)
    assert said.is_apology
    assert said.letter is not None
    assert "That day passed, and you heard nothing from us. We are sorry." in said.letter.text


def test_pressed_twice_it_is_one(ours: Cast) -> None:
    logo = promise(ours)
    first = noticed(ours, logo, after=0)
    of_that_day = NewDate(NEXT_FRIDAY, Move.Reason.SUPPLIER, seen=0)
    assert noticed(ours, logo, after=0, new=of_that_day) == first
    assert noticed(ours, logo, after=0, new=None) == first
    assert (Notice.objects.count(), Letter.objects.count(), Move.objects.count()) == (1, 1, 1)


def test_what_somebody_else_wrote_meanwhile_is_read_first(ours: Cast) -> None:
    logo = promise(ours)
    noticed(ours, logo, after=0)
    another_day = NewDate(LAST_FRIDAY, Move.Reason.SUPPLIER, seen=0)
    for other in (
        {"new": another_day},
        {"said": Said(why="The paper is late.", options=(Option.FINE, Option.CALL))},
        {"address": "other@example.com"},
        {"member": ours.colleague},
    ):
        with refused("wrote to them meanwhile"):
            noticed(ours, logo, after=0, **{"new": None, **other})
    assert (Notice.objects.count(), Letter.objects.count(), Move.objects.count()) == (1, 1, 1)


def test_no_date_yet_says_when_they_hear_more(ours: Cast) -> None:
    logo = promise(ours)
    unknown = NewDate(FRIDAY, Move.Reason.SUPPLIER, 0, is_unknown=True, update_text="Update: logo")
    said = noticed(ours, logo, new=unknown)
    assert said.letter is not None
    assert "You hear more by Friday 6 March, whatever we know by then." in said.letter.text
    assert logo.next_update is not None
    assert logo.next_update.due == FRIDAY


def test_what_was_moved_before_is_told_without_moving_again(ours: Cast) -> None:
    logo = promise(ours)
    first = noticed(ours, logo, address="")
    assert first.letter is None
    again = noticed(ours, logo, new=None, at=MONDAY + 2 * HOUR)
    assert again.move == first.move
    assert again.letter is not None


def test_nothing_moved_is_nothing_to_tell(ours: Cast) -> None:
    logo = promise(ours)
    with refused("It was not moved"):
        noticed(ours, logo, new=None)


def test_what_was_promised_to_nobody_is_told_to_nobody(ours: Cast) -> None:
    for one in (promise(ours, customer=None), theirs(ours)):
        with refused("nobody to tell"):
            noticed(ours, one)


def test_what_move_refuses_leaves_no_letter(ours: Cast) -> None:
    logo = promise(ours)
    with refused("passed already"):
        noticed(ours, logo, at=NEXT_FRIDAY.late_after + DAY)
    assert not Letter.objects.exists()


def test_the_next_update_is_said(ours: Cast) -> None:
    said = noticed(ours, promise(ours), said=Said(next_update=date(2026, 3, 11)))
    assert said.letter is not None
    assert "You hear from us again by Wednesday 11 March." in said.letter.text
    assert timedelta(0) < MONDAY + DAY - said.written_at


def test_we_said_means_what_they_heard_not_what_we_moved_in_silence(ours: Cast) -> None:
    logo = promise(ours)
    again: dict[str, Any] = {"promise": logo, "reason": Move.Reason.SUPPLIER, "member": ours.owner}
    move(**again, to=NEXT_FRIDAY, seen=0, by=act(ours.owner), at=MONDAY)
    new = NewDate(LAST_FRIDAY, Move.Reason.SUPPLIER, seen=1)
    said = noticed(ours, logo, new=new)
    assert said.letter is not None
    assert "We said Friday 6 March." in said.letter.text
    assert "13 March" not in said.letter.text
    assert (said.knew, said.is_apology) == (0, False)


def test_a_day_that_passed_behind_a_silent_move_is_still_apologised_for(ours: Cast) -> None:
    logo = promise(ours)
    again: dict[str, Any] = {"promise": logo, "reason": Move.Reason.SUPPLIER, "member": ours.owner}
    move(**again, to=NEXT_FRIDAY, seen=0, by=act(ours.owner), at=MONDAY)
    said = noticed(ours, logo, new=None, at=AFTER_FRIDAY)
    assert said.letter is not None
    assert "We said Friday 6 March. That day passed, and you heard nothing" in said.letter.text
    assert "It will be Friday 13 March." in said.letter.text


def test_a_later_move_counts_from_what_the_letter_told_them(ours: Cast) -> None:
    logo = promise(ours)
    first = noticed(ours, logo)
    told_by_letter(
        promise=logo, through=0, told_at=MONDAY + HOUR, by=act(ours.owner), at=MONDAY + HOUR
    )
    new = NewDate(LAST_FRIDAY, Move.Reason.SUPPLIER, seen=1)
    second = noticed(ours, logo, new=new, at=MONDAY + DAY)
    assert (first.knew, second.knew) == (0, 1)
    assert second.letter is not None
    assert "We said Friday 13 March." in second.letter.text


def test_a_new_day_that_has_passed_too_is_not_written(ours: Cast) -> None:
    logo = promise(ours)
    again: dict[str, Any] = {"promise": logo, "reason": Move.Reason.SUPPLIER, "member": ours.owner}
    move(**again, to=WEDNESDAY, seen=0, by=act(ours.owner), at=MONDAY)
    with refused("passed already"):
        noticed(ours, logo, new=None, at=AFTER_FRIDAY)


@pytest.mark.parametrize("ended", ["kept", "withdrawn"])
def test_what_has_ended_is_not_said_to_be_on_its_way(ours: Cast, ended: str) -> None:
    logo = promise(ours)
    by: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY + HOUR}
    moved: dict[str, Any] = {"promise": logo, "reason": Move.Reason.SUPPLIER, "member": ours.owner}
    move(**moved, to=NEXT_FRIDAY, seen=0, by=act(ours.owner), at=MONDAY)
    if ended == "kept":
        keep(promise=logo, **by)
    else:
        withdraw(promise=logo, asked_by=Promise.AskedBy.CUSTOMER, **by)
    with refused(f"{ended} meanwhile"):
        noticed(ours, logo, new=None, at=MONDAY + DAY)
    assert not Letter.objects.exists()


def test_the_day_that_a_colleague_named_meanwhile_is_not_told_unread(ours: Cast) -> None:
    logo = promise(ours)
    moved: dict[str, Any] = {"reason": Move.Reason.SUPPLIER, "member": ours.owner}
    move(promise=logo, **moved, to=NEXT_FRIDAY, seen=0, by=act(ours.owner), at=MONDAY)
    theirs_now = Promise.objects.get(pk=logo.pk)
    move(promise=theirs_now, **moved, to=LAST_FRIDAY, seen=1, by=act(ours.colleague), at=MONDAY)
    with refused("moved it meanwhile"):
        noticed(ours, logo, new=None)
    assert not Letter.objects.exists()

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from makegood.domain.customers.actions import write_address
from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.rules import Rhythm
from makegood.domain.promises.actions.foreseeing import foresee
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.regular import begin_updates, owe_next
from makegood.domain.promises.actions.reporting import hear, write_update
from makegood.domain.promises.models import Outlook, Promise, Telling, Update
from makegood.domain.promises.queries import updates
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail.models import Letter
from tests.cast import Cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    DAY,
    FRIDAY,
    HOUR,
    MINUTE,
    MONDAY,
    NEXT_FRIDAY,
    act,
    day,
    promise,
    refused,
)
from tests.foundation.mail.outbox import to
from tests.foundation.mail.post_office import CUT, post_office

BAKERY = "bakery@example.com"
ON_TRACK, DONE = Update.Says.ON_TRACK, Update.Says.DONE
FRIDAYS = Rhythm(weekday=4)


@pytest.fixture
def logo(ours: Cast) -> Engagement:
    by = act(ours.owner)
    work = begin(customer=ours.bakery, name="The logo", by=by, at=MONDAY)
    begin_updates(engagement=work, rhythm=FRIDAYS, member=ours.owner, by=by, at=MONDAY)
    return work


def written(ours: Cast, logo: Engagement, **said: Any) -> Update:
    usual: dict[str, Any] = {
        "engagement": logo,
        "says": ON_TRACK,
        "words": "The drawings are with the printer.",
        "address": BAKERY,
        "seen": 0,
        "member": ours.owner,
        "by": act(ours.owner),
        "at": MONDAY + HOUR,
    }
    return write_update(**usual | said)


def last(logo: Engagement) -> int:
    return Update.objects.filter(engagement=logo).order_by("-id")[0].pk


def regular() -> Promise:
    return Promise.objects.filter(regular=True).order_by("id")[0]


def test_the_letter_says_how_it_stands_what_comes_and_when_they_hear(
    ours: Cast, logo: Engagement
) -> None:
    promise(ours, engagement=logo)
    promise(ours, engagement=logo, text="Ask the printer", visible=False)
    said = written(ours, logo)
    letter = said.letter
    assert letter is not None
    assert (letter.kind, letter.subject) == (Letter.Kind.UPDATE, "The logo: on track")
    assert "The logo: it is on track." in letter.text
    assert "The drawings are with the printer." in letter.text
    assert "- Logo proofs, by Friday 6 March" in letter.text
    assert "Ask the printer" not in letter.text + letter.html
    assert "You hear from us again by Friday 13 March." in letter.text
    assert f"{{link:{said.link_id}}}" in letter.text
    assert (letter.reply_to, letter.engagement_id) == ("alice@example.com", logo.pk)
    assert ours.bakery.email == BAKERY


def test_the_update_is_kept_at_the_instant_the_server_took_it(ours: Cast, logo: Engagement) -> None:
    said = written(ours, logo)
    assert regular().is_open
    with post_office() as office, to(office):
        work_off()
    sent = Entry.objects.get(event="letter.sent")
    said.refresh_from_db()
    assert (said.heard_at, said.how) == (sent.happened_at, "letter")
    assert regular().kept_at == sent.happened_at
    assert Entry.objects.filter(event="update.heard", by="rule").count() == 1


def test_the_next_is_promised_for_the_day_it_named(ours: Cast, logo: Engagement) -> None:
    said = written(ours, logo)
    Update.objects.filter(pk=said.pk).update(next_on=date(2026, 3, 12))
    at = MONDAY + HOUR
    hear(said=said, how=Telling.How.PHONE, heard_at=at, by=act(ours.owner), at=at)
    assert said.next_on == NEXT_FRIDAY.last
    following = owe_next(engagement=logo, by=act(ours.owner), at=MONDAY + HOUR)
    assert following is not None
    assert following.due == day(12)


def test_one_more_in_the_same_week_leaves_the_next_where_it_was(
    ours: Cast, logo: Engagement
) -> None:
    by, at = act(ours.owner), MONDAY + HOUR
    hear(said=written(ours, logo), how=Telling.How.PHONE, heard_at=at, by=by, at=at)
    owed = owe_next(engagement=logo, by=by, at=at)
    later = at + DAY
    again = written(ours, logo, words="The proofs are here.", seen=last(logo), at=later)
    assert (again.promise, again.next_on) == (None, NEXT_FRIDAY.last)
    assert again.letter is not None
    assert "You hear from us again by Friday 13 March." in again.letter.text
    hear(said=again, how=Telling.How.PHONE, heard_at=later, by=by, at=later)
    assert updates.regular_of(logo) == owed


@pytest.mark.parametrize("script", [{"RCPT": "550 nobody here"}, {"message": CUT}])
def test_a_letter_refused_or_in_doubt_keeps_nothing(
    ours: Cast, logo: Engagement, script: dict[str, Any]
) -> None:
    written(ours, logo)
    with post_office(**script) as office, to(office):
        work_off()
    assert regular().is_open
    assert not Update.objects.filter(heard_at__isnull=False).exists()


def test_pressed_twice_it_is_one(ours: Cast, logo: Engagement) -> None:
    assert written(ours, logo) == written(ours, logo)
    assert Letter.objects.count() == 1
    with refused("Somebody wrote"):
        written(ours, logo, member=ours.colleague)


def test_what_somebody_else_wrote_meanwhile_is_read_first(ours: Cast, logo: Engagement) -> None:
    written(ours, logo)
    with refused("Somebody wrote"):
        written(ours, logo, words="All well.")
    assert written(ours, logo, words="All well.", seen=Update.objects.get().pk)


def test_without_an_address_it_is_kept_when_somebody_says_they_heard(
    ours: Cast, logo: Engagement
) -> None:
    said = written(ours, logo, address="")
    assert said.letter is None
    work_off()
    assert regular().is_open
    by, told_at = act(ours.owner), MONDAY + DAY
    with refused("still ahead"):
        hear(said=said, how=Telling.How.PHONE, heard_at=told_at, by=by, at=told_at - MINUTE)
    phone: dict[str, Any] = {"said": said, "how": Telling.How.PHONE, "heard_at": told_at, "by": by}
    assert hear(**phone, at=told_at + HOUR)
    assert not hear(**phone, at=told_at + HOUR)
    assert regular().kept_at == told_at
    heard = Entry.objects.get(event="update.heard")
    assert (heard.happened_at, heard.recorded_at) == (told_at, told_at + HOUR)


def test_what_they_heard_before_it_was_owed_keeps_it_from_when_it_was(
    ours: Cast, logo: Engagement
) -> None:
    said = written(ours, logo, address="")
    who: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY + DAY}
    assert hear(said=said, how=Telling.How.PHONE, heard_at=MONDAY - DAY, **who)
    assert (said.heard_at, regular().kept_at) == (MONDAY - DAY, MONDAY)


def test_on_track_is_not_said_of_what_is_late_or_in_doubt(ours: Cast, logo: Engagement) -> None:
    proofs = promise(ours, engagement=logo)
    with refused("“Logo proofs” is late"):
        written(ours, logo, at=AFTER_FRIDAY)
    says = Outlook.Says.AT_RISK
    foresee(promise=proofs, says=says, member=ours.owner, by=act(ours.owner), at=MONDAY)
    with refused("may not hold"):
        written(ours, logo)
    with refused("may not hold"):
        written(ours, logo, says=Update.Says.AT_RISK)


def test_a_missed_update_does_not_make_the_work_late(ours: Cast, logo: Engagement) -> None:
    assert written(ours, logo, at=AFTER_FRIDAY).says == ON_TRACK


def test_done_is_said_only_where_it_is(ours: Cast, logo: Engagement) -> None:
    proofs = promise(ours, engagement=logo)
    with refused("changed meanwhile"):
        written(ours, logo, says=DONE)
    keep(promise=proofs, by=act(ours.owner), at=MONDAY)
    said = written(ours, logo, says=DONE)
    assert said.next_on is None
    assert said.letter is not None
    assert said.letter.subject == "The logo: it is done"
    assert "hear from us again" not in said.letter.text


def test_without_a_cadence_no_next_update_is_named(ours: Cast) -> None:
    work = begin(customer=ours.bakery, name="A sign", by=act(ours.owner), at=MONDAY)
    said = written(ours, work)
    assert (said.promise, said.next_on) == (None, None)


def test_the_letter_is_in_the_customers_language(ours: Cast, logo: Engagement) -> None:
    write_address(
        customer=logo.customer, email=BAKERY, phone="", language="de", by=act(ours.owner), at=MONDAY
    )
    said = written(ours, logo)
    assert said.letter is not None
    assert said.letter.language == "de"


def test_their_page_knows_the_last_update_and_the_next(ours: Cast, logo: Engagement) -> None:
    [news] = updates.for_customer([], [regular()], now=MONDAY)
    assert (news.last, news.next_due, news.next_is_late) == (None, FRIDAY, False)
    said = written(ours, logo, address="")
    [news] = updates.for_customer(
        updates.written_to([ours.bakery.pk]), [regular()], now=AFTER_FRIDAY
    )
    assert (news.engagement, news.last, news.next_is_late) == (logo, said, True)
    assert updates.written_to([ours.anna.pk]) == []

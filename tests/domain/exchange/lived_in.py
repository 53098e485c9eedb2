"""A studio in which everything happened that a business can live through, once."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any
from zipfile import ZipFile

from makegood.domain.customers.actions.consenting import give
from makegood.domain.customers.actions.consenting import withdraw as take_consent_back
from makegood.domain.customers.actions.describing import change
from makegood.domain.customers.actions.meeting import meet
from makegood.domain.customers.actions.merging import merge, tell_apart
from makegood.domain.customers.actions.reaching import add_handle
from makegood.domain.customers.actions.remarking import note, tag, take_back
from makegood.domain.customers.models import Consent, Handle
from makegood.domain.engagements.actions import begin, begin_cadence
from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.rules import Rhythm
from makegood.domain.exchange.queries.exported import everything
from makegood.domain.feedback.actions import note_rating
from makegood.domain.playbook.actions import (
    set_authority,
    set_good_for_bad,
    set_leads,
    set_recovery_times,
    set_reply_time,
)
from makegood.domain.promises.actions.answering import answer, see_answer
from makegood.domain.promises.actions.foreseeing import foresee
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.moving import move, move_to_unknown
from makegood.domain.promises.actions.replacing import replace
from makegood.domain.promises.actions.reporting import write_update
from makegood.domain.promises.actions.telling import take_back as take_telling_back
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Move, Notice, Outlook, Promise, Telling, Update
from makegood.foundation.accounts.actions import add_closure, set_hours
from makegood.foundation.journal.actions import say_how_it_felt
from makegood.foundation.journal.models import Entry, Feeling
from makegood.kit.office_hours import Period
from tests.cast import Cast
from tests.domain.exchange.lived_after import asked, had_ideas, went_wrong
from tests.domain.promises.hands import (
    BAKERY,
    DAY,
    HOUR,
    LAST_FRIDAY,
    MONDAY,
    NEXT_FRIDAY,
    WEDNESDAY,
    act,
    noticed,
    promise,
    theirs,
)

Facts = dict[str, Any]


def live(cast: Cast) -> None:
    """Some weeks of the studio, which must be entered."""
    by: Facts = {"by": act(cast.owner), "at": MONDAY}
    people(cast, by)
    work = begin(customer=cast.bakery, name="The new sign", **by)
    Engagement.objects.filter(pk=work.pk).update(
        value_cents=120_050, own_date=date(2026, 5, 1), own_date_why="The fair opens"
    )
    weekly = Rhythm(weekday=4, working_days=None)
    begin_cadence(engagement=work, rhythm=weekly, member=cast.owner, **by)
    write_update(
        engagement=work,
        says=Update.Says.ON_TRACK,
        words="The wood is cut.",
        address=BAKERY,
        seen=0,
        member=cast.owner,
        **by,
    )
    ledger(cast, by, work)
    note_rating(score=4, out_of=5, said_at=MONDAY - DAY, words="Well made", engagement=work, **by)
    note_rating(score=9, out_of=10, said_at=MONDAY, customer=cast.anna, asked_at=MONDAY, **by)
    kept = Entry.objects.filter(event="promise.kept").get()
    say_how_it_felt(
        entry=kept, feels=Feeling.Feels.GOOD, member=cast.owner, reason="She smiled", **by
    )
    asked(cast, by)
    went_wrong(cast, by, work)
    had_ideas(cast, by)
    us(by)


def people(cast: Cast, by: Facts) -> None:
    told: Facts = {"organisation": "Crumb & Co", "email": BAKERY, "phone": "+49 30 123456"}
    change(customer=cast.bakery, stage="customer", language="de", **told, **by)
    kind = Handle.Kind.WHATSAPP
    add_handle(customer=cast.bakery, kind=kind, value="+49 170 1", label="the shop", **by)
    tag(customer=cast.bakery, name="Regular", **by)
    note(customer=cast.bakery, text="Closes at six", member=cast.owner, **by)
    wrong = note(customer=cast.bakery, text="Has a dog", member=cast.colleague, **by)
    take_back(note=wrong, **by)
    said: Facts = {"how": Consent.How.SPOKEN, "member": cast.owner}
    give(customer=cast.bakery, to=Consent.To.NEWS, words="Once a year", **said, **by)
    other = give(customer=cast.bakery, to=Consent.To.PICTURES, **said, **by)
    take_consent_back(consent=other, member=cast.colleague, **by)
    merge(alias=meet(name="Bakery Crumb", **by), into=cast.bakery, **by)
    namesake = meet(name="Anna B.", **by)
    tell_apart(customer=cast.anna, other=namesake, member=cast.owner, **by)


def ledger(cast: Cast, by: Facts, work: Engagement) -> None:
    kept = promise(cast, engagement=work, kind=Promise.Kind.DELIVERY, effort_minutes=90)
    keep(promise=kept, by=by["by"], at=MONDAY + HOUR)
    moved(cast, by)
    away(cast, by)
    hung(cast, by)
    told = promise(cast, text="Written to", owner=cast.colleague)
    notice = noticed(cast, told)
    given = answer(notice=notice, choice=Notice.Option.CALL, words="After six", **by)
    see_answer(given=given, member=cast.owner, **by)
    foresee(promise=told, says=Outlook.Says.AT_RISK, member=cast.owner, **by)
    promise(cast, text="Open till nine", customer=None, public=True, owner=None)


def moved(cast: Cast, by: Facts) -> None:
    one = promise(cast, text="Moved twice")
    move(
        promise=one,
        to=NEXT_FRIDAY,
        reason=Move.Reason.SUPPLIER,
        seen=0,
        words="The paint is late.",
        member=cast.owner,
        told=Telling.How.PHONE,
        **by,
    )
    later = {"by": by["by"], "at": MONDAY + 2 * HOUR}
    move(
        promise=one, to=LAST_FRIDAY, reason=Move.Reason.WEATHER, seen=1, member=cast.owner, **later
    )
    wrong = tell(
        promise=one,
        how=Telling.How.PERSON,
        stated_by=cast.colleague,
        told_at=MONDAY + HOUR,
        **later,
    )
    take_telling_back(telling=wrong, **later)


def away(cast: Cast, by: Facts) -> None:
    agreed, ours = Promise.AskedBy.CUSTOMER, Promise.AskedBy.US
    withdraw(promise=promise(cast, text="Called off"), asked_by=agreed, **by)
    old = promise(cast, text="Flyers")
    replace(promise=old, text="Posters", due=NEXT_FRIDAY, asked_by=ours, member=cast.owner, **by)


def hung(cast: Cast, by: Facts) -> None:
    logo = promise(cast, text="Waits for photos", due=NEXT_FRIDAY)
    wait_for(promise=logo, on=theirs(cast), working_days=2, **by)
    unknown = promise(cast, text="Nobody knows when", customer=cast.anna)
    move_to_unknown(
        promise=unknown,
        until=WEDNESDAY,
        update_text="Say more",
        reason=Move.Reason.ABSENCE,
        seen=0,
        member=cast.owner,
        **by,
    )


def us(by: Facts) -> None:
    set_hours(week=[[Period(540, 1020)]] + [[]] * 6, **by)
    day = date(2026, 8, 3)
    add_closure(first=day, last=day + timedelta(days=6), name="Summer", **by)
    set_leads(leads={"delivery": 3}, **by)
    set_reply_time(office_hours=8, **by)
    set_recovery_times(times={"acknowledge": 4}, **by)
    set_authority(cents={"member": 5_000}, **by)
    set_good_for_bad(good=5, **by)


def packed_up() -> dict[str, str]:
    """The export of the business that is entered: each file with its text."""
    archive = ZipFile(io.BytesIO(b"".join(everything())))
    return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def without_shown(files: dict[str, str]) -> dict[str, str]:
    """The same without what customers showed: an answer comes back, its files do not."""
    table, told = "csv/attachments.csv", "json/invitations.jsonl"
    left = {name: text for name, text in files.items() if not name.startswith("files/")}
    rows = lines(left, "invitations")
    for response in (response for row in rows for response in row["responses"]):
        response["attachments"] = []
    said = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    return left | {table: left[table].splitlines()[0], told: said}


def lines(files: dict[str, str], noun: str) -> list[dict[str, Any]]:
    """The rows of a kind, from the JSON Lines."""
    return [json.loads(line) for line in files[f"json/{noun}.jsonl"].splitlines()]

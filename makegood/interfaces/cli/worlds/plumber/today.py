"""What stands on Today: the hand-written end of the year."""

from __future__ import annotations

from datetime import datetime

from makegood.domain.promises.actions.answering import answer
from makegood.domain.promises.actions.foreseeing import foresee
from makegood.domain.promises.actions.moving import move, move_to_unknown
from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.actions.replacing import replace
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import Move, Notice, Outlook, Promise, Telling
from makegood.foundation.journal.events import Actor
from makegood.interfaces.cli.worlds.plumber.living import REACH
from makegood.interfaces.cli.worlds.plumber.telling import Teller, Told
from makegood.interfaces.cli.worlds.world import Kind


def overdue(teller: Teller) -> None:
    """Two: one that nobody spoke of, and one where they know."""
    price = "Price for the new boiler"
    teller.promise("Hattie Marlow", price, made=-6, due=-1, kind=Kind.REPLY)
    tap = teller.promise("Walter Hobday", "New kitchen tap", made=-12, due=-2, kind=Kind.DELIVERY)
    teller.on(-2, lambda when: _told(tap, when), hour=16, minute=40)


def due_today(teller: Teller) -> None:
    visit = Kind.APPOINTMENT
    teller.promise("Priya Chaudhuri", "Boiler service", made=-9, due=0, kind=visit, by=teller.sam)
    teller.promise("Noor Aziz", "Find where the cellar drips from", made=-2, due=0, kind=visit)
    record = "Gas safety record for Tern Cottage"
    teller.promise("Gwen Aldous", record, made=-3, due=0, kind=Kind.REPLY)


def at_risk(teller: Teller) -> None:
    """One that Sam doubts, one that waits for what is late, and one that is only near."""
    boiler = teller.promise(
        "Dorothy Quayle", "New combi boiler", made=-15, due=2, kind=Kind.DELIVERY, by=teller.sam
    )
    teller.on(-1, lambda when: _doubts(boiler, when), hour=16)
    choice = teller.promise("Imogen Sparke", "Choose the taps", made=-8, due=-1, theirs=True)
    taps = teller.promise("Imogen Sparke", "Taps fitted", made=-8, due=6, kind=Kind.DELIVERY)
    teller.on(-8, lambda when: _waits(taps, choice, when), hour=11)
    teller.promise("Ravi Menon", "Outside tap by the shed", made=-7, due=1, kind=Kind.DELIVERY)


def waiting(teller: Teller) -> None:
    """What customers owe us, what we have not told yet, and what nobody can date."""
    teller.promise("Ruby Thackeray", "Pay the deposit", made=-5, due=0, theirs=True)
    teller.promise("Samir Kanaan", "Send photos of the boiler", made=-3, due=4, theirs=True)
    valve = teller.promise("Leo Pascoe", "Replace the shower valve", made=-8, due=4)
    teller.on(-1, lambda when: _moves_silently(valve, when), hour=14)
    cylinder = teller.promise(
        "Elspeth Corrie", "Hot water cylinder", made=-16, due=1, kind=Kind.DELIVERY
    )
    teller.on(-2, lambda when: _cannot_say(cylinder, when), hour=12)


def answers(teller: Teller) -> None:
    """A notice of yesterday, and what came back."""
    radiators = teller.promise(
        "Beatrix Oldacre", "Two new radiators upstairs", made=-14, due=2, kind=Kind.DELIVERY
    )
    teller.on(-1, lambda when: _writes(radiators, when), hour=10, minute=15)
    tray = teller.promise("Fergus Mulvey", "New shower tray", made=-20, due=-7)
    teller.on(-10, lambda when: _something_else(tray, when), hour=13)


def _told(one: Told, when: datetime) -> None:
    tell(promise=one.row, how=Telling.How.PHONE, stated_by=one.member, by=one.by, at=when)


def _doubts(one: Told, when: datetime) -> None:
    says = Outlook.Says.AT_RISK
    foresee(promise=one.row, says=says, member=one.member, by=one.by, at=when)


def _waits(one: Told, on: Told, when: datetime) -> None:
    wait_for(promise=one.row, on=on.row, working_days=3, by=one.by, at=when)


def _moves_silently(one: Told, when: datetime) -> None:
    move(
        promise=one.row,
        to=one.teller.world.due(8),
        reason=Move.Reason.SUPPLIER,
        words="The valve is on back order.",
        seen=one.row.due_number,
        member=one.member,
        by=one.by,
        at=when,
    )


def _cannot_say(one: Told, when: datetime) -> None:
    move_to_unknown(
        promise=one.row,
        until=one.teller.world.due(3),
        update_text="Say when the cylinder comes",
        reason=Move.Reason.SUPPLIER,
        words="The maker has stopped this size, and we are looking for another.",
        seen=one.row.due_number,
        member=one.member,
        told=Telling.How.PHONE,
        by=one.by,
        at=when,
    )


def _writes(one: Told, when: datetime) -> None:
    world, person = one.teller.world, one.teller.people[one.name]
    why = "One of the two came with a dent, and we will not hang that in your hall."
    notice = write_notice(
        promise=one.row,
        new=NewDate(world.due(7), Move.Reason.SUPPLIER, one.row.due_number),
        said=Said(why=why, reach=REACH),
        address=person.email,
        member=one.member,
        by=one.by,
        at=when,
    )
    world.taken(notice.letter, when)
    one.teller.on(-1, lambda later: _asks_for_a_call(notice, later), hour=18, minute=25)


def _asks_for_a_call(notice: Notice, when: datetime) -> None:
    customer = Actor("customer", notice.promise.customer_id)
    words = "Could the good one go up now? The nursery is cold."
    answer(notice=notice, choice=Notice.Option.CALL, words=words, by=customer, at=when)


def _something_else(one: Told, when: datetime) -> None:
    """They agreed on another tray; it came when it was said to."""
    instead = replace(
        promise=one.row,
        text="New shower tray, the low one",
        due=one.teller.world.due(-6),
        asked_by=Promise.AskedBy.AGREED,
        member=one.member,
        told=Telling.How.PHONE,
        by=one.by,
        at=when,
    )
    one.row = instead
    one.teller.on(-6, one.keep, hour=15)

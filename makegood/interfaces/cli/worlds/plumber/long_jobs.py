"""Two jobs of some weeks: a bathroom that is under way, and a heating that is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.rules import Rhythm
from makegood.domain.feedback.actions import note_rating
from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.actions.regular import begin_updates
from makegood.domain.promises.actions.reporting import hear, write_update
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import Move, Telling, Update
from makegood.domain.promises.queries.updates import last_of, regular_of
from makegood.foundation.journal.events import Actor
from makegood.interfaces.cli.worlds.plumber.living import REACH
from makegood.interfaces.cli.worlds.plumber.telling import Teller, Told
from makegood.interfaces.cli.worlds.world import Kind

MOTHER = "Her mother moves in"
BATHROOM = (
    "The old bath is out and the floor is sound, which is good news.",
    "Pipes are in for the shower and the basin. It looks worse than it is.",
    "First fix is nearly there; the wall behind the basin is straight at last.",
    "The plasterer has been. Nothing to do for you but let it dry.",
    "Tiles have come and all of them are whole. We begin on Monday.",
    "The floor is tiled. Please walk in socks until the weekend.",
    "Half of the walls are done, and the shower screen is in the van.",
    "One wall to go. The taps you chose look well against it.",
    "The shower runs, and hot. The basin goes up next.",
)
HEATING = (
    "The old boiler is out. The hall is cold, as agreed; the tearoom is not.",
    "Six radiators hang, four are to come.",
    "All pipes are in and hold their pressure.",
    "The boiler stands. We fire it up as soon as the flue is signed off.",
    "Warm on one side. The other side tomorrow.",
)


@dataclass
class Reported:
    """A piece of work whose customer hears of it in a rhythm, as long as there is news."""

    teller: Teller
    name: str
    title: str
    pounds: int
    news: Sequence[str]
    rhythm: Rhythm
    own_date: date | None = None
    own_date_why: str = ""
    work: Engagement = field(init=False)
    _said: int = 0

    @property
    def by(self) -> Actor:
        return Actor("member", self.teller.josie.pk)

    def begin(self, when: datetime) -> None:
        self.work = begin(
            customer=self.teller.who(self.name, when),
            name=self.title,
            value_cents=100 * self.pounds,
            own_date=self.own_date,
            own_date_why=self.own_date_why,
            by=self.by,
            at=when,
        )
        member, by = self.teller.josie, self.by
        begin_updates(engagement=self.work, rhythm=self.rhythm, member=member, by=by, at=when)
        self.ahead(when)

    def ahead(self, when: datetime) -> None:
        """Plan the news that is owed next, for its day."""
        owed = regular_of(self.work)
        if owed is not None and owed.due_to is not None and self._said < len(self.news):
            days = (owed.due_to - self.teller.world.day(0)).days
            self.teller.on(days, self.report, hour=15, minute=20)

    def report(self, when: datetime) -> None:
        """By letter; one in four by phone, because it was quicker."""
        if regular_of(self.work) is None:
            return
        by_phone = self._said % 4 == 2
        last = last_of(self.work)
        said = write_update(
            engagement=self.work,
            says=Update.Says.ON_TRACK,
            words=self.news[self._said],
            address="" if by_phone else self.teller.people[self.name].email,
            seen=last.pk if last else 0,
            member=self.teller.josie,
            by=self.by,
            at=when,
        )
        self._said += 1
        self.teller.world.taken(said.letter, when)
        if by_phone:
            hear(said=said, how=Telling.How.PHONE, heard_at=when, by=self.by, at=when)
        self.teller.world.plan(when + timedelta(minutes=5), self.ahead)


def bathroom(teller: Teller) -> None:
    """Under way for seven weeks, and it has to be ready before somebody moves in."""
    who, moves_in = "Agnes Thorley", _next_twelfth(teller.world.day(12))
    ready = (moves_in - teller.world.day(0)).days - 3
    job = Reported(
        teller, who, "The bathroom", 14_850, BATHROOM, Rhythm(weekday=4), moves_in, MOTHER
    )
    teller.promise(who, "Quote for the bathroom", made=-64, due=-59, kind=Kind.REPLY, kept=-60)
    teller.on(-52, job.begin, hour=8, minute=30)
    part = partial(teller.promise, who, work=lambda: job.work)
    part("Old bathroom out", made=-51, due=-44, kept=-45, kind=Kind.MILESTONE)
    first_fix = part("First fix done", made=-51, due=-30, kept=-25, kind=Kind.MILESTONE)
    teller.on(-33, lambda when: _writes(first_fix, -25, moves_in, when), hour=11)
    tiled = partial(part, made=-51, kind=Kind.MILESTONE, by=teller.sam)
    tiled("Floor tiled", due=-13, kept=-13)
    tiled("Walls tiled", due=2)
    part("Bathroom ready to use", made=-51, due=ready, kind=Kind.DELIVERY)
    part("Choose the mirror", made=-9, due=3, theirs=True)


def heating(teller: Teller) -> None:
    """A hall that was to be warm before the concert, and was."""
    who = "Canon Dilys Rowe"
    concert = teller.world.day(-68)
    rhythm = Rhythm(working_days=5)
    job = Reported(
        teller, who, "New heating for the hall", 22_400, HEATING, rhythm, concert, "The concert"
    )
    teller.on(-118, job.begin, hour=8, minute=40)
    part = partial(teller.promise, who, made=-117, by=teller.sam, work=lambda: job.work)
    part("Old boiler out", due=-107, kept=-108, kind=Kind.MILESTONE)
    part("The hall is warm", due=-72, kept=-73, kind=Kind.DELIVERY)
    teller.on(-66, lambda when: _rated(job, when), hour=19)


def _writes(first_fix: Told, to: int, moves_in: date, when: datetime) -> None:
    """The notice of the tiles: what it means for the day that matters to her."""
    teller = first_fix.teller
    notice = write_notice(
        promise=first_fix.row,
        new=NewDate(teller.world.due(to), Move.Reason.SUPPLIER, first_fix.row.due_number),
        said=Said(
            why="The merchant sent the wrong valve, and the right one takes a week.",
            depends_what="Your mother's move",
            depends_on=moves_in,
            reach=REACH,
        ),
        address=teller.people[first_fix.name].email,
        member=teller.josie,
        by=Actor("member", teller.josie.pk),
        at=when,
    )
    teller.world.taken(notice.letter, when)


def _rated(job: Reported, when: datetime) -> None:
    words = "We knew each week where we stood, and so did the choir."
    note_rating(
        score=5, out_of=5, words=words, said_at=when, engagement=job.work, by=job.by, at=when
    )


def _next_twelfth(after: date) -> date:
    """The next 12th of a month on this day or later."""
    first = after.replace(day=12)
    if first >= after:
        return first
    return (after.replace(day=1) + timedelta(days=32)).replace(day=12)

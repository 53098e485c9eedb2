"""A plumber with a colleague, a year in: winter's rush, a bad month, and what they learnt by it."""

from __future__ import annotations

from datetime import date

from makegood.foundation.accounts.actions import add_closure, change_business, set_hours
from makegood.interfaces.cli.worlds.plumber import acquainted, long_jobs, today, went_wrong
from makegood.interfaces.cli.worlds.plumber.asking import Asked
from makegood.interfaces.cli.worlds.plumber.living import Lived
from makegood.interfaces.cli.worlds.plumber.people import everybody
from makegood.interfaces.cli.worlds.plumber.telling import Teller
from makegood.interfaces.cli.worlds.plumber.year import A_YEAR, Year
from makegood.interfaces.cli.worlds.world import World
from makegood.kit.office_hours import Period

EIGHT_TO_FIVE = tuple((Period(8 * 60, 17 * 60),) if day < 5 else () for day in range(7))


def busy_plumber(world: World, *, days: int = A_YEAR) -> None:
    """The year, and today. `days`: how much of the year, for who is in a hurry."""
    _settle_in(world)
    teller = Teller(world)
    asked, wrong = Asked(teller), went_wrong.WentWrong(teller)
    asked.switch_on(world.at(-A_YEAR - 4))
    for number, job in enumerate(Year(world.day(0), everybody(), days=days).jobs()):
        Lived(world, job, number, asked, wrong).plan()
    asked.plan()
    went_wrong.put_right_again(teller, asked)
    for tells in (
        long_jobs.bathroom,
        long_jobs.heating,
        acquainted.known,
        acquainted.who_is_who,
        today.overdue,
        today.due_today,
        today.at_risk,
        today.waiting,
        today.answers,
        went_wrong.parted,
        went_wrong.came_back,
        went_wrong.under_way,
    ):
        tells(teller)
    world.live()


def _settle_in(world: World) -> None:
    """What the business says of itself, and when it is closed."""
    at, business = world.at(-A_YEAR - 5), world.member.business
    change_business(
        name=business.name,
        zone=business.zone,
        locale=business.locale,
        country=business.country,
        region="ENG",
        engagement_noun="Job",
        phone="01632 960100",
        by=world.by,
        at=at,
    )
    set_hours(week=EIGHT_TO_FIVE, by=world.by, at=at)
    year = world.day(0).year
    first, last = date(year, 12, 24), date(year + 1, 1, 1)
    add_closure(first=first, last=last, name="Christmas", by=world.by, at=at)

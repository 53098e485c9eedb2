"""How often a cause came before its fix and after, with an interval and not a boast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from makegood.domain.promises.rules.rates import wilson
from makegood.domain.recovery.rules.words import LONGEST_WHY, MOST_WHYS

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """So many cases within so many days."""

    n: int
    days: float

    @property
    def per_30_days(self) -> float | None:
        return self.n / self.days * 30 if self.days > 0 else None


@dataclass(frozen=True)
class BeforeAndAfter:
    """A cause before its fix, and after."""

    before: Stretch
    after: Stretch

    @property
    def ratio(self) -> float | None:
        """The rate after as a share of the rate before; None where there is no rate before."""
        before, after = self.before.per_30_days, self.after.per_30_days
        return after / before if before and after is not None else None

    @property
    def interval(self) -> tuple[float, float | None] | None:
        """95% of the ratio; None above is without end. None: nothing happened or no time passed.

        Of two Poisson counts, given their sum, the later one is binomial (Przyborowski and
        Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31,
        1940). Its share p has Wilson's score interval (`promises.rules.rates.wilson`), and the
        ratio of the rates is p / (1 - p) times the days before over the days after.
        """
        if self.before.days <= 0 or self.after.days <= 0:
            return None
        share = wilson(self.after.n, self.before.n + self.after.n)
        if share is None:
            return None
        times = self.before.days / self.after.days
        low, high = share
        return _odds(low) * times, None if high >= 1 else _odds(high) * times


def can_be_asked(whys: object) -> bool:
    """Whether this is why, and why that, as it can be said here."""
    return (
        isinstance(whys, list)
        and len(whys) <= MOST_WHYS
        and all(isinstance(why, str) and 0 < len(why) <= LONGEST_WHY for why in whys)
    )


def before_and_after(
    opened: Sequence[datetime], *, since: datetime, fixed_at: datetime, now: datetime
) -> BeforeAndAfter:
    """Cases by the time at which they were opened. `since`: from when they were written down."""
    begin = min([since, *opened])
    before = [at for at in opened if at < fixed_at]
    after = [at for at in opened if fixed_at <= at <= now]
    return BeforeAndAfter(
        Stretch(len(before), max((fixed_at - begin) / A_DAY, 0)),
        Stretch(len(after), max((now - fixed_at) / A_DAY, 0)),
    )


def _odds(share: float) -> float:
    return share / (1 - share)

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.replacing import replace
from makegood.domain.promises.actions.telling import take_back, tell
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Promise, Telling
from makegood.domain.promises.queries.rates import KindRates, kept_rate, rates
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.rates import Counts, Fate, Rate, counts
from makegood.domain.promises.rules.standing import Told, told
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    DAY,
    FRIDAY,
    HOUR,
    LAST_FRIDAY,
    MONDAY,
    WEDNESDAY,
    act,
    imported,
    promise,
    theirs,
)

KINDS = [Promise.Kind.DELIVERY, Promise.Kind.REPLY]
ENDS = ["open", "kept", "late", "us", "customer", "agreed", "not_recorded"]

LEDGER = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(KINDS),
            "end": st.sampled_from(ENDS),
            "recorded": st.booleans(),
            "to": st.sampled_from([("business", "customer")] * 4 + [("business", "ourselves")]),
            "first": st.integers(-5, 5),
            "withdrawn": st.integers(-5, 5),
            "when_known": st.booleans(),
            "we_replaced": st.booleans(),
            "replaces": st.booleans(),
            "tellings": st.lists(st.tuples(st.integers(-7, 7), st.booleans()), max_size=2),
        }
    ),
    max_size=12,
)
NOW = MONDAY + 10 * DAY


def write(
    cast: Cast, said: dict[str, Any], before: Promise | None = None
) -> tuple[Promise, list[datetime]]:
    """A promise as rows, without acts; and when the customer heard, by tellings that stand."""
    first = NOW + said["first"] * DAY
    end = said["end"]
    by, to = said["to"]
    row = Promise.objects.create(
        by=by,
        to=to,
        customer=cast.bakery,
        kind=said["kind"],
        text="Logo",
        made_at=MONDAY - 9 * DAY,
        zone="UTC",
        due_at=first,
        due_first_at=first,
        late_after=first,
        late_after_first=first,
        tellings_recorded=said["recorded"],
        kept_at={"kept": first, "late": first + timedelta(microseconds=1)}.get(end),
        withdrawn_at=NOW + said["withdrawn"] * DAY if end in Promise.AskedBy.values else None,
        withdrawn_asked_by=end if end in Promise.AskedBy.values else "",
        end_recorded=end != "not_recorded" or said["when_known"],
        we_replaced=said["we_replaced"],
        succeeds=before if said["replaces"] else None,
    )
    for days, stands in said["tellings"]:
        Telling.objects.create(
            promise=row,
            through=0,
            how=Telling.How.PHONE,
            told_at=first + days * DAY,
            entered_at=NOW + 20 * DAY,
            stated_by=cast.owner,
            taken_back_at=None if stands else NOW + 20 * DAY,
        )
    return row, [first + days * DAY for days, stands in said["tellings"] if stands]


def by_hand(ledger: list[tuple[Promise, list[datetime]]]) -> dict[str, dict[str, int]]:
    """Each promise counted by the rules, one at a time."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row, _ in ledger:
        if (row.by, row.to) == ("business", "customer"):
            fate = Fate(
                late_after_first=row.late_after_first,
                kept_at=row.kept_at,
                withdrawn_at=row.withdrawn_at,
                we_decided=row.withdrawn_asked_by == "us",
                end_recorded=row.end_recorded,
                has_successor=Promise.objects.filter(succeeds=row).exists(),
                we_replaced=row.we_replaced,
            )
            as_what = counts(fate, now=NOW)
            if as_what is Counts.BY_SUCCESSOR:
                continue
            n = found[row.kind]
            n[as_what] += 1
            if as_what is Counts.NOT_KEPT:
                assert row.late_after_first is not None
                heard = [said.heard for said in row.tellings.filter(taken_back_at=None)]
                fact = told(0, row.late_after_first, heard, recorded=row.tellings_recorded)
                n[f"told {fact}"] += 1
    return {kind: dict(n) for kind, n in found.items()}


def by_query(found: KindRates) -> dict[str, int]:
    n = {
        Counts.KEPT: found.kept.kept,
        Counts.NOT_KEPT: found.kept.of - found.kept.kept,
        Counts.NOT_DUE: found.not_due,
        Counts.LEFT_OUT: found.withdrawn_left_out,
        f"told {Told.BEFORE}": found.told.kept,
        f"told {Told.NOT_RECORDED}": found.telling_not_recorded,
        "told otherwise": found.told.of - found.told.kept,
    }
    return {str(name): value for name, value in n.items() if value}


def otherwise(n: dict[str, int]) -> dict[str, int]:
    """Told after and not told are one figure on the page."""
    rest = n.pop(f"told {Told.AFTER}", 0) + n.pop(f"told {Told.NOT_TOLD}", 0)
    return n | ({"told otherwise": rest} if rest else {})


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=LEDGER)
def test_the_database_counts_as_the_rules_do(ours: Cast, said: list[dict[str, Any]]) -> None:
    Telling.objects.all().delete()
    Promise.objects.update(succeeds=None)
    Promise.objects.all().delete()
    ledger: list[tuple[Promise, list[datetime]]] = []
    for one in said:
        ledger.append(write(ours, one, ledger[-1][0] if ledger else None))
    assert {row.kind: by_query(row) for row in rates(now=NOW)} == {
        kind: otherwise(n) for kind, n in by_hand(ledger).items()
    }


def only(now: datetime = AFTER_FRIDAY, since: datetime | None = None) -> KindRates:
    (found,) = rates(now=now, since=since)
    return found


def test_a_promise_moved_and_kept_in_time_was_not_kept_by_its_first_due(ours: Cast) -> None:
    who: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY}
    logo = promise(ours)
    said = tell(promise=logo, how=Telling.How.PHONE, stated_by=ours.owner, **who)
    keep(promise=promise(ours), **who)
    keep(promise=logo, by=act(ours.owner), at=AFTER_FRIDAY)
    assert (only().kept, only().told, only().late) == (Rate(1, 2), Rate(1, 1), 1)
    take_back(telling=said, by=act(ours.owner), at=AFTER_FRIDAY)
    assert only().told == Rate(0, 1)


def test_what_was_told_after_the_first_due_was_not_told_before(ours: Cast) -> None:
    logo = promise(ours)
    tell(
        promise=logo,
        how=Telling.How.PHONE,
        stated_by=ours.owner,
        by=act(ours.owner),
        at=AFTER_FRIDAY,
    )
    assert only().told == Rate(0, 1)


def test_what_an_import_does_not_know_is_left_out_of_the_honest_rate(ours: Cast) -> None:
    imported(ours)
    assert (only().told, only().telling_not_recorded) == (Rate(0, 0), 1)
    assert (only().kept, only().overdue) == (Rate(0, 1), 1)


def test_withdrawing_counts_unless_the_customer_asked_or_agreed(ours: Cast) -> None:
    for asked_by in (Promise.AskedBy.US, Promise.AskedBy.CUSTOMER, Promise.AskedBy.AGREED):
        withdraw(promise=promise(ours), asked_by=asked_by, by=act(ours.owner), at=MONDAY + HOUR)
    found = only(MONDAY + HOUR)
    assert (found.kept, found.given_up, found.withdrawn_left_out) == (Rate(0, 1), 1, 2)


def test_a_line_of_promises_counts_once(ours: Cast) -> None:
    """Counted by hand, all due on Friday and looked at after it:

    proofs kept on Tuesday                                            kept
    menu   replaced as they agreed, then kept on Tuesday              kept
    sign   replaced by us in silence, then kept on Tuesday            not kept, not told
    card   replaced as they agreed, for next Friday, still open       not kept, told before
    flyer  replaced by us, told; that as they agreed; then withdrawn  not kept, told before
    stamp  withdrawn on Monday, as they asked                         left out
    icons  withdrawn on Saturday, as they asked: Friday had passed    not kept, not told
    """
    who: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY + HOUR}
    phone: dict[str, Any] = {"member": ours.owner, "told": Telling.How.PHONE}
    us, asked, agreed = (Promise.AskedBy(said) for said in ("us", "customer", "agreed"))

    def another(logo: Promise, asked_by: Promise.AskedBy, due: Due, **said: Any) -> Promise:
        return replace(promise=logo, text="Instead", asked_by=asked_by, due=due, **who | said)

    menu = another(promise(ours), agreed, FRIDAY)
    sign = another(promise(ours), us, WEDNESDAY)
    for logo in (promise(ours), menu, sign):
        keep(promise=logo, by=act(ours.owner), at=MONDAY + DAY)
    another(promise(ours), agreed, LAST_FRIDAY, **phone)
    flyer = another(promise(ours), us, LAST_FRIDAY, **phone)
    withdraw(promise=another(flyer, agreed, FRIDAY, **phone), asked_by=asked, **who)
    withdraw(promise=promise(ours), asked_by=asked, **who)
    withdraw(promise=promise(ours), asked_by=asked, by=act(ours.owner), at=AFTER_FRIDAY)
    found = only()
    assert (found.kept, found.told) == (Rate(2, 6), Rate(2, 4))
    assert (found.given_up, found.overdue, found.withdrawn_late) == (2, 1, 1)
    assert found.withdrawn_left_out == 1


def test_only_promises_to_a_customer_count(ours: Cast) -> None:
    theirs(ours)
    promise(ours, customer=None)
    promise(ours, customer=None, public=True)
    assert rates(now=AFTER_FRIDAY) == []


def test_replies_do_not_drown_deliveries(ours: Cast) -> None:
    for _ in range(3):
        keep(promise=promise(ours, kind="reply"), by=act(ours.owner), at=MONDAY)
    promise(ours, kind="delivery")
    found = {row.kind: row.kept for row in rates(now=AFTER_FRIDAY)}
    assert found == {"delivery": Rate(0, 1), "reply": Rate(3, 3)}


def test_a_period_is_of_first_dues(ours: Cast) -> None:
    promise(ours)
    promise(ours, due=LAST_FRIDAY)
    found = only(LAST_FRIDAY.late_after + HOUR, since=FRIDAY.late_after + HOUR)
    assert found.kept == Rate(0, 1)


def test_another_business_has_rates_of_its_own(cast: Cast) -> None:
    with enter(cast.salon):
        promise(cast, customer=cast.client_of_salon, owner=cast.stranger, by=act(cast.stranger))
    with enter(cast.studio):
        assert rates(now=AFTER_FRIDAY) == []


def test_what_was_kept_to_each_is_what_was_kept_to_all(ours: Cast) -> None:
    """Counted by the customer it is another question: since when, and what had a first due."""
    usual: dict[str, Any] = {"to": ("business", "customer"), "kind": "reply", "recorded": True}
    usual |= {
        "replaces": False,
        "withdrawn": -1,
        "when_known": True,
        "we_replaced": False,
        "tellings": [],
    }
    for first, end in ((-5, "kept"), (-1, "kept"), (-1, "late"), (5, "open")):
        write(ours, usual | {"first": first, "end": end})
    none = {"due_first_at": None, "late_after_first": None, "due_at": None, "late_after": None}
    given_up, _heard = write(ours, usual | {"first": -1, "end": "us"})
    given_up.pk, given_up._state.adding = None, True
    vars(given_up).update(none)
    given_up.save()
    for since, n in ((None, (2, 4)), (NOW - 2 * DAY, (1, 3))):
        everybodys = kept_rate(now=NOW, since=since)
        assert (everybodys.kept, everybodys.of) == n
        assert kept_rate(now=NOW, customers=[ours.bakery.pk], since=since) == everybodys
        assert kept_rate(now=NOW, customers=[ours.anna.pk], since=since).of == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite's planner")
def test_what_was_kept_to_somebody_is_looked_up_by_them(ours: Cast) -> None:
    """An index that begins with more of what is asked for would read all that we promised."""
    with CaptureQueriesContext(connection) as asked:
        for customers in ([1], [1, 2, 3]):
            kept_rate(now=MONDAY, customers=customers)
            kept_rate(now=MONDAY, customers=customers, since=MONDAY - DAY)
    assert len(asked) == 4
    with connection.cursor() as cursor:
        for one in asked.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
            assert "promises_promise USING INDEX promise_by_customer" in str(cursor.fetchall())

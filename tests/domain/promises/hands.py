"""What the ledger's tests do with their hands: make a promise, look at every row, be refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from makegood.domain.customers.models import Customer
from makegood.domain.promises.actions.beginning import Imported, Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import Move, Notice, Promise, Telling, Waiting
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry, ImportBatch
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal
from tests.cast import Cast

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BERLIN = "Europe/Berlin"
BAKERY = "bakery@example.com"
Option = Notice.Option


def day(n: int) -> Due:
    """A day of March 2026 in Berlin; 2 is the Monday on which the tests happen."""
    return Due(zone=BERLIN, first=date(2026, 3, n), last=date(2026, 3, n))


WEDNESDAY, FRIDAY, NEXT_FRIDAY, LAST_FRIDAY = day(4), day(6), day(13), day(27)
IN_2126 = Due(zone=BERLIN, first=date(2126, 3, 6), last=date(2126, 3, 6))
AFTER_FRIDAY = FRIDAY.late_after + HOUR


def act(member: Member) -> Actor:
    return Actor("member", member.pk)


def promise(cast: Cast, **said: Any) -> Promise:
    """Logo proofs for the bakery by Friday, unless said otherwise."""
    usual: dict[str, Any] = {"due": FRIDAY, "by": act(cast.owner), "at": MONDAY}
    beside = {name: said.pop(name) for name in (*usual, "succeeds", "imported") if name in said}
    terms: dict[str, Any] = {"text": "Logo proofs", "owner": cast.owner}
    if "customer" not in said:
        terms["customer"] = cast.bakery
    return make(terms=Terms(**terms | said), **usual | beside)


def theirs(cast: Cast, **said: Any) -> Promise:
    """Photos from the bakery by Wednesday."""
    usual: dict[str, Any] = {
        "text": "Photos",
        "due": WEDNESDAY,
        "promised_by": Promise.By.CUSTOMER,
        "kind": Promise.Kind.INPUT,
    }
    return promise(cast, **usual | said)


def imported(cast: Cast, *, key: str = "1", made_at: datetime = MONDAY, **said: Any) -> Promise:
    """A promise that an import brought."""
    batch = ImportBatch.objects.create(source="a table", opened_at=MONDAY, published_at=MONDAY)
    origin = Imported(batch=batch, key=key, made_at=made_at)
    by_import: dict[str, Any] = {"by": Actor("import", batch.pk), "imported": origin}
    return promise(cast, **by_import | said)


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the ledger and the journal, with all its columns."""
    models = (Customer, Promise, Move, Telling, Waiting, Entry)
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in models}


@contextmanager
def refused(words: str) -> Iterator[None]:
    """The act in the block is refused with these words, and leaves no trace."""
    before = rows()
    with pytest.raises(Refusal, match=words):
        yield
    assert rows() == before


@contextmanager
def nothing_written() -> Iterator[None]:
    before = rows()
    yield
    assert rows() == before


def journal() -> Entry:
    """The newest entry."""
    newest = Entry.objects.order_by("pk").last()
    assert newest is not None
    return newest


def said_by(entry: Entry) -> tuple[str, int | None]:
    return entry.by, entry.by_id


def noticed(ours: Cast, logo: Promise, **said: Any) -> Notice:
    """Alice writes that it will be next Friday."""
    usual: dict[str, Any] = {
        "promise": logo,
        "new": NewDate(NEXT_FRIDAY, Move.Reason.SUPPLIER, seen=logo.due_number),
        "said": Said(why="The printer broke.", options=(Option.FINE, Option.CALL)),
        "address": BAKERY,
        "member": ours.owner,
        "by": act(ours.owner),
        "at": MONDAY + HOUR,
    }
    return write_notice(**usual | said)

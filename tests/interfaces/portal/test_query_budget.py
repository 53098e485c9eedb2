"""A customer's page asks the database as often for sixty rows of each sort as for one (law 6)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model
from django.urls import reverse

from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.rules import Rhythm
from makegood.domain.ideas.actions.deciding import finish
from makegood.domain.ideas.actions.hearing import note
from makegood.domain.ideas.models import Idea, Voice
from makegood.domain.promises.actions.answering import answer
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.moving import move, move_to_unknown
from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.actions.regular import begin_updates
from makegood.domain.promises.actions.reporting import write_update
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import (
    Answer,
    Move,
    Notice,
    Promise,
    Telling,
    Update,
    Waiting,
)
from makegood.domain.promises.queries import for_customer
from tests.cast import Cast
from tests.domain.ideas.hands import told_us
from tests.interfaces.desk.test_query_budget import asked
from tests.interfaces.portal.furnished import DAY, NOW
from tests.interfaces.portal.test_rows import by, due, let_in, link_of, ours, promise

__all__ = ["ours"]

# Three of them at the door, two for the office hours, one for when we answer, one for what they
# were asked, one for what they said and we did.
MOST = {"nothing": 14, "everything": 22}
# Those that others refer to come first.
SORTS: tuple[type[Model], ...] = (
    Engagement, Promise, Move, Telling, Waiting, Update, Notice, Answer, Idea, Voice,
)  # fmt: skip
SUPPLIER = Move.Reason.SUPPLIER


def write_one_of_each(cast: Cast) -> None:
    """What a page shows, through the actions."""
    who: dict[str, Any] = {"by": by(cast), "at": NOW}
    said: dict[str, Any] = {"seen": 0, "reason": SUPPLIER, "member": cast.owner, **who}
    theirs = promise(cast, "Photos", 2, promised_by=Promise.By.CUSTOMER)
    wait_for(promise=promise(cast, "Menu cards", 9), on=theirs, working_days=1, **who)
    tell(promise=promise(cast, "Logo", -1), how=Telling.How.PHONE, stated_by=cast.owner, **who)
    move(promise=promise(cast, "Shop sign", 2), to=due(8), words="No wood.", **said)
    move_to_unknown(
        promise=promise(cast, "Awning", 2), until=due(5), update_text="On the awning", **said
    )
    notice = write_notice(
        promise=promise(cast, "Bags", 2),
        new=NewDate(due(7), SUPPLIER, seen=0),
        said=Said(why="The printer broke."),
        address="",
        member=cast.owner,
        **who,
    )
    answer(notice=notice, choice=Notice.Option.FINE, words="Good luck!", **who)
    keep(promise=promise(cast, "First sketches", 2), **who)
    for name in ("Shop front", "Shop window"):
        work = Engagement.objects.create(customer=cast.bakery, name=name, began_at=NOW - 9 * DAY)
        begin_updates(engagement=work, rhythm=Rhythm(weekday=4), member=cast.owner, **who)
    write_update(
        engagement=work,
        says=Update.Says.ON_TRACK,
        words="All is cut.",
        address="",
        seen=0,
        member=cast.owner,
        **who,
    )
    idea = note(said=told_us(cast.bakery, "A bell?"), title="A bell", **who)
    finish(idea=idea, did="There is a bell.", **who)


def copied(originals: list[Any], times: int) -> None:
    """These rows so many times more, each copy with its own of what its original refers to."""
    copies: dict[Any, list[int]] = {}
    for row in originals:
        kept = {field: getattr(row, field.attname) for field in row._meta.concrete_fields}
        made = [
            type(row)(**{field.attname: _of_copy(n, field, copies, kept) for field in kept})
            for n in range(times)
        ]
        copies[type(row), row.pk] = [one.pk for one in type(row).objects.bulk_create(made)]


def _of_copy(n: int, field: Any, copies: dict[Any, list[int]], kept: dict[Any, Any]) -> Any:
    if field.primary_key:
        return None
    others = copies.get((field.related_model, kept[field])) if field.is_relation else None
    return others[n] if others else kept[field]


@pytest.fixture
def questions(ours: Cast, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[int]]:
    """For nothing; and for one, ten and sixty of each sort, every row drawn anew."""
    for bound in ("MOST", "MOST_ASKED", "MOST_DONE"):
        monkeypatch.setattr(for_customer, bound, 1000)
    link = link_of(ours)
    browser, where = let_in(link), reverse("customer_page", args=[link.pk])
    nothing = asked(browser, where)
    write_one_of_each(ours)
    originals = [row for sort in SORTS for row in sort._default_manager.order_by("-pk")]
    everything = []
    for more in (0, 9, 50):
        copied(originals, more)
        everything.append(asked(browser, where))
    return {"nothing": [nothing], "everything": everything}


def test_a_page_asks_as_often_for_many_rows_as_for_one(questions: dict[str, list[int]]) -> None:
    for name, (one, *more) in questions.items():
        assert [n for n in more if n != one] == [], name
        assert one <= MOST[name], name

from __future__ import annotations

from typing import Any

import pytest

from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.actions.telling import take_back, tell
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import Move, Notice, Promise, Telling
from makegood.domain.promises.queries.for_customer import notice_of, page_of
from tests.cast import Cast
from tests.domain.promises.hands import (
    HOUR,
    LAST_FRIDAY,
    MONDAY,
    NEXT_FRIDAY,
    act,
    promise,
)

SUPPLIER = Move.Reason.SUPPLIER


def noticed(ours: Cast, logo: Promise) -> Notice:
    """On their page it stands that it will be next Friday."""
    return write_notice(
        promise=logo,
        new=NewDate(NEXT_FRIDAY, SUPPLIER, seen=0),
        said=Said(),
        address="",
        member=ours.owner,
        by=act(ours.owner),
        at=MONDAY,
    )


def test_a_notice_stands_until_its_date_is_given_up(ours: Cast) -> None:
    logo = promise(ours)
    said = noticed(ours, logo)
    assert page_of(ours.bakery).notices == [said]
    who: dict[str, Any] = {"by": act(ours.owner), "member": ours.owner, "at": MONDAY + HOUR}
    move(promise=logo, to=LAST_FRIDAY, reason=SUPPLIER, seen=1, **who)
    assert page_of(ours.bakery).notices == []


def test_a_telling_taken_back_is_no_news(ours: Cast) -> None:
    logo, by = promise(ours), act(ours.owner)
    who: dict[str, Any] = {"promise": logo, "stated_by": ours.owner, "by": by}
    said = tell(**who, how=Telling.How.PHONE, at=MONDAY + HOUR)
    assert page_of(ours.bakery).heard_at == MONDAY + HOUR
    take_back(telling=said, by=by, at=MONDAY + 2 * HOUR)
    assert page_of(ours.bakery).heard_at is None


def test_a_notice_is_found_by_its_customer_alone_and_only_while_it_may_be_seen(ours: Cast) -> None:
    logo = promise(ours)
    said = noticed(ours, logo)
    assert notice_of(ours.bakery, said.pk) == said
    with pytest.raises(Notice.DoesNotExist):
        notice_of(ours.anna, said.pk)
    Promise.objects.filter(pk=logo.pk).update(visible=False)
    with pytest.raises(Notice.DoesNotExist):
        notice_of(ours.bakery, said.pk)

from __future__ import annotations

from makegood.domain.promises.actions.foreseeing import foresee
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.models import Move, Outlook, Promise
from tests.cast import Cast
from tests.domain.promises.hands import (
    HOUR,
    MONDAY,
    NEXT_FRIDAY,
    act,
    journal,
    nothing_written,
    promise,
    refused,
)

HOLDS, AT_RISK = Outlook.Says.HOLDS, Outlook.Says.AT_RISK


def says(ours: Cast, logo: Promise, what: Outlook.Says) -> bool:
    by = act(ours.colleague)
    return foresee(promise=logo, says=what, member=ours.colleague, by=by, at=MONDAY + HOUR)


def test_a_members_word_is_kept_with_who_and_when(ours: Cast) -> None:
    logo = promise(ours)
    assert says(ours, logo, AT_RISK)
    said = Outlook.objects.get()
    assert (said.said_by, said.said_at, said.due_number) == (ours.colleague, MONDAY + HOUR, 0)
    assert logo.outlook == "at_risk"
    assert (journal().event, journal().facts) == ("promise.outlook_said", {"says": "at_risk"})


def test_the_same_word_twice_is_no_news(ours: Cast) -> None:
    logo = promise(ours)
    says(ours, logo, HOLDS)
    with nothing_written():
        assert not says(ours, logo, HOLDS)
    assert says(ours, logo, AT_RISK)


def test_another_date_makes_the_word_void(ours: Cast) -> None:
    logo = promise(ours)
    says(ours, logo, HOLDS)
    move(
        promise=logo,
        to=NEXT_FRIDAY,
        reason=Move.Reason.WEATHER,
        seen=0,
        by=act(ours.owner),
        member=ours.owner,
        at=MONDAY + 2 * HOUR,
    )
    logo.refresh_from_db()
    assert logo.outlook == ""
    assert says(ours, logo, HOLDS)
    assert [said.due_number for said in Outlook.objects.all()] == [0, 1]


def test_nothing_is_foreseen_of_what_has_ended(ours: Cast) -> None:
    logo = promise(ours)
    keep(promise=logo, by=act(ours.owner), at=MONDAY + HOUR)
    with refused("has ended"):
        says(ours, logo, HOLDS)

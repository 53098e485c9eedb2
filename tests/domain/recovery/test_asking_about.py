"""Where we ask when a case is closed: however it was closed, and once."""

from __future__ import annotations

import pytest

from makegood.domain.feedback.models import Asking, Invitation
from makegood.domain.recovery.actions.verifying import part
from makegood.domain.recovery.actions.walking import reopen
from makegood.domain.recovery.models import Case
from makegood.foundation.journal.actions import carry_out
from makegood.foundation.journal.models import Delivery
from tests.cast import Cast
from tests.domain.feedback.asked import asking
from tests.domain.promises.hands import DAY, MONDAY, act
from tests.domain.recovery.hands import by, opened, put_right, said_right


@pytest.fixture(autouse=True)
def asks(ours: Cast) -> Asking:
    return asking(ours.owner, on=Asking.On.PUT_RIGHT, days=2)


def followed() -> list[Invitation]:
    """Whoever is asked, once what waits has followed; and again, which changes nothing."""
    for _twice in range(2):
        for one in Delivery.objects.filter(reaction__contains="asked_about").order_by("pk"):
            carry_out(delivery_id=one.pk, at=MONDAY + 2 * DAY)
    return list(Invitation.objects.order_by("pk"))


def parted(ours: Cast, case: Case) -> None:
    part(case=case, why="We cannot agree on red.", **by(ours))


def test_they_are_asked_days_after_it_was_right(ours: Cast) -> None:
    case = opened(ours)
    put_right(ours, case)
    said_right(ours, case)
    case.refresh_from_db()
    (one,) = followed()
    assert case.closed_at is not None
    assert (one.customer, one.member, one.dropped) == (ours.bakery, ours.owner, "")
    assert one.ask_at >= case.closed_at + 2 * DAY


def test_who_parted_from_us_is_asked_like_all(ours: Cast) -> None:
    parted(ours, opened(ours))
    assert [one.customer for one in followed()] == [ours.bakery]


def test_what_was_for_nothing_is_not_asked_about(ours: Cast) -> None:
    case = opened(ours)
    parted(ours, case)
    Case.objects.filter(pk=case.pk).update(closing=Case.Closing.KEPT)
    assert followed() == []


def test_opened_again_nobody_is_asked_until_it_is_closed_anew(ours: Cast) -> None:
    case = opened(ours)
    parted(ours, case)
    followed()
    case.refresh_from_db()
    reopen(case, by=act(ours.owner), at=MONDAY + DAY)
    assert [one.dropped for one in followed()] == ["reopened"]
    parted(ours, case)
    assert [one.dropped for one in followed()] == ["reopened", ""]


def test_a_late_yes_is_no_second_closing_to_ask_about(ours: Cast) -> None:
    case = opened(ours)
    parted(ours, case)
    followed()
    Case.objects.filter(pk=case.pk).update(closing=Case.Closing.NO_ANSWER, parted_why="")
    case.refresh_from_db()
    said_right(ours, case)
    assert Delivery.objects.filter(reaction__contains="closed_case").count() == 2
    assert len(followed()) == 1

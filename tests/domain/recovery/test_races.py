"""Two people at once: a case is opened once, and each act is done once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.listening import acknowledge
from makegood.domain.recovery.actions.opening import open_by_hand
from makegood.domain.recovery.actions.putting_right import decide_remedy
from makegood.domain.recovery.actions.verifying import answer
from makegood.domain.recovery.models import Case, How, Remedy, Step, Verification
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast, make_cast
from tests.domain.promises.hands import HOUR, MONDAY, act
from tests.domain.recovery.hands import REDO, listened_to, opened

LATER = MONDAY + 2 * HOUR
Press = Callable[[Member, Case], object]


@pytest.fixture
def lasting(transactional_db: None) -> Cast:
    cast = make_cast()
    _met = cast.bakery
    return cast


def at_once(cast: Cast, press: Callable[[Member], object]) -> list[object]:
    """What Alice's press gave and what Bob's did, both begun together."""
    who = (cast.owner, cast.colleague)
    together = threading.Barrier(len(who))
    answers: list[object] = [None] * len(who)

    def run(n: int, member: Member) -> None:
        together.wait()
        try:
            with enter(cast.studio):
                answers[n] = press(member)
        except BaseException as error:
            answers[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(who)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


def both(cast: Cast, case: Case, press: Press) -> list[object]:
    """Each with the page they looked at."""
    return at_once(cast, lambda member: press(member, Case.objects.get(pk=case.pk)))


def test_two_who_open_it_open_one(lasting: Cast) -> None:
    with enter(lasting.studio):
        bakery = lasting.bakery

    def press(member: Member) -> object:
        said: dict[str, Any] = {"who": bakery, "matter": f"{member} heard that it is crooked"}
        return open_by_hand(**said, member=member, by=act(member), at=LATER)

    first, second = at_once(lasting, press)
    assert first == second
    with enter(lasting.studio):
        case = Case.objects.get()
        assert case.grounds.count() == 2
        assert Step.objects.count() == 1


def test_two_who_acknowledge_it_do_so_once(lasting: Cast) -> None:
    with enter(lasting.studio):
        case = opened(lasting)

    def press(member: Member, case: Case) -> object:
        return acknowledge(case=case, how=How.PHONE, member=member, by=act(member), at=LATER)

    assert sorted(map(str, both(lasting, case, press))) == ["False", "True"]
    with enter(lasting.studio):
        assert Promise.objects.filter(text="How we put it right").count() == 1


def test_two_who_decide_the_same_promise_it_once(lasting: Cast) -> None:
    with enter(lasting.studio):
        case = listened_to(lasting, opened(lasting))

    def press(member: Member, case: Case) -> object:
        return decide_remedy(case=case, offer=REDO, member=member, by=act(member), at=LATER)

    first, second = both(lasting, case, press)
    assert first == second
    with enter(lasting.studio):
        assert Remedy.objects.count() == 1


def test_two_who_hear_that_it_is_right_close_it_once(lasting: Cast) -> None:
    with enter(lasting.studio):
        case = listened_to(lasting, opened(lasting))

    def press(member: Member, case: Case) -> object:
        said: dict[str, Any] = {"words": "Lovely.", "how": How.PHONE, "member": None}
        return answer(case=case, is_right=True, **said, by=act(member), at=LATER)

    first, second = both(lasting, case, press)
    assert first == second
    with enter(lasting.studio):
        assert Verification.objects.count() == 1
        assert Step.objects.filter(case=case, ended_at=None).count() == 1

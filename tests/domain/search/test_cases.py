"""What went wrong is found by its title and by what its customer said of it."""

from __future__ import annotations

from makegood.domain.recovery.actions.opening import raise_concern
from makegood.domain.recovery.models import Case, How
from makegood.domain.search.queries import search
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import MONDAY
from tests.domain.recovery.hands import heard, opened, said_right, sign
from tests.domain.search.finding import found


def cases(text: str) -> list[Case]:
    return search(text).cases.rows


def test_by_its_title_its_customer_and_its_work(ours: Cast) -> None:
    case = opened(ours, engagement=sign(ours))
    for typed in ("crooked", "bakery crooked", "shop sign crooked", "bakery shop"):
        assert case in cases(typed), typed
    assert cases("straight") == []


def test_by_what_they_said_whenever_they_said_it(ours: Cast) -> None:
    by = Actor("customer", ours.bakery.pk)
    case = raise_concern(customer=ours.bakery, words="The Ä is upside down", by=by, at=MONDAY)
    assert cases("upside") == [case]
    heard(ours, case, expected="A plain umlaut", wishes="A new board", right_when="It hangs")
    assert cases("umlaut") == cases("board down") == cases("hangs") == [case]
    said_right(ours, case, is_right=False, words="Still wobbly", how=How.PHONE)
    assert cases("wobbly") == [case]


def test_what_joined_it_finds_it_too(ours: Cast) -> None:
    case = opened(ours)
    opened(ours, matter="It fell off")
    assert cases("fell") == [case]


def test_no_other_business_finds_it(cast: Cast) -> None:
    with enter(cast.studio):
        opened(cast)
        assert found("crooked")
    with enter(cast.salon):
        assert found("crooked") == []

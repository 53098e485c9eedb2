from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.feedback.actions.bringing import Told, bring_answers
from makegood.domain.feedback.actions.counting import count_all, count_ours
from makegood.domain.feedback.models import Invitation, Reason, Response, SurveyAnswer, Tally
from makegood.domain.feedback.rules.answers import Value
from makegood.domain.feedback.rules.ready import after_delivery
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, invitation, survey
from tests.foundation.jobs.faults import told_of

LATER = NOW + 9 * DAY
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    with enter(cast.studio):
        yield cast


def said(asked: Invitation, *, enough: bool = True, page: int = 0, **words: str) -> Response:
    return answer(
        invitation=asked,
        page=page,
        said={key: [one] for key, one in words.items()},
        language="en",
        enough=enough,
        by=Actor("customer", asked.customer_id),
        at=NOW + DAY,
    )


def counted() -> dict[tuple[str, str, int | None], int]:
    return {(one.question, one.option, one.number): one.n for one in Tally.objects.all()}


def test_what_was_answered_to_the_end_is_counted_once(ours: Cast) -> None:
    asked = survey(ours.owner)
    who: dict[str, Any] = {"survey": asked, "by": Actor("member", ours.owner.pk), "at": NOW}
    said(invite(customer=ours.bakery, **who), overall="4")
    said(invite(customer=ours.anna, **who), overall="4", better="It was late")
    assert count_ours(now=LATER) == 2
    assert count_ours(now=LATER) == 0
    assert counted() == {
        ("", "began", None): 2,
        ("", "finished", None): 2,
        ("overall", "", 4): 2,
        ("better", "", None): 1,
    }
    rows = Tally.objects.all()
    assert {(one.month, one.about, one.member) for one in rows} == {(NOVEMBER, "by_hand", None)}


def test_those_who_come_later_are_added(ours: Cast) -> None:
    asked = survey(ours.owner)
    who: dict[str, Any] = {"survey": asked, "by": Actor("member", ours.owner.pk), "at": NOW}
    said(invite(customer=ours.bakery, **who), overall="4")
    count_ours(now=LATER)
    said(invite(customer=ours.anna, **who), overall="4")
    count_ours(now=LATER)
    assert counted()["overall", "", 4] == 2
    assert Tally.objects.filter(question="overall").count() == 1


def test_who_is_still_at_it_is_left_for_a_week(ours: Cast) -> None:
    said(invitation(ours.owner, ours.bakery), overall="2", enough=False)
    assert count_ours(now=NOW + 2 * DAY) == 0
    assert count_ours(now=LATER) == 1
    assert ("", "finished", None) not in counted()


def test_who_goes_on_after_it_is_counted_anew(ours: Cast) -> None:
    asked = invitation(ours.owner, ours.bakery)
    said(asked, overall="2", better="late", enough=False)
    count_ours(now=LATER)
    said(asked, overall="5", enough=False)
    assert {one: n for one, n in counted().items() if n} == {}
    assert not Reason.objects.exists()
    said(asked, page=1, work="5")
    count_ours(now=LATER)
    assert {one: n for one, n in counted().items() if n} == {
        ("", "began", None): 1,
        ("", "finished", None): 1,
        ("overall", "", 5): 1,
        ("work", "", 5): 1,
    }


def test_tallies_are_what_a_count_of_the_answers_says(ours: Cast) -> None:
    asked = survey(ours.owner)
    who: dict[str, Any] = {"survey": asked, "by": Actor("member", ours.owner.pk)}
    for at in range(12):
        person = ours.bakery if at % 2 else ours.anna
        one = invite(customer=person, at=NOW - timedelta(days=40), **who)
        said(one, overall=str(1 + at % 5), better="x" * (at % 3), enough=at % 4 > 0)
    count_ours(now=LATER)
    found = {key: n for key, n in counted().items() if key[0]}
    by_hand: dict[tuple[str, str, int | None], int] = {}
    for row in SurveyAnswer.objects.all():
        key = (row.question, row.option, row.number)
        by_hand[key] = by_hand.get(key, 0) + 1
    assert found == by_hand
    assert counted()["", "finished", None] == 9


def test_every_business_counts_its_own(cast: Cast) -> None:
    for owner, who in ((cast.owner, cast.bakery), (cast.stranger, cast.client_of_salon)):
        with enter(owner.business):
            said(invitation(owner, who), overall="4")
    assert count_all(now=LATER) == 2
    with enter(cast.salon):
        assert counted()["overall", "", 4] == 1


def test_a_business_that_cannot_be_counted_holds_up_no_other(cast: Cast) -> None:
    for owner, who in ((cast.owner, cast.bakery), (cast.stranger, cast.client_of_salon)):
        with enter(owner.business):
            said(invitation(owner, who), overall="4")
    Business.objects.filter(pk=cast.studio.pk).update(zone="Europe/Atlantis")
    assert count_all(now=LATER) == 1
    with enter(cast.salon):
        assert counted()["overall", "", 4] == 1
    assert "fern-studio, makegood.domain.feedback.actions.counting._count_here" in told_of()


def test_what_another_program_heard_is_counted_beside(ours: Cast) -> None:
    told = [
        Told(started_at=NOW, finished_at=NOW, answers={"overall": Value(number=score)})
        for score in (5, 2)
    ]
    bring_answers(
        name="From elsewhere",
        questionnaire=after_delivery(["en"]),
        responses=told,
        member=ours.owner,
        by=Actor("member", ours.owner.pk),
        at=NOW,
    )
    count_ours(now=NOW + DAY)
    assert set(Tally.objects.values_list("about", flat=True)) == {"brought"}

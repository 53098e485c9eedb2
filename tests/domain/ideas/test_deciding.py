from __future__ import annotations

from makegood.domain.ideas.actions.deciding import finish, plan, set_aside, take_up
from makegood.domain.ideas.actions.hearing import note
from makegood.domain.ideas.actions.telling import tell
from makegood.domain.ideas.models import Idea
from makegood.domain.ideas.rules import Standing
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models import How
from tests.cast import Cast
from tests.domain.ideas.hands import done, events, noted, refused, told_us, us
from tests.domain.promises.hands import DAY, FRIDAY, MONDAY, NEXT_FRIDAY

DID = "We open on Saturdays."


def test_a_plan_with_a_day_is_a_promise_to_ourselves(ours: Cast) -> None:
    idea = noted(ours)
    assert plan(idea=idea, due=FRIDAY, member=ours.colleague, **us(ours))
    assert not plan(idea=idea, due=NEXT_FRIDAY, member=ours.colleague, **us(ours))
    promise = Promise.objects.get()
    assert (promise.to, promise.text, promise.owner) == ("ourselves", idea.title, ours.colleague)
    assert (idea.promise, idea.standing) == (promise, Standing.PLANNED)
    assert events(idea) == ["noted", "said", "planned"]


def test_a_plan_needs_no_day_and_may_get_one_later(ours: Cast) -> None:
    idea = noted(ours)
    assert plan(idea=idea, member=ours.owner, **us(ours))
    assert not plan(idea=idea, member=ours.owner, **us(ours))
    assert (idea.promise, idea.standing) == (None, Standing.PLANNED)
    assert plan(idea=idea, due=FRIDAY, member=ours.owner, **us(ours, MONDAY + DAY))
    assert idea.promise is not None
    assert idea.planned_at == us(ours)["at"]


def test_a_day_that_was_withdrawn_may_be_promised_anew(ours: Cast) -> None:
    idea = noted(ours)
    plan(idea=idea, due=FRIDAY, member=ours.owner, **us(ours))
    assert idea.promise is not None
    withdraw(promise=idea.promise, asked_by=Promise.AskedBy.US, **us(ours))
    assert plan(idea=idea, due=NEXT_FRIDAY, member=ours.owner, **us(ours))
    assert idea.promise.is_open


def test_done_keeps_what_we_promised_ourselves(ours: Cast) -> None:
    idea = noted(ours)
    plan(idea=idea, due=FRIDAY, member=ours.owner, **us(ours))
    assert finish(idea=idea, did=DID, **us(ours))
    assert not finish(idea=idea, did="Twice.", **us(ours))
    assert Promise.objects.get().kept_at == us(ours)["at"]
    assert (idea.standing, idea.did) == (Standing.DONE, DID)


def test_done_says_what_we_did(ours: Cast) -> None:
    idea = noted(ours)
    with refused("What did you do"):
        finish(idea=idea, did=" ", **us(ours))


def test_not_now_has_a_reason_and_ends_the_promise(ours: Cast) -> None:
    idea = noted(ours)
    plan(idea=idea, due=FRIDAY, member=ours.owner, **us(ours))
    with refused("Why not now"):
        set_aside(idea=idea, why="", **us(ours))
    assert set_aside(idea=idea, why="There are two of us.", **us(ours))
    assert not set_aside(idea=idea, why="Again.", **us(ours))
    assert (idea.standing, idea.not_now_why) == (Standing.NOT_NOW, "There are two of us.")
    assert not Promise.objects.get().is_open
    with refused("has ended"):
        finish(idea=idea, did=DID, **us(ours))


def test_what_was_set_aside_is_taken_up_again(ours: Cast) -> None:
    idea = noted(ours)
    set_aside(idea=idea, why="There are two of us.", **us(ours))
    assert take_up(idea=idea, **us(ours))
    assert not take_up(idea=idea, **us(ours))
    assert idea.standing == Standing.HEARD
    assert plan(idea=idea, due=FRIDAY, member=ours.owner, **us(ours))


def test_done_by_a_slip_is_open_again_and_its_promise_too(ours: Cast) -> None:
    idea = noted(ours)
    plan(idea=idea, due=FRIDAY, member=ours.owner, **us(ours))
    finish(idea=idea, did=DID, **us(ours))
    assert take_up(idea=idea, **us(ours))
    assert (idea.standing, Promise.objects.get().is_open) == (Standing.PLANNED, True)


def test_once_somebody_knows_it_stays_done(ours: Cast) -> None:
    idea = noted(ours)
    tell(voice=done(ours, idea), how=How.PHONE, member=ours.owner, **us(ours))
    with refused("knows already"):
        take_up(idea=idea, **us(ours))


def test_it_is_not_taken_up_beside_another_of_its_name(ours: Cast) -> None:
    idea = noted(ours)
    set_aside(idea=idea, why="Not yet.", **us(ours))
    note(said=told_us(ours.anna), title=idea.title, **us(ours))
    with refused("called so already"):
        take_up(idea=idea, **us(ours))
    assert Idea.objects.count() == 2

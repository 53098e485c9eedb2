from __future__ import annotations

from makegood.domain.customers.actions import merging
from makegood.domain.customers.queries.aliases import ids_of
from makegood.domain.ideas.actions.deciding import finish, set_aside
from makegood.domain.ideas.actions.hearing import note
from makegood.domain.ideas.actions.telling import tell, write
from makegood.domain.ideas.models import Voice
from makegood.domain.ideas.queries import ideas
from makegood.domain.ideas.rules import Standing
from makegood.domain.recovery.models import How
from tests.cast import Cast
from tests.domain.ideas.hands import WORDS, done, noted, told_us, us
from tests.domain.promises.post import back, take


def test_those_that_most_people_had_come_first(ours: Cast) -> None:
    idea = noted(ours)
    bell = note(said=told_us(ours.anna, "A bell."), title="A bell", **us(ours))
    note(said=told_us(ours.bakery, "A bell!"), idea=bell, **us(ours))
    note(said=told_us(ours.bakery, "A bell, again!"), idea=bell, **us(ours))
    found, more = ideas.listed(None, page=1)
    assert ([(one.idea, one.people) for one in found], more) == ([(bell, 2), (idea, 1)], False)
    merging.merge(alias=ours.bakery, into=ours.anna, **us(ours))
    assert [one.people for one in ideas.listed(None, page=1)[0]] == [1, 1]


def test_the_open_stand_apart_from_those_that_ended(ours: Cast) -> None:
    idea = noted(ours)
    bell = note(said=told_us(ours.anna), title="A bell", **us(ours))
    set_aside(idea=bell, why="Too loud.", **us(ours))
    tell(voice=done(ours, idea), how=How.PHONE, member=ours.owner, **us(ours))
    assert ideas.listed(None, page=1) == ([], False)
    assert [one.idea for one in ideas.listed(Standing.NOT_NOW, page=1)[0]] == [bell]
    ((found,), _more) = ideas.listed(Standing.DONE, page=1)
    assert (found.idea, found.know, found.people) == (idea, 1, 1)


def test_a_lost_letter_is_not_counted_among_those_who_know(ours: Cast) -> None:
    voice = done(ours, noted(ours))
    letter = write(voice=voice, said=WORDS, did="So.", member=ours.owner, **us(ours))
    assert ideas.listed(Standing.DONE, page=1)[0][0].know == 1
    back(ours, take(letter))
    assert ideas.listed(Standing.DONE, page=1)[0][0].know == 0


def test_what_came_of_an_answer_is_found_by_it(ours: Cast) -> None:
    idea = noted(ours)
    key = idea.voices.get().response_id or 0
    assert ideas.in_answers([key]) == {(key, "better"): [idea]}


def test_their_page_says_what_they_said_once_it_is_done(ours: Cast) -> None:
    idea = note(said=told_us(ours.bakery), title="Open on Saturdays", **us(ours))
    note(said=told_us(ours.bakery, WORDS), idea=idea, **us(ours))
    ids = ids_of(ours.bakery)
    assert (ideas.done_for(ids), ideas.of_customer(ids)) == ([], [idea])
    finish(idea=idea, did="So.", **us(ours))
    assert ideas.done_for(ids) == [Voice.objects.get(words=WORDS)]
    assert ideas.done_for(ids_of(ours.anna)) == []

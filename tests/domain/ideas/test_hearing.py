from __future__ import annotations

import pytest

from makegood.domain.customers.models import Customer
from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.ideas.actions.deciding import set_aside
from makegood.domain.ideas.actions.hearing import note, note_by_hand, reword
from makegood.domain.ideas.models import Idea, Voice
from makegood.domain.ideas.queries.sources import in_answer, in_case, in_touchpoint
from makegood.domain.recovery.actions.opening import raise_concern
from makegood.foundation.journal.models import Entry
from tests.cast import Cast
from tests.domain.feedback.asked import survey
from tests.domain.ideas.hands import WORDS, answered, events, noted, refused, rows, told_us, us
from tests.domain.promises.hands import MONDAY, act


def test_an_idea_keeps_who_said_it_where_and_in_their_words(ours: Cast) -> None:
    response = answered(ours)
    idea = note(
        said=in_answer(response.pk, "better"),
        title=" Open on  Saturdays ",
        plan="Two of us.",
        **us(ours),
    )
    assert (idea.title, idea.plan, idea.is_open) == ("Open on Saturdays", "Two of us.", True)
    voice = idea.voices.get()
    assert (voice.customer, voice.response, voice.question) == (ours.bakery, response, "better")
    assert (voice.words, voice.said_at) == (WORDS, response.started_at)
    assert events(idea) == ["noted", "said"]
    assert Entry.objects.latest("pk").customer_id == ours.bakery.pk


def test_the_same_answer_is_one_voice_however_often_it_is_pressed(ours: Cast) -> None:
    idea = noted(ours)
    response = idea.voices.get().response
    assert response is not None
    before = rows()
    said = in_answer(response.pk, "better")
    assert note(said=said, title="open on saturdays", **us(ours)) == idea
    assert note(said=said, idea=idea, **us(ours)) == idea
    assert rows() == before


def test_several_people_have_one_idea(ours: Cast) -> None:
    idea = noted(ours)
    note(said=told_us(ours.anna, "Saturdays, please."), idea=idea, **us(ours))
    note(said=told_us(ours.anna, "Saturdays, please."), title="Open on Saturdays", **us(ours))
    assert [one.who for one in idea.voices.order_by("pk")] == [ours.bakery, ours.anna]
    assert Idea.objects.count() == 1


def test_what_they_wish_for_in_a_case_is_theirs(ours: Cast) -> None:
    case = raise_concern(
        customer=ours.bakery, words="Nobody told us.", by=act(ours.owner), at=MONDAY
    )
    idea = note(said=in_case(case.pk), title="Say so the day before", **us(ours))
    voice = idea.voices.get()
    assert (voice.case, voice.customer, voice.words) == (case, ours.bakery, "Nobody told us.")


def test_what_they_lived_through_is_a_place_too(ours: Cast) -> None:
    answered(ours)
    entry = Entry.objects.get(event="survey.scored")
    voice = note(said=in_touchpoint(entry.pk), title="Saturdays", **us(ours)).voices.get()
    assert (voice.entry, voice.customer, voice.words) == (entry, ours.bakery, WORDS)


def test_what_nobody_lived_through_is_no_place(ours: Cast) -> None:
    noted(ours)
    with pytest.raises(Voice.DoesNotExist):
        in_touchpoint(Entry.objects.filter(phase="").latest("pk").pk)
    with pytest.raises(Voice.DoesNotExist):
        in_answer(answered(ours).pk, "overall")
    with pytest.raises(Voice.DoesNotExist):
        in_case(2**40)


def test_an_answer_by_the_open_link_is_nobodys(ours: Cast) -> None:
    by = act(ours.owner)
    asked = invite(survey=survey(ours.owner), customer=None, by=by, at=MONDAY)
    response = answer(
        invitation=asked,
        page=0,
        said={"overall": ["4"], "better": ["Saturdays"]},
        language="en",
        enough=True,
        by=by,
        at=MONDAY,
    )
    idea = note(said=in_answer(response.pk, "better"), title="Saturdays", **us(ours))
    assert idea.voices.get().who is None


def test_one_of_us_heard_it_of_somebody_new(ours: Cast) -> None:
    idea = note_by_hand(who="Rosa", words="A bell.", title="A bell at the door", **us(ours))
    assert idea.voices.get().who == Customer.objects.get(name="Rosa")


def test_an_idea_has_a_title_and_an_author(ours: Cast) -> None:
    with refused("What is the idea"):
        note(said=told_us(ours.bakery), title=" ", **us(ours))
    with refused("201 characters"):
        note(said=told_us(ours.bakery), title="o" * 201, **us(ours))
    with refused("Whose idea"):
        note_by_hand(who=" ", words="", title="A bell", **us(ours))


def test_what_has_ended_hears_no_more_voices(ours: Cast) -> None:
    idea = noted(ours)
    set_aside(idea=idea, why="Nobody is there.", **us(ours))
    with refused("has ended"):
        note(said=told_us(ours.anna), idea=idea, **us(ours))
    assert note(said=told_us(ours.anna), title=idea.title, **us(ours)) != idea


def test_it_is_put_in_other_words_and_none_of_theirs_change(ours: Cast) -> None:
    idea = noted(ours)
    assert reword(idea=idea, title="Open at weekends", plan="In turns", **us(ours))
    assert not reword(idea=idea, title="Open at weekends", plan="In turns", **us(ours))
    assert (idea.title, idea.voices.get().words) == ("Open at weekends", WORDS)


def test_no_two_open_ideas_are_called_the_same(ours: Cast) -> None:
    idea = noted(ours)
    note(said=told_us(ours.anna), title="A bell", **us(ours))
    with refused("called so already"):
        reword(idea=idea, title="a BELL", plan="", **us(ours))

"""Two of us press at once: whoever had the idea hears of it once, and an idea is one."""

from __future__ import annotations

from makegood.domain.ideas.actions.hearing import note_by_hand
from makegood.domain.ideas.actions.telling import write
from makegood.domain.ideas.models import Idea, News, Voice
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.ideas.hands import done, noted, us
from tests.domain.recovery.test_races import at_once, lasting

__all__ = ["lasting"]


def test_a_letter_pressed_by_two_goes_once(lasting: Cast) -> None:
    with enter(lasting.studio):
        voice = done(lasting, noted(lasting))

    def press(member: Member) -> Letter | None:
        said = Voice.objects.select_related("idea", "customer").get(pk=voice.pk)
        return write(voice=said, said="Saturdays?", did="We do.", member=member, **us(lasting))

    answers = at_once(lasting, press)
    with enter(lasting.studio):
        assert [type(one) for one in answers if one is not None] == [Letter]
        assert (News.objects.count(), Letter.objects.filter(kind="idea").count()) == (1, 1)


def test_an_idea_noted_by_two_is_one_with_both_voices(lasting: Cast) -> None:
    def press(member: Member) -> Idea:
        said = f"Says {member}"
        return note_by_hand(who="the bakery", words=said, title="A bell", **us(lasting))

    answers = at_once(lasting, press)
    with enter(lasting.studio):
        assert answers == [Idea.objects.get()] * 2
        assert Voice.objects.count() == 2

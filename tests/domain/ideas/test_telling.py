from __future__ import annotations

import pytest
from django.utils import translation

from makegood.domain.customers.actions import merging, write_address
from makegood.domain.feedback.actions.stopping import allow_again, stop
from makegood.domain.ideas.actions.hearing import note
from makegood.domain.ideas.actions.telling import tell, write
from makegood.domain.ideas.models import News, Voice
from makegood.domain.ideas.queries.authors import authors
from makegood.domain.ideas.rules import Reach
from makegood.domain.recovery.models import How
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.sealing import seal
from tests.cast import Cast
from tests.domain.ideas.hands import WORDS, done, events, noted, refused, rows, told_us, us
from tests.domain.promises.post import back, not_back, take

DID = "We open on Saturdays."


def written(ours: Cast, voice: Voice) -> Letter | None:
    return write(voice=voice, said=WORDS, did=DID, member=ours.owner, **us(ours))


def test_whoever_had_it_is_written_what_they_said_and_what_we_did(ours: Cast) -> None:
    letter = written(ours, done(ours, noted(ours)))
    assert letter is not None
    assert (letter.kind, letter.to_address) == (Letter.Kind.IDEA, "bakery@example.com")
    assert letter.reply_to == "alice@example.com"
    for words in (WORDS, DID, "Alice", "Thank you for saying so"):
        assert words in letter.text
        assert words in letter.html
    entry = Entry.objects.get(event="idea.told")
    assert (entry.customer_id, entry.phase, letter.because_id) == (
        ours.bakery.pk,
        "after",
        entry.pk,
    )


def test_the_letter_speaks_their_language(ours: Cast) -> None:
    voice = done(ours, noted(ours))
    write_address(customer=ours.bakery, language="de", **us(ours))
    with translation.override("en"):
        letter = written(ours, Voice.objects.get(pk=voice.pk))
    assert letter is not None
    assert letter.language == "de"
    assert "You said" not in letter.subject + letter.text + letter.html


def test_it_goes_once_however_often_it_is_pressed(ours: Cast) -> None:
    voice = done(ours, noted(ours))
    assert written(ours, voice) is not None
    before = rows()
    assert written(ours, voice) is None
    assert not tell(voice=voice, how=How.PHONE, member=ours.owner, **us(ours))
    assert rows() == before


def test_one_person_hears_it_once_whatever_they_are_called(ours: Cast) -> None:
    """Anna turns out to be the bakery: what one of them heard, both did."""
    idea = noted(ours)
    note(said=told_us(ours.anna, "Saturdays!"), idea=idea, **us(ours))
    annas = idea.voices.get(customer=ours.anna)
    assert written(ours, done(ours, idea)) is not None
    assert [one.reach for one in authors(idea)] == [Reach.TOLD, Reach.NO_MAILBOX]
    merging.merge(alias=ours.bakery, into=ours.anna, **us(ours))
    (one,) = authors(idea)
    assert (one.who, one.reach, len(one.voices)) == (ours.anna, Reach.TOLD, 2)
    write_address(customer=ours.anna, email="anna@example.com", **us(ours))
    assert written(ours, Voice.objects.get(pk=annas.pk)) is None


def test_a_letter_that_came_back_told_nobody(ours: Cast) -> None:
    voice = done(ours, noted(ours))
    letter = written(ours, voice)
    taken = take(letter)
    back(ours, taken)
    assert written(ours, voice) is not None
    assert News.objects.count() == 2
    assert [one.reach for one in authors(voice.idea)] == [Reach.TOLD]


def test_one_that_had_not_come_back_is_not_written_again(ours: Cast) -> None:
    voice = done(ours, noted(ours))
    taken = take(written(ours, voice))
    back(ours, taken)
    assert [one.reach for one in authors(voice.idea)] == [Reach.WRITE]
    not_back(ours, taken)
    assert written(ours, voice) is None


def test_whoever_wants_no_such_letters_gets_none(ours: Cast) -> None:
    voice = done(ours, noted(ours))
    stop(customer=ours.bakery, **us(ours))
    assert [one.reach for one in authors(voice.idea)] == [Reach.STOPPED]
    with refused("no such letters"):
        written(ours, voice)
    allow_again(customer=ours.bakery, **us(ours))
    assert written(ours, voice) is not None


def test_without_an_address_they_are_told_by_one_of_us(ours: Cast) -> None:
    idea = noted(ours)
    voice = done(ours, idea, mail="")
    with refused("No e-mail"):
        written(ours, voice)
    with refused("How did you tell them"):
        tell(voice=voice, how=How.LETTER, member=ours.owner, **us(ours))
    assert tell(voice=voice, how=How.PHONE, member=ours.owner, **us(ours))
    assert events(idea)[-1] == "told"


def test_nothing_is_told_before_it_is_done(ours: Cast) -> None:
    voice = noted(ours).voices.get()
    with refused("not done yet"):
        written(ours, voice)
    with refused("not done yet"):
        tell(voice=voice, how=How.PHONE, member=ours.owner, **us(ours))


@pytest.mark.parametrize("did", ["", " \n"])
def test_a_letter_says_what_we_did(ours: Cast, did: str) -> None:
    voice = done(ours, noted(ours))
    with refused("What did you do"):
        write(voice=voice, said="", did=did, member=ours.owner, **us(ours))


def test_one_press_in_their_mail_program_ends_such_letters(ours: Cast) -> None:
    letter = written(ours, done(ours, noted(ours)))
    assert letter is not None
    raw = seal(letter).message.decode()
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in raw
    assert "{link" not in raw

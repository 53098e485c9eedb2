"""We heard you; what they said; what happened on our side."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from makegood.domain.customers.actions import write_address
from makegood.domain.customers.actions.merging import merge, unmerge
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.listening import (
    Words,
    account,
    acknowledge,
    hear,
    write_acknowledgement,
)
from makegood.domain.recovery.letters import heard_you, understood
from makegood.domain.recovery.models import Case, Hearing, How, Step
from makegood.domain.recovery.queries.progress import open_step
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.actions import make
from makegood.foundation.links.models import Link
from makegood.foundation.mail.models import Letter
from tests.cast import Cast
from tests.domain.promises.hands import AFTER_FRIDAY, BAKERY, HOUR, MONDAY, act
from tests.domain.promises.post import follow
from tests.domain.recovery.hands import (
    acknowledged,
    by,
    closed,
    heard,
    missed,
    nothing_written,
    opened,
    refused,
    step,
)


def test_it_is_acknowledged_once_and_its_promise_kept(ours: Cast) -> None:
    case = opened(ours)
    word = open_step(case)
    assert word is not None
    assert acknowledge(case=case, how=How.PHONE, member=ours.owner, **by(ours))
    word.promise.refresh_from_db()
    assert word.promise.kept_at is not None
    assert step(case) == Step.Kind.HEAR
    with nothing_written():
        assert not acknowledge(case=case, how=How.PHONE, member=ours.owner, **by(ours))


def test_with_it_they_know_when_they_hear_how_we_put_it_right(ours: Cast) -> None:
    case = acknowledged(ours, opened(ours))
    case.refresh_from_db()
    assert case.answer is not None
    assert (case.answer.text, case.answer.visible) == ("How we put it right", True)
    heard(ours, case)
    account(case=case, words="The template slipped.", member=ours.owner, **by(ours))
    now = open_step(case)
    assert now is not None
    assert (now.kind, now.promise) == (Step.Kind.REMEDY, case.answer)


@pytest.mark.parametrize("how", [How.PAGE, How.LETTER])
def test_only_what_was_spoken_is_stated(ours: Cast, how: How) -> None:
    case = opened(ours)
    with refused("in person"):
        acknowledge(case=case, how=how, member=ours.owner, **by(ours))


def test_a_closed_case_is_acknowledged_no_more(ours: Cast) -> None:
    case = closed(ours, opened(ours))
    with refused("closed"):
        acknowledge(case=case, how=How.PHONE, member=ours.owner, **by(ours))


class TestLetter:
    def write(self, ours: Cast, case: Case, **said: Any) -> Letter | None:
        usual: dict[str, Any] = {
            "words": "It hangs crooked.",
            "address": BAKERY,
            "member": ours.owner,
        }
        return write_acknowledgement(case=case, **usual | by(ours) | said)

    def test_it_says_what_stood_in_the_draft(self, ours: Cast) -> None:
        case = opened(ours)
        draft = heard_you(case, "It hangs crooked.", member=ours.owner, at=by(ours)["at"])
        letter = self.write(ours, case)
        assert letter is not None
        assert "that is ours to mend" in letter.text
        assert "It hangs crooked." in letter.text
        assert "You hear by Tuesday 3 March at 11:00" in letter.text
        assert letter.text.replace("{link:", "(").split("\n(")[0] in draft.text
        assert (letter.to_address, letter.kind) == (BAKERY, Letter.Kind.CASE_HEARD)
        assert step(case) == Step.Kind.HEAR

    def test_pressed_twice_one_goes(self, ours: Cast) -> None:
        case = opened(ours)
        assert self.write(ours, case) is not None
        with nothing_written():
            assert self.write(ours, case) is None

    @pytest.mark.parametrize(
        ("said", "words"), [({"words": ""}, "What do you say"), ({"address": ""}, "Where do we")]
    )
    def test_without_words_or_an_address_none_goes(
        self, ours: Cast, said: dict[str, str], words: str
    ) -> None:
        case = opened(ours)
        with refused(words):
            self.write(ours, case, **said)

    def test_it_speaks_their_language(self, ours: Cast) -> None:
        bakery = ours.bakery
        type(bakery).objects.filter(pk=bakery.pk).update(language="de")
        letter = self.write(ours, opened(ours))
        assert letter is not None
        assert letter.language == "de"
        assert "Es tut uns leid" in letter.text

    def test_of_a_missed_day_it_names_the_day(self, ours: Cast) -> None:
        missed(ours)
        follow("promise.missed", at=AFTER_FRIDAY)
        said = understood(Case.objects.get(), at=AFTER_FRIDAY)
        assert said.startswith("We said Friday 6 March for “The sign”.")


def test_their_words_are_kept_as_they_said_them(ours: Cast) -> None:
    case = acknowledged(ours, opened(ours))
    hearing = heard(ours, case, expected="A straight sign.\n\nNot this.", wishes=" Anew ")
    assert (hearing.expected, hearing.wishes) == ("A straight sign.\n\nNot this.", "Anew")
    assert step(case) == Step.Kind.FACTS


def test_the_customer_says_it_on_their_page(ours: Cast) -> None:
    case = acknowledged(ours, opened(ours))
    us = Actor("customer", ours.bakery.pk)
    said = Words(right_when="When it is straight.")
    hearing = hear(case=case, words=said, how=How.PAGE, member=None, by=us, at=MONDAY + 2 * HOUR)
    assert hearing.heard_by is None
    assert (
        hear(case=case, words=said, how=How.PAGE, member=None, by=us, at=MONDAY + 2 * HOUR)
        == hearing
    )


def test_nothing_said_is_refused(ours: Cast) -> None:
    case = opened(ours)
    with refused("In their words"):
        hear(case=case, words=Words(), how=How.PHONE, member=ours.owner, **by(ours))


@pytest.mark.parametrize("column", ["said", "expected", "wishes", "right_when", "how"])
def test_what_they_said_is_never_edited(ours: Cast, column: str) -> None:
    hearing = heard(ours, opened(ours))
    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        Hearing.objects.filter(pk=hearing.pk).update(**{column: "phone"})


def test_heard_before_it_was_acknowledged_it_is_not_asked_again(ours: Cast) -> None:
    case = opened(ours)
    heard(ours, case)
    assert step(case) == Step.Kind.ACKNOWLEDGE
    acknowledged(ours, case)
    assert step(case) == Step.Kind.FACTS


def test_our_side_is_said_once(ours: Cast) -> None:
    case = opened(ours)
    said = account(case=case, words="The template slipped.", member=ours.owner, **by(ours))
    with nothing_written():
        again = account(case=case, words="The template slipped. ", member=ours.owner, **by(ours))
        assert again == said
    with refused("our side"):
        account(case=case, words=" ", member=ours.owner, **by(ours))


class TestPressedInTheLedger:
    def test_kept_there_the_case_asks_for_its_act_all_the_same(self, ours: Cast) -> None:
        case = opened(ours)
        word = open_step(case)
        assert word is not None
        keep(promise=word.promise, by=act(ours.owner), at=MONDAY + 2 * HOUR)
        follow()
        assert step(case) == Step.Kind.ACKNOWLEDGE
        acknowledged(ours, case)
        assert step(case) == Step.Kind.HEAR

    def test_withdrawn_there_it_goes_on_too(self, ours: Cast) -> None:
        case = opened(ours)
        word = open_step(case)
        assert word is not None
        us = Promise.AskedBy.US
        withdraw(promise=word.promise, asked_by=us, by=act(ours.owner), at=MONDAY + 2 * HOUR)
        acknowledged(ours, case)
        assert step(case) == Step.Kind.HEAR


def test_what_went_to_another_s_mailbox_opens_nothing_once_they_are_two(ours: Cast) -> None:
    write_address(customer=ours.anna, email="anna@example.com", **by(ours))
    before = make(purpose=Link.Purpose.PAGE, opens=ours.bakery.pk, **by(ours) | {"at": MONDAY})
    case = opened(ours)
    merge(alias=ours.bakery, into=ours.anna, **by(ours))
    case = Case.objects.get(pk=case.pk)
    said: dict[str, Any] = {"words": "We heard you.", "address": "anna@example.com"}
    letter = write_acknowledgement(case=case, member=ours.owner, **said, **by(ours))
    assert letter is not None
    assert letter.to_address == "anna@example.com"
    ours.bakery.refresh_from_db()
    unmerge(alias=ours.bakery, **by(ours))
    standing = Link.objects.filter(purpose=Link.Purpose.PAGE, revoked_at=None)
    assert list(standing) == [before]

"""An answer pressed on a page that had stood open while we wrote again."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import Answer, Move, Notice
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.interfaces.portal.test_page import arrived, in_days, notice

__all__ = ["notice"]

WRITTEN_AGAIN = "We have written to you again since then."


def written_again(cast: Cast, notice: Notice) -> None:
    with enter(cast.studio):
        write_notice(
            promise=notice.promise,
            new=NewDate(in_days(20), Move.Reason.SUPPLIER, seen=1),
            said=Said(),
            address="bakery@example.com",
            member=cast.owner,
            by=Actor("member", cast.owner.pk),
            at=timezone.now(),
        )


def test_an_answer_to_an_older_letter_is_had_and_says_that_there_is_a_newer(
    cast: Cast, notice: Notice
) -> None:
    browser = arrived(cast, notice)
    written_again(cast, notice)
    address = reverse("notice_answer", args=[notice.link_id, notice.pk])
    page = browser.post(address, {"choice": "fine", "words": "Good luck!"}).content.decode()
    for said in ("We have your answer", "That is fine by me", "Good luck!", WRITTEN_AGAIN):
        assert said in page
    with enter(cast.studio):
        assert Answer.objects.get().notice == notice


def test_an_answer_to_the_newest_letter_leads_back_to_their_page(
    cast: Cast, notice: Notice
) -> None:
    browser = arrived(cast, notice)
    address = reverse("notice_answer", args=[notice.link_id, notice.pk])
    page = browser.post(address, {"choice": "fine"}, follow=True).content.decode()
    assert WRITTEN_AGAIN not in page

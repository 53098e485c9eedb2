"""Mail scanners open every link in a letter, often before the customer: nothing comes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db.models import Q
from django.test import Client

from makegood.domain.customers.models import Customer
from makegood.domain.promises.actions import answering
from makegood.domain.promises.models import Answer, Notice, Telling, Update
from makegood.domain.promises.queries import for_customer
from makegood.domain.promises.queries.for_customer import CustomersPage
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.actions.returning import came_back
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.foundation.mail.outbox import to
from tests.foundation.mail.post_office import post_office
from tests.interfaces.portal.furnished import NOW, furnish
from tests.interfaces.walls import digest
from tests.interfaces.walls.letters import NO_CUSTOMERS, WRITERS, links_in, send_all


@pytest.fixture
def opened(cast: Cast) -> Iterator[list[str]]:
    """The links of every letter, sent."""
    with time_machine.travel(NOW, tick=False):
        yield links_in(send_all(cast.owner, work_off))


def scanned(cast: Cast, paths: list[str]) -> Iterator[str]:
    """Each link opened by machines of three manners: what changed."""
    before = digest.of_everything(cast.studio, cast.salon)
    for path in paths:
        browser = Client(raise_request_exception=False)
        for answer in (
            browser.head(path),
            browser.get(path),
            browser.get(path, follow=True),
            browser.head(path, follow=True),
        ):
            if answer.status_code >= 400:
                yield f"{path}: {answer.status_code}"
        after = digest.of_everything(cast.studio, cast.salon)
        yield from digest.changed(before, after)
        before = after


def test_every_kind_of_letter_is_sent_here() -> None:
    assert set(WRITERS) | set(NO_CUSTOMERS) == set(Letter.Kind)


def test_a_link_that_is_opened_changes_nothing(cast: Cast, opened: list[str]) -> None:
    assert len(opened) >= len(WRITERS)
    assert all(path.startswith(("/l/", "/q/")) for path in opened)
    assert list(scanned(cast, opened)) == []


def test_opened_refused_or_returned_is_no_answer_and_no_telling(
    cast: Cast, opened: list[str]
) -> None:
    """A scanner opens all, another address refuses, and then the letters come back."""
    assert list(scanned(cast, opened)) == []
    by = Actor("member", cast.owner.pk)
    with time_machine.travel(NOW, tick=False), enter(cast.studio):
        assert Telling.objects.filter(taken_back_at=None).exists()
        assert Update.objects.filter(heard_at__isnull=False).exists()
        furnish(cast.owner, name="Dora")
        with post_office(RCPT="550 nobody here") as office, to(office):
            work_off()
        for letter in Letter.objects.filter(state=Letter.State.SENT):
            assert came_back(letter=letter, why="550 gone", by=by, at=NOW)
        work_off()
        assert set(Letter.objects.values_list("state", flat=True)) == {"failed", "bounced"}
        assert not Answer.objects.exists()
        assert not Telling.objects.filter(taken_back_at=None).exists()
        assert not Update.objects.filter(heard_at__isnull=False).exists()


def test_an_answer_given_by_opening_is_seen(
    cast: Cast, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = for_customer.page_of

    def answers(customer: Customer, *, besides: Q | None = None) -> CustomersPage:
        with enter(cast.studio):
            notice = Notice.objects.all()[0]
            answering.answer(
                notice=notice,
                choice=Notice.Option.FINE,
                words="",
                by=Actor("customer", notice.promise.customer_id),
                at=NOW,
            )
        return shown(customer, besides=besides)

    monkeypatch.setattr(for_customer, "page_of", answers)
    assert "promises_answer of fern-studio" in list(scanned(cast, opened))

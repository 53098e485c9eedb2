"""What the tests of cases do with their hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest

from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.events import SurveyScored
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.events import PromiseMissed
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.learning import name_cause
from makegood.domain.recovery.actions.listening import Words, account, acknowledge, hear
from makegood.domain.recovery.actions.opening import open_by_hand
from makegood.domain.recovery.actions.putting_right import Offer, decide_remedy, tell_remedy
from makegood.domain.recovery.actions.verifying import answer, part
from makegood.domain.recovery.models import (
    Account,
    Case,
    Cause,
    Ground,
    Hearing,
    How,
    Prevention,
    Remedy,
    Step,
    Verification,
)
from makegood.domain.recovery.queries.progress import open_step
from makegood.foundation.journal.actions import carry_out, record
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Delivery, Entry
from makegood.foundation.mail.models import Letter
from makegood.kit.refusal import Refusal
from tests.cast import Cast
from tests.domain.promises.hands import AFTER_FRIDAY, DAY, HOUR, MONDAY, act, promise

ROWS = (
    *(Case, Ground, Step, Hearing, Account, Remedy, Verification, Cause, Prevention),
    *(Promise, Entry, Letter),
)
REDO = Offer(kind=Remedy.Kind.REDO, words="The sign, painted anew", due_on=date(2026, 3, 13))
Kind = Step.Kind


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of cases, of the ledger and the journal, with all its columns."""
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in ROWS}


@contextmanager
def refused(words: str) -> Iterator[None]:
    """The act in the block is refused with these words, and leaves no trace."""
    before = rows()
    with pytest.raises(Refusal, match=words):
        yield
    assert rows() == before


@contextmanager
def nothing_written() -> Iterator[None]:
    before = rows()
    yield
    assert rows() == before


def by(ours: Cast) -> dict[str, Any]:
    """Alice, on Monday an hour after nine."""
    return {"by": act(ours.owner), "at": MONDAY + HOUR}


def sign(ours: Cast) -> Engagement:
    return begin(customer=ours.bakery, name="The shop sign", by=act(ours.owner), at=MONDAY)


def opened(ours: Cast, **said: Any) -> Case:
    """Alice writes down that the bakery's sign is crooked."""
    usual: dict[str, Any] = {
        "who": ours.bakery,
        "matter": "The sign is crooked",
        "member": ours.owner,
    }
    return open_by_hand(**usual | by(ours) | said)


def step(case: Case) -> str:
    """What is asked for now; "" at the end of the way."""
    now = open_step(case)
    return now.kind if now is not None else ""


def acknowledged(ours: Cast, case: Case, **said: Any) -> Case:
    acknowledge(case=case, how=How.PHONE, member=ours.owner, **by(ours) | said)
    return case


def heard(ours: Cast, case: Case, **words: str) -> Hearing:
    said = Words(**(words or {"expected": "A straight sign.", "wishes": "Paint it anew."}))
    return hear(case=case, words=said, how=How.PHONE, member=ours.owner, **by(ours))


def listened_to(ours: Cast, case: Case) -> Case:
    """Acknowledged, heard, and our side said: now a remedy is asked for."""
    heard(ours, acknowledged(ours, case))
    account(case=case, words="The template slipped.", member=ours.owner, **by(ours))
    return case


def promised(ours: Cast, case: Case, offer: Offer = REDO) -> Remedy:
    """A remedy, decided and told."""
    remedy = decide_remedy(case=case, offer=offer, member=ours.owner, **by(ours))
    tell_remedy(remedy=remedy, how=How.PHONE, member=ours.owner, **by(ours))
    return remedy


def put_right(ours: Cast, case: Case) -> Remedy:
    """Listened to, promised and done: now they are asked."""
    listened_to(ours, case)
    remedy = promised(ours, case)
    assert remedy.promise is not None
    keep(promise=remedy.promise, by=act(ours.owner), at=MONDAY + DAY)
    go_on(MONDAY + DAY)
    case.refresh_from_db()
    return remedy


def go_on(at: datetime) -> None:
    """What follows for cases from what became of their promises."""
    waiting = Delivery.objects.filter(done_at=None, reaction__endswith="case_follows_promise")
    for one in waiting.order_by("pk"):
        carry_out(delivery_id=one.pk, at=at)


def said_right(ours: Cast, case: Case, **said: Any) -> Verification:
    """The bakery says on the phone that it is right."""
    usual: dict[str, Any] = {
        "is_right": True,
        "words": "Lovely.",
        "how": How.PHONE,
        "member": ours.owner,
    }
    usual |= {"by": act(ours.owner), "at": MONDAY + 2 * DAY}
    return answer(case=case, **usual | said)


def closed(ours: Cast, case: Case, cause: str = "") -> Case:
    """Parted; and where it came from, if that is said."""
    part(case=case, why="They moved.", by=act(ours.owner), at=MONDAY + 2 * DAY)
    if cause:
        name_cause(case=case, name=cause, whys=[], by=act(ours.owner), at=MONDAY + 2 * DAY)
    return case


def missed(ours: Cast, **said: Any) -> Entry:
    """The bakery's sign was promised for Friday; Friday passed, and nobody told them."""
    usual: dict[str, Any] = {"text": "The sign", "kind": Promise.Kind.DELIVERY}
    late = promise(ours, **usual | said)
    return missed_day(late)


def missed_day(late: Promise) -> Entry:
    pointers = {"customer_id": late.customer_id, "engagement_id": late.engagement_id}
    event = PromiseMissed(subject_id=late.pk, due_number=late.due_number, **pointers)
    return record(event, by=Actor("rule", rule="missed"), at=AFTER_FRIDAY)


def events(case: Case) -> list[str]:
    """What happened in a case, without the noun."""
    found = Entry.objects.filter(subject_kind="case", subject_id=case.pk).order_by("pk")
    return [entry.event.partition(".")[2] for entry in found]


def low(ours: Cast, work: int | None = None, *, low: bool = True, known: bool = True) -> Entry:
    """What is written down when the bakery presses two stars."""
    facts = {"score": 2, "out_of": 5, "low": low}
    customer = ours.bakery.pk if known else None
    return Entry.objects.create(
        event=SurveyScored.name,
        by="customer",
        happened_at=AFTER_FRIDAY,
        recorded_at=AFTER_FRIDAY,
        customer_id=customer,
        engagement_id=work,
        subject_kind="business",
        subject_id=ours.studio.pk,
        facts=facts,
    )

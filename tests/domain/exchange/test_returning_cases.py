"""What went wrong comes back as it was, step by step: nothing is opened or promised by it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.actions import begin
from makegood.domain.exchange.actions import pieces
from makegood.domain.exchange.actions.uploading import take_back
from makegood.domain.exchange.models import Stage
from makegood.domain.exchange.queries import get
from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.feedback.actions.surveys import begin as begin_survey
from makegood.domain.feedback.actions.surveys import publish
from makegood.domain.feedback.rules.questionnaire import Page, Questionnaire
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.watching import note_missed
from makegood.domain.promises.models import Move, Promise
from makegood.domain.recovery.actions.learning import Change, add_cause, name_cause, prevent
from makegood.domain.recovery.actions.listening import Words, account, acknowledge, hear
from makegood.domain.recovery.actions.opening import Matter, open_by_hand, open_or_join
from makegood.domain.recovery.actions.verifying import part
from makegood.domain.recovery.models import Case, Cause, Hearing, How, Prevention, Step
from makegood.domain.recovery.queries.cases import in_need, returned, scores_of
from makegood.domain.recovery.queries.causes import counted
from makegood.domain.recovery.queries.for_customer import are_steps, told_in
from makegood.domain.recovery.queries.promised import steps_of
from makegood.domain.recovery.queries.story import story
from makegood.foundation.journal.models import Delivery, Entry
from makegood.foundation.journal.queries import about
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.exchange.lived_after import QUESTIONS
from tests.domain.exchange.lived_in import lines, live, packed_up
from tests.domain.exchange.test_returning import (
    brought_back,
    counts,
    new,
    no_pause,
    somebody,
    taken_out,
)
from tests.domain.promises.hands import DAY, FRIDAY, HOUR, MONDAY, NEXT_FRIDAY, act, promise

__all__ = ["new", "no_pause"]
Facts = dict[str, Any]
FILES = (
    "csv/causes.csv",
    "csv/cases.csv",
    "csv/steps.csv",
    "json/causes.jsonl",
    "json/cases.jsonl",
)


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    assert lines(before, "cases") != []
    return [name for name in FILES if before[name] != after[name]]


def went_wrong(cast: Cast) -> None:
    """A day that passed in silence twice, a low score said later than they began, a phone call."""
    by: Facts = {"by": act(cast.owner), "at": MONDAY}
    work = begin(customer=cast.bakery, name="The sign", **by)
    late = promise(cast, text="The sign hangs", engagement=work, kind=Promise.Kind.DELIVERY)
    passed(late, cast, FRIDAY.late_after)
    later: Facts = {"by": act(cast.owner), "at": FRIDAY.late_after + HOUR}
    move(
        promise=late,
        to=NEXT_FRIDAY,
        reason=Move.Reason.SUPPLIER,
        seen=0,
        member=cast.owner,
        **later,
    )
    late.refresh_from_db()
    passed(late, cast, NEXT_FRIDAY.late_after)
    last: Facts = {"by": act(cast.owner), "at": NEXT_FRIDAY.late_after + 2 * HOUR}
    us: Facts = {"member": cast.owner, **last}
    case = open_by_hand(who=cast.bakery, matter="It hangs askew", engagement=work, **us)
    acknowledge(case=case, how=How.PHONE, **us)
    hear(case=case, words=Words(said="It hangs askew.", expected="Straight"), how=How.PHONE, **us)
    said_so_later(cast)


def passed(late: Promise, cast: Cast, when: Any) -> None:
    note_missed(promise_id=late.pk, by=act(cast.owner), at=when + timedelta(minutes=5))
    entry = Entry.objects.filter(event="promise.missed", subject_id=late.pk).latest("pk")
    matter = Matter(customer=cast.bakery, engagement=late.engagement, words="The sign hangs")
    opened_as = Case.OpenedAs.MISSED
    at = when + timedelta(minutes=6)
    assert open_or_join(entry=entry, opened_as=opened_as, about=matter, by=act(cast.owner), at=at)


def said_so_later(cast: Cast) -> None:
    """Two stars, an hour after the first page."""
    by: Facts = {"by": act(cast.owner), "at": MONDAY}
    pages = tuple(Page(questions=(one,)) for one in (QUESTIONS[3], QUESTIONS[0]))
    survey = begin_survey(
        name="How?", questionnaire=Questionnaire(languages=("en",), pages=pages), **by
    )
    publish(survey=survey, member=cast.owner, **by)
    asked = invite(survey=survey, customer=cast.anna, **by)
    answer(invitation=asked, page=0, said={"better": ["Slow"]}, language="en", **by)
    later: Facts = {"by": act(cast.owner), "at": MONDAY + HOUR}
    answer(invitation=asked, page=1, said={"overall": ["2"]}, language="en", **later)
    entry = Entry.objects.get(event="survey.scored")
    about = Matter(customer=cast.anna)
    assert open_or_join(entry=entry, opened_as=Case.OpenedAs.LOW_SCORE, about=about, **later)


@pytest.mark.parametrize("life", [live, went_wrong])
def test_it_comes_back_as_it_was_and_nothing_follows(cast: Cast, new: Business, life: Any) -> None:
    content, before = taken_out(cast, life)
    upload = brought_back(new, content)
    with enter(new):
        assert upload.found is not None
        assert (upload.stage, upload.found["wrong"]) == (Stage.IN, [])
        assert differing(before, packed_up()) == []
        told = Entry.objects.exclude(by="import").values_list("event", flat=True)
        assert not {*told} & {"case.opened", "promise.made", "promise.missed"}
        assert not Delivery.objects.filter(entry__by="import").exists()


def test_its_story_is_told_as_before(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, went_wrong)
    with enter(cast.studio):
        there = [*of(cast.bakery), *of(cast.anna)]
    brought_back(new, content)
    with enter(new):
        who = (Customer.objects.get(name=name) for name in ("the bakery", "Anna"))
        assert [told for one in who for told in of(one)] == there
        missed = story(theirs("the bakery"), now=MONDAY).happened[0]
        assert Promise.objects.get(pk=missed.promise_id or 0).text == "The sign hangs"
        assert told_in(theirs("Anna")) == ["Slow"]
        silent = Entry.objects.filter(event="promise.missed").order_by("happened_at")
        assert [one.facts["due_number"] for one in silent] == [0, 1]
        assert scores_of([theirs("Anna")]) == {theirs("Anna").pk: (2, 5)}


def theirs(name: str) -> Case:
    found: Case = Case.objects.get(customer__name=name)
    return found


def of(customer: Customer) -> list[Any]:
    """What is told of their case, but for numbers."""
    case = Case.objects.get(customer=customer)
    told = story(case, now=NEXT_FRIDAY.late_after + DAY)
    said = told.next
    return [
        [(one.opened_as, one.at, one.words, one.score) for one in told.happened],
        [one.sentence for one in told.promised],
        told.theirs,
        (said.kind, said.due, said.is_late) if said else None,
        sorted((one.event, one.happened_at) for one in about("case", case.pk)),
    ]


def test_a_step_is_known_as_one_and_the_case_goes_on(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, went_wrong)
    brought_back(new, content)
    with enter(new):
        case = theirs("the bakery")
        step = Step.objects.get(case=case, ended_at=None)
        assert steps_of([step.promise]) == {step.promise_id: case.pk}
        assert case.answer is not None
        assert are_steps([case.answer], [case.customer_id]) == {case.answer_id}
        me = somebody(new)
        by: Facts = {"member": me, "by": act(me), "at": timezone.now()}
        again = open_by_hand(who=case.customer, matter="Again", engagement=case.engagement, **by)
        assert again == case
        account(case=case, words="The glue was old.", **by)
        assert Step.objects.get(case=case, ended_at=None).kind == Step.Kind.REMEDY


def test_a_second_time_nothing_more_comes_in(cast: Cast, new: Business) -> None:
    content, before = taken_out(cast, live)
    brought_back(new, content)
    with enter(new):
        assert counts(brought_back(new, content)).get("refused", 0) == 0
        assert differing(before, packed_up()) == []
    assert brought_back(cast.studio, content).came == 0


def test_while_it_is_under_way_and_once_taken_back_no_case_is_seen(
    cast: Cast, new: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, before = taken_out(cast, live)
    monkeypatch.setattr(pieces, "publish_import", lambda **_: False)
    upload = brought_back(new, content)
    monkeypatch.undo()
    now = timezone.now()
    for is_taken_back in (False, True):
        with enter(new):
            if is_taken_back:
                back(new, upload.pk)
            assert (in_need(now=now), returned(now=now), counted(now=now)) == ([], [], [])
            assert not Prevention.objects.exists()
            assert lines(packed_up(), "cases") == []
    with enter(new):
        by: Facts = {"by": act(somebody(new)), "at": now}
        assert add_cause(name="Old glue", **by).import_key == ""
    again = brought_back(new, content)
    with enter(new):
        assert Cause.objects.count() == 1
        assert (again.stage, differing(before, packed_up())) == (
            Stage.IN,
            ["csv/causes.csv", "json/causes.jsonl"],
        )


def back(business: Business, upload: int) -> None:
    take_back(upload=get(upload), by=act(somebody(business)), at=timezone.now())


def test_a_case_that_was_worked_on_since_stays_with_all_it_counts_on(
    cast: Cast, new: Business
) -> None:
    content, _before = taken_out(cast, live)
    upload = brought_back(new, content)
    with enter(new):
        me = somebody(new)
        by: Facts = {"by": act(me), "at": timezone.now()}
        again = theirs("Anna")
        name_cause(case=again, name="Old glue", whys=["It is cheap"], **by)
        back(new, upload.pk)
        (stays,) = Case.objects.all()
        told = story(stays, now=timezone.now())
        assert (str(stays.cause), told.whys) == ("Old glue", ["It is cheap"])
        assert told.next is not None
        assert Promise.objects.filter(pk=told.next.promise_id).exists()
        assert lines(packed_up(), "cases")[0]["cause"] == "Old glue"


def test_a_change_on_which_we_count_stays_with_whose_case_it_came_from(
    cast: Cast, new: Business
) -> None:
    def life(cast: Cast) -> None:
        parted(cast.bakery, cast.owner, at=MONDAY)
        change = Change(words="A date on each pot", owner=cast.owner, due_on=date(2027, 3, 20))
        prevent(case=theirs("the bakery"), change=change, by=act(cast.owner), at=MONDAY)

    content, _before = taken_out(cast, life)
    upload = brought_back(new, content)
    with enter(new):
        ours = parted("Rosa", somebody(new), at=timezone.now())
        back(new, upload.pk)
        told = story(ours, now=timezone.now())
        assert told.learnt is not None
        assert (told.learnt.words, told.next) == ("A date on each pot", None)
        assert {case.customer.name for case in Case.objects.all()} == {"the bakery", "Rosa"}


def parted(who: Customer | str, member: Member, *, at: datetime) -> Case:
    """A case of which only its cause is left to be seen to."""
    by: Facts = {"by": act(member), "at": at}
    case = open_by_hand(who=who, matter="It came off", member=member, **by)
    part(case=case, why="They moved away.", **by)
    name_cause(case=case, name="Old glue", whys=[], **by)
    return case


def test_what_a_customer_said_stays_as_it_came(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, went_wrong)
    brought_back(new, content)
    with enter(new), pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        Hearing.objects.update(said="All was well.")

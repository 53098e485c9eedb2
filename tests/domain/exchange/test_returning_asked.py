"""What was asked and answered comes back as it was, and nobody hears of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.exchange.actions import pieces
from makegood.domain.exchange.actions.uploading import take_back
from makegood.domain.exchange.models import Stage
from makegood.domain.exchange.queries import get
from makegood.domain.exchange.queries.exported import everything
from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.asking import invite, plan
from makegood.domain.feedback.actions.counting import count_ours
from makegood.domain.feedback.actions.reasons import confirm
from makegood.domain.feedback.actions.surveys import ask_by_itself, publish, rename, write
from makegood.domain.feedback.actions.surveys import begin as begin_survey
from makegood.domain.feedback.models import (
    Asking,
    Invitation,
    Response,
    Stop,
    Survey,
    Tally,
)
from makegood.domain.feedback.queries.asking import asking_on, due, to_remind, usual_survey
from makegood.domain.feedback.queries.surveys import in_place_of, surveys, unpublished
from makegood.domain.feedback.rules.questionnaire import Kind, Page, Question, Questionnaire
from makegood.domain.feedback.rules.reasons import What
from makegood.domain.insights.queries.answered import answered
from makegood.domain.insights.rules.months import Window, month_of
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.models import Delivery, Entry
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.exchange.lived_after import QUESTIONS
from tests.domain.exchange.lived_in import lines, live, packed_up, without_shown
from tests.domain.exchange.test_returning import (
    brought_back,
    new,
    no_pause,
    somebody,
    taken_out,
)
from tests.domain.promises.hands import DAY, MONDAY, act, promise

__all__ = ["new", "no_pause"]
FILES = ("surveys", "invitations", "stops")
SAID = {"overall": ["1"], "better": ["Slow"]}
WORSE = {"overall": ["2"], "better": ["Too late"]}


def asking(cast: Cast) -> None:
    """A survey in two languages, published twice, renamed, drafted anew, and asked in each way."""
    by: dict[str, Any] = {"by": act(cast.owner), "at": MONDAY}
    survey = begin_survey(name="How?", questionnaire=in_two_languages("How was it?"), **by)
    publish(survey=survey, member=cast.owner, **by)
    first = invite(survey=survey, customer=cast.bakery, member=cast.colleague, **by)
    answer(invitation=first, page=0, said=SAID, language="de", **by)
    assert count_ours(now=MONDAY + 9 * DAY) == 1
    write(survey=survey, questionnaire=in_two_languages("How was our work?"), at=MONDAY + DAY)
    publish(survey=survey, member=cast.colleague, by=by["by"], at=MONDAY + DAY)
    write(survey=survey, questionnaire=Questionnaire(languages=("en",), pages=()), at=MONDAY)
    rename(survey=survey, name="How was it?", **by)
    nobody = invite(survey=survey, customer=None, **by)
    answer(invitation=nobody, page=0, said=WORSE, language="en", **by)
    invite(survey=survey, customer=cast.anna, **by)
    on = Asking.On.DELIVERED
    ask_by_itself(survey=survey, on=on, days_after=2, member=cast.owner, **by)
    assert planned(cast.bakery, promise(cast, kind=Promise.Kind.DELIVERY), cast)


def in_two_languages(words: str) -> Questionnaire:
    beside = Question(key="easy", kind=Kind.YES_NO, words={"en": words, "de": "Leicht?"})
    return Questionnaire(
        languages=("en", "de"), pages=(Page(questions=(*QUESTIONS[:4:3], beside)),)
    )


def planned(customer: Customer, kept: Promise, cast: Cast) -> Invitation | None:
    by: dict[str, Any] = {"by": act(cast.owner), "at": MONDAY}
    keep(promise=kept, **by)
    because = Entry.objects.get(event="promise.kept", subject_id=kept.pk)
    who: dict[str, Any] = {"customer": customer, "engagement": None, "member": None}
    return plan(on=Asking.On.DELIVERED, because=because, **who, **by)


def same(before: dict[str, str], after: dict[str, str]) -> bool:
    was, came = without_shown(before), without_shown(after)
    return all(came[f"json/{name}.jsonl"] == was[f"json/{name}.jsonl"] for name in FILES)


@pytest.mark.parametrize("life", [asking, live])
def test_it_comes_back_as_it_was_and_nobody_hears_of_it(
    cast: Cast, new: Business, life: Callable[[Cast], None]
) -> None:
    content, before = taken_out(cast, life)
    upload = brought_back(new, content)
    with enter(new):
        assert upload.stage is Stage.IN
        assert upload.found is not None
        assert upload.found["counts"].get("refused", 0) == 0
        assert lines(packed_up(), "surveys") != []
        assert same(before, packed_up())
        assert due(now=timezone.now()) == []
        assert not Entry.objects.filter(event="case.opened").exclude(by="import").exists()
        assert not Letter.objects.exists()
        assert not Delivery.objects.exists()


def test_what_was_asked_is_written_down_at_its_own_time(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, asking)
    brought_back(new, content)
    with enter(new):
        found = Entry.objects.filter(by="import", subject_kind__in=["survey", "response"])
        assert {one.happened_at for one in found} == {MONDAY, MONDAY + DAY}
        told = [one.event for one in found.order_by("id")]
    assert told.count("survey.published") == 2
    assert told.count("survey.scored") == 2


def test_results_are_the_same_and_go_with_the_import(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, asking)
    month = month_of(MONDAY.date())
    months = Window(month, month)
    with enter(cast.studio):
        there = answered(Survey.objects.get(), months, zone=cast.studio.tz).given
    upload = brought_back(new, content)
    with enter(new):
        survey = Survey.objects.get()
        before = sorted((q, sorted(heard.items())) for (_v, q), heard in there.items())
        for counted in (False, True):
            assert not counted or count_ours(now=timezone.now()) == 2
            here = answered(survey, months, zone=new.tz).given
            assert sorted((q, sorted(heard.items())) for (_v, q), heard in here.items()) == before
        back(new, upload.pk)
        assert not Tally.objects.exists()
        assert not Response.objects.exists()


def test_a_second_time_nothing_more_comes_in(cast: Cast, new: Business) -> None:
    content, before = taken_out(cast, asking)
    brought_back(new, content)
    assert brought_back(new, content).came == 0
    with enter(new):
        assert same(before, packed_up())
    with enter(cast.studio):
        was = Invitation.objects.count()
    assert brought_back(cast.studio, content).came == 0
    with enter(cast.studio):
        assert Invitation.objects.count() == was


def test_an_answer_that_arrived_since_comes_in_by_itself(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, asking)
    brought_back(new, content)
    with enter(cast.studio):
        late = Invitation.objects.get(customer=cast.anna)
        by: dict[str, Any] = {"by": act(cast.owner), "at": MONDAY + DAY}
        answer(invitation=late, page=0, said=WORSE, language="en", **by)
        later, before = b"".join(everything()), packed_up()
    upload = brought_back(new, later)
    with enter(new):
        assert Response.objects.count() == 3
        assert same(before, packed_up())
        assert Invitation.objects.count() == 4
        assert not Delivery.objects.exists()
    assert brought_back(new, later).came == 0
    with enter(new):
        back(new, upload.pk)
        assert Response.objects.count() == 2
    again = brought_back(new, later)
    with enter(new):
        assert (again.found or {})["wrong"][0]["reason"].startswith("Its answer came in before")


def test_while_it_is_under_way_and_once_taken_back_nothing_of_it_is_asked(
    cast: Cast, new: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, _before = taken_out(cast, asking)
    with enter(new):
        mine = begin_survey(
            name="Ours",
            questionnaire=in_two_languages("?"),
            by=act(somebody(new)),
            at=MONDAY,
        )
    monkeypatch.setattr(pieces, "publish_import", lambda **_: False)
    upload = brought_back(new, content)
    monkeypatch.undo()
    for is_taken_back in (False, True):
        with enter(new):
            if is_taken_back:
                back(new, upload.pk)
            assert [survey for survey, _askings in surveys()] == [mine]
            assert asking_on(Asking.On.DELIVERED) is None
            assert usual_survey() is None
            assert in_place_of(mine) == {}
            assert unpublished() == {mine.pk: False}
            assert {name: lines(packed_up(), name) for name in FILES[1:]} == {
                "invitations": [],
                "stops": [],
            }
    brought_back(new, content)
    with enter(new):
        assert {str(one) for one, _askings in surveys()} == {"Ours", "How was it?"}


def test_what_was_taken_back_comes_in_again_as_it_was(cast: Cast, new: Business) -> None:
    content, before = taken_out(cast, asking)
    upload = brought_back(new, content)
    with enter(new):
        back(new, upload.pk)
    brought_back(new, content)
    with enter(new):
        assert same(before, packed_up())
        assert asking_on(Asking.On.DELIVERED) is not None


def back(business: Business, upload: int) -> None:
    take_back(upload=get(upload), by=act(somebody(business)), at=timezone.now())


def test_what_was_worked_with_since_stays_and_counts_as_ours(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, asking)
    upload = brought_back(new, content)
    with enter(new):
        count_ours(now=timezone.now())
        given = Response.objects.get(customer__isnull=False)
        by: dict[str, Any] = {"by": act(somebody(new)), "at": timezone.now()}
        confirm(response=given, question="better", what=What.TIME, member=somebody(new), **by)
        back(new, upload.pk)
        assert [one.pk for one in Response.objects.all()] == [given.pk]
        assert [str(one) for one in Survey.objects.all()] == ["How was it?"]
        assert not Tally.objects.exists()
        assert count_ours(now=timezone.now()) == 1
        assert due(now=timezone.now()) == []


def test_what_we_ask_ourselves_goes_on_and_theirs_has_ended(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, asking)
    with enter(new):
        by: dict[str, Any] = {"by": act(somebody(new)), "at": MONDAY}
        mine = begin_survey(name="Ours", questionnaire=in_two_languages("?"), **by)
        publish(survey=mine, member=somebody(new), **by)
        on = Asking.On.DELIVERED
        ours = ask_by_itself(survey=mine, on=on, days_after=0, member=somebody(new), **by)
    brought_back(new, content)
    with enter(new):
        assert asking_on(on) == ours
        assert Asking.objects.filter(ended_at=None).count() == 1


def test_who_wants_no_questions_is_asked_none_here(cast: Cast, new: Business) -> None:
    def life(cast: Cast) -> None:
        asking(cast)
        Stop.objects.create(customer=cast.bakery, stopped_at=MONDAY)

    content, _before = taken_out(cast, life)
    brought_back(new, content)
    with enter(new):
        assert str(Stop.objects.get().customer) == "the bakery"


def test_long_after_nobody_is_reminded(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, asking)
    brought_back(new, content)
    with enter(new):
        for days in (1, 4, 9, 30):
            assert to_remind(now=MONDAY + timedelta(days=days)) == []

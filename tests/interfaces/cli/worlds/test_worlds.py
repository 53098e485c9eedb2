"""Worlds to look around in, made anew each time."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import override_settings

from makegood.domain.customers.actions import meet
from makegood.domain.customers.models import Consent, Customer, Note, Tag
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.models import (
    Asking,
    Rating,
    Reason,
    Response,
    Stop,
    SurveyAnswer,
)
from makegood.domain.promises.models import OPEN, Answer, Promise, Telling, Update, Waiting
from makegood.domain.promises.queries.silence import passed_in_silence
from makegood.domain.recovery.models import Case, Prevention, Step
from makegood.foundation.accounts.queries import demo_members, memberships, team
from makegood.foundation.journal.models import Delivery, Entry, Feeling
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.worlds import WORLDS, Seed, build
from makegood.interfaces.cli.worlds.plumber import busy_plumber
from makegood.interfaces.cli.worlds.world import World

MONDAY = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def a_fortnight(world: World) -> None:
    busy_plumber(world, days=14)


@pytest.fixture
def plumber(monkeypatch: pytest.MonkeyPatch) -> Member:
    """The plumber with a fortnight of the year, and all that is told by hand."""
    whole = WORLDS["busy-plumber"]
    monkeypatch.setitem(WORLDS, "busy-plumber", Seed(whole.title, whole.people, 380, a_fortnight))
    return build("busy-plumber", now=MONDAY)


def test_the_plumber_has_lived(plumber: Member) -> None:
    with enter(plumber.business):
        assert list(team(plumber.business).values()) == ["Josie Pell", "Sam Adeyemi"]
        assert (plumber.business.currency, plumber.business.demo) == ("GBP", True)
        _the_customers_are_known()
        _the_work_is_told()
        _they_were_asked_and_answered()
        _what_went_wrong_is_on_its_way()
        _today_is_full(plumber)
        assert not Entry.objects.filter(recorded_at__gt=MONDAY).exists()
        _what_passed_in_silence_was_noted_at_its_hour()
        assert not Delivery.objects.filter(done_at=None).exists()


def _what_passed_in_silence_was_noted_at_its_hour() -> None:
    missed = Entry.objects.filter(event="promise.missed")
    assert missed.exists()
    assert all(one.recorded_at - one.happened_at <= timedelta(minutes=5) for one in missed)
    assert not passed_in_silence(MONDAY).exists()


def _the_customers_are_known() -> None:
    assert Customer.objects.filter(merged_into__isnull=False).count() == 1
    for what in (Note, Tag, Consent, Feeling):
        assert what.objects.exists(), what
    assert set(Customer.objects.values_list("stage", flat=True)) >= {"customer", "prospect"}


def _the_work_is_told() -> None:
    assert Engagement.objects.filter(own_date__isnull=False, value_cents__gt=0).count() == 2
    assert Update.objects.exclude(heard_at=None).count() >= 8
    assert not Update.objects.filter(heard_at=None).exists()
    assert {one.how for one in Telling.objects.all()} >= {"phone", "letter"}
    assert {one.state for one in Letter.objects.all()} == {Letter.State.SENT}
    assert all(one.stayed_here for one in Letter.objects.all())
    assert Rating.objects.filter(words__contains="choir").exists()
    assert Promise.objects.filter(succeeds__isnull=False).count() == 1


def _they_were_asked_and_answered() -> None:
    asking = Asking.objects.get(ended_at=None)
    assert (asking.on, asking.survey.ready) == ("delivered", "after_delivery")
    hows = set(Response.objects.values_list("invitation__how", flat=True))
    assert hows == {"event", "by_hand", "open"}
    assert Response.objects.filter(nps__isnull=False).count() >= 7
    assert SurveyAnswer.objects.exclude(text="").count() >= 12
    assert Reason.objects.filter(confirmed_at__isnull=False).exists()
    assert Reason.objects.filter(confirmed_at=None, taken_off_at=None).exists()
    assert Stop.objects.count() == 1


def _what_went_wrong_is_on_its_way() -> None:
    by_name = {one.customer.name: one for one in Case.objects.select_related("customer")}
    drips, boiler, tap, knocks = (
        by_name[name]
        for name in ("Wilf Pargeter", "Rosalind Tuck", "Isolde Marchmont", "Conrad Voss")
    )
    assert (drips.opened_as, drips.closing) == ("low_score", "verified")
    watched = Prevention.objects.filter(watched_from__lt=MONDAY, watched_until__gt=MONDAY)
    assert watched.filter(cases=drips).exists()
    assert boiler.closing == "parted"
    assert boiler.parted_why
    ended = {"watched_from__lt": tap.opened_at, "watched_until__gt": tap.opened_at}
    assert Prevention.objects.filter(came_back_case=tap, **ended).count() == 1
    step = Step.objects.get(case=knocks, ended_at=None)
    assert step.kind == "hear"
    assert step.promise.due_at is not None
    assert step.promise.due_at.date() == MONDAY.date()
    late = Step.objects.filter(ended_at__gt=F("promise__late_after"), promise__kept_at=None)
    assert not late.exists()


def _today_is_full(plumber: Member) -> None:
    passed = Promise.objects.filter(OPEN, by="business", late_after__lt=MONDAY)
    assert Counter(one.told_through >= one.due_number for one in passed) == {True: 1, False: 1}
    due = Promise.objects.filter(OPEN, by="business", due_to=MONDAY.date())
    assert due.count() == 3
    assert Answer.objects.filter(seen_at=None).count() == 1
    assert Waiting.objects.count() == 1
    assert Promise.objects.filter(OPEN, outlook="at_risk").count() == 1


def test_a_world_is_as_on_its_first_day_again() -> None:
    before = build("empty-studio", now=MONDAY)
    with enter(before.business):
        meet(name="the bakery", by=World(before, MONDAY).by, at=MONDAY)
        played = Entry.objects.count()
    after = build("empty-studio", now=MONDAY + timedelta(hours=1))
    assert after.business.pk != before.business.pk
    assert [one.business for one in memberships(after.user)] == [after.business]
    assert demo_members() == [after]
    assert (after.business.slug, after.business.name) == ("blank-page-studio", "Blank Page Studio")
    with enter(after.business):
        assert not Customer.objects.exists()
    old = Business.objects.get(pk=before.business.pk)
    with enter(old):  # What is written stays written.
        assert list(Entry.objects.order_by("pk").values_list("event", flat=True))[played:] == [
            "business.retired"
        ]
        assert Customer.objects.count() == 1


def test_who_lives_there_has_no_password_and_keeps_their_name() -> None:
    robin = build("empty-studio", now=MONDAY).user
    robin.set_password("something-they-typed")
    robin.name = "Somebody Else"
    robin.save()
    robin = build("empty-studio", now=MONDAY).user
    robin.refresh_from_db()
    assert not robin.has_usable_password()
    assert robin.name == "Robin Vale"


def test_only_a_demo_makes_way() -> None:
    robin = build("empty-studio", now=MONDAY)
    Business.objects.filter(pk=robin.business.pk).update(demo=False)
    build("empty-studio", now=MONDAY)
    assert Member.objects.get(pk=robin.pk).ended_at is None


def test_seed_says_who_is_there_and_where_to_press() -> None:
    said = StringIO()
    with override_settings(BASE_URL="http://localhost:8000"):
        call_command("seed", "empty-studio", stdout=said)
    assert "Blank Page Studio, with Robin Vale" in said.getvalue()
    assert "http://localhost:8000/demo" in said.getvalue()


@override_settings(MODE="production")
def test_no_world_is_made_in_production() -> None:
    with pytest.raises(CommandError, match="production"):
        call_command("seed", "empty-studio")
    assert not Business.objects.exists()

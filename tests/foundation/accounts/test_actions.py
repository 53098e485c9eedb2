from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from makegood.foundation.accounts import actions
from makegood.foundation.accounts.queries import (
    closures,
    days_of,
    memberships,
    office_hours,
    week,
)
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.links.actions import make as make_link
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.models import Business, Closure, Member
from makegood.foundation.tenancy.scope import enter
from makegood.kit.office_hours import Period
from makegood.kit.refusal import Refusal
from tests.cast import Cast

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MORNING, AFTERNOON = Period(540, 720), Period(780, 1020)


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    with enter(cast.studio):
        yield cast


def by(cast: Cast) -> Actor:
    return Actor("member", cast.owner.pk)


def newest() -> tuple[str, int | None, datetime]:
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None
    return entry.event, entry.by_id, entry.recorded_at


@contextmanager
def refused(words: str) -> Iterator[None]:
    before = Entry.objects.count(), week(), closures(), list(Business.objects.values_list())
    with pytest.raises(Refusal, match=words):
        yield
    after = Entry.objects.count(), week(), closures(), list(Business.objects.values_list())
    assert after == before


def opened(cast: Cast, **said: Any) -> Member:
    usual: dict[str, Any] = {
        "name": "Fern & Oak",
        "owner": cast.visitor,
        "zone": "Europe/London",
        "locale": "en",
    }
    return actions.open_business(**usual | {"at": NOW} | said)


def test_a_new_business_is_open_on_weekdays_from_nine_to_five(cast: Cast) -> None:
    member = opened(cast)
    assert (member.role, member.business.slug, member.joined_at) == ("owner", "fern-oak", NOW)
    with enter(member.business):
        assert week() == [[Period(540, 1020)]] * 5 + [[], []]
        assert newest() == ("business.opened", member.pk, NOW)


def test_two_businesses_of_one_name_have_addresses_of_their_own(cast: Cast) -> None:
    one, two = opened(cast), opened(cast)
    assert one.business.slug != two.business.slug
    assert opened(cast, name="Static").business.slug.startswith("static-")
    assert opened(cast, name="☕").business.slug == "business"


def test_an_unknown_zone_becomes_utc_until_the_settings_say(cast: Cast) -> None:
    assert opened(cast, zone="Mars/Olympus").business.zone == "UTC"


def test_a_business_has_a_name(cast: Cast) -> None:
    with pytest.raises(Refusal, match="called"):
        opened(cast, name=" \n")
    assert Business.objects.count() == 2


def change(cast: Cast, **said: Any) -> Business:
    usual: dict[str, Any] = {
        "name": "Fern",
        "zone": "Asia/Tokyo",
        "locale": "de",
        "country": "JP",
        "region": "",
        "phone": "",
    }
    return actions.change_business(
        **usual | {"engagement_noun": "job", "by": by(cast), "at": NOW} | said
    )


def test_a_changed_business_says_who_changed_it(ours: Cast) -> None:
    change(ours)
    saved = Business.objects.get(pk=ours.studio.pk)
    assert (saved.name, saved.zone, saved.engagement_noun) == ("Fern", "Asia/Tokyo", "job")
    assert newest() == ("business.changed", ours.owner.pk, NOW)


def test_a_business_keeps_a_name_and_a_real_zone(ours: Cast) -> None:
    with refused("called"):
        change(ours, name=" ")
    with refused("time zone"):
        change(ours, zone="../etc/passwd")


def test_a_phone_is_kept_as_written_if_it_can_be_dialled(ours: Cast) -> None:
    change(ours, phone=" 030 /  123 45 ")
    with refused("phone number"):
        change(ours, phone="ask Alice")
    assert Business.objects.get(pk=ours.studio.pk).phone == "030 / 123 45"


def test_a_member_is_called_as_they_say(ours: Cast) -> None:
    by = Actor("member", ours.owner.pk)
    actions.name_member(member=ours.owner, name="  Alice \n Fern ", by=by, at=NOW)
    assert str(Member.objects.get(pk=ours.owner.pk)) == str(ours.owner) == "Alice Fern"
    entry = Entry.objects.get(event="member.named")
    assert (entry.by_id, entry.subject_id, entry.facts) == (ours.owner.pk, ours.owner.pk, {})
    with pytest.raises(Refusal):
        actions.name_member(member=ours.owner, name=" \n", by=by, at=NOW)
    assert str(Member.objects.get(pk=ours.owner.pk)) == "Alice Fern"


def test_hours_are_set_for_the_week(ours: Cast) -> None:
    actions.set_hours(week=[[AFTERNOON, MORNING]] + [[]] * 6, by=by(ours), at=NOW)
    assert week() == [[MORNING, AFTERNOON]] + [[]] * 6
    assert newest() == ("hours.changed", ours.owner.pk, NOW)


def test_hours_that_overlap_change_nothing(ours: Cast) -> None:
    with refused("overlap"):
        actions.set_hours(week=[[MORNING, Period(700, 800)]] + [[]] * 6, by=by(ours), at=NOW)


def closed(cast: Cast, last: date) -> Closure:
    first = date(2026, 8, 3)
    return actions.add_closure(first=first, last=last, name="Summer", by=by(cast), at=NOW)


def test_a_closure_closes_each_of_its_days(ours: Cast) -> None:
    closure = closed(ours, date(2026, 8, 5))
    assert days_of(closure) == [date(2026, 8, n) for n in (3, 4, 5)]
    assert office_hours(now=NOW).closed >= set(days_of(closure))
    assert newest() == ("closure.added", ours.owner.pk, NOW)


def test_a_closure_said_twice_is_one(ours: Cast) -> None:
    first, again = closed(ours, date(2026, 8, 5)), closed(ours, date(2026, 8, 5))
    assert (again, closures()) == (first, [first])
    assert Entry.objects.filter(event="closure.added").count() == 1
    assert closed(ours, date(2026, 8, 6)) != first


def test_a_closure_ends_after_it_begins_and_within_a_year(ours: Cast) -> None:
    with refused("ends before"):
        closed(ours, date(2026, 8, 2))
    with refused("longer than a year"):
        closed(ours, date(2026, 8, 3) + timedelta(days=366))
    assert len(days_of(closed(ours, date(2026, 8, 3) + timedelta(days=365)))) == 366


def test_a_closure_is_removed_once(ours: Cast) -> None:
    closure = closed(ours, date(2026, 8, 5))
    again = Closure.objects.get()
    actions.remove_closure(closure=closure, by=by(ours), at=NOW)
    assert newest() == ("closure.removed", ours.owner.pk, NOW)
    n = Entry.objects.count()
    actions.remove_closure(closure=again, by=by(ours), at=NOW)
    assert (Entry.objects.count(), closures()) == (n, [])


def test_a_session_is_forgotten_once_it_has_expired(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    ends = Session.objects.get().expire_date
    assert actions.forget_old_sessions(now=ends) == 0
    assert client.cookies[settings.SESSION_COOKIE_NAME].value == Session.objects.get().pk
    assert actions.forget_old_sessions(now=ends + timedelta(seconds=1)) == 1
    assert not Session.objects.exists()


def test_a_colleague_joins(ours: Cast) -> None:
    joined = actions.join(user=ours.visitor, role=Member.Role.MEMBER, by=by(ours), at=NOW)
    assert (joined.business, joined.role, joined.joined_at) == (ours.studio, "member", NOW)
    assert newest() == ("member.joined", ours.owner.pk, NOW)


def test_who_gets_no_password_signs_in_by_none(cast: Cast) -> None:
    said: dict[str, Any] = {"email": "new@example.com", "name": "New", "at": NOW}
    user = actions.write_down(password=None, **said)
    assert not user.has_usable_password()
    assert actions.set_password(user=cast.alice, password=None, at=NOW)
    cast.alice.refresh_from_db()
    assert not cast.alice.has_usable_password()


def test_a_retired_demo_lets_nobody_in_and_frees_its_address(ours: Cast) -> None:
    Business.objects.filter(pk=ours.studio.pk).update(demo=True)
    link = make_link(purpose=Link.Purpose.PAGE, opens=ours.bakery.pk, by=by(ours), at=NOW)
    actions.retire(by=by(ours), at=NOW)
    assert newest() == ("business.retired", ours.owner.pk, NOW)
    assert memberships(ours.alice) == memberships(ours.bob) == []
    link.refresh_from_db()
    assert link.revoked_at == NOW
    assert Business.objects.get(pk=ours.studio.pk).slug == f"retired-{ours.studio.pk}"
    assert len(memberships(ours.mallory)) == 1


def test_a_business_in_earnest_is_never_retired(ours: Cast) -> None:
    before = Entry.objects.count(), list(Business.objects.values_list())
    with pytest.raises(ValueError, match="Only a demo"):
        actions.retire(by=by(ours), at=NOW)
    assert (Entry.objects.count(), list(Business.objects.values_list())) == before
    assert [one.business for one in memberships(ours.alice)] == [ours.studio]

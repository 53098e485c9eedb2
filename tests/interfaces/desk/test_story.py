"""The story of a promise: what happened, and whether they knew of each date that passed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.watching import WATCH, note_missed
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    DAY,
    HOUR,
    MONDAY,
    NEXT_FRIDAY,
    act,
    imported,
    promise,
    theirs,
)

pytestmark = pytest.mark.django_db
LATER = NEXT_FRIDAY.late_after + 9 * DAY


@pytest.fixture
def owner(client: Client, cast: Cast) -> Iterator[Client]:
    client.force_login(cast.alice)
    with time_machine.travel(LATER, tick=False):
        yield client


def story(owner: Client, logo: Promise) -> list[str]:
    page = unescape(owner.get(f"/desk/fern-studio/promises/{logo.pk}").content.decode())
    return re.findall(r'<p class="story-text">(.*?)</p>', page)


def called(cast: Cast, logo: Promise, at: datetime) -> None:
    by = act(cast.owner)
    tell(promise=logo, how=Telling.How.PHONE, stated_by=cast.owner, by=by, at=at)


def test_of_each_date_that_passed_it_says_whether_they_knew(owner: Client, cast: Cast) -> None:
    with enter(cast.studio):
        logo = promise(cast)
        called(cast, logo, MONDAY + HOUR)
        who: dict[str, Any] = {"by": act(cast.owner), "member": cast.owner}
        redo = Move.Reason.REDO
        move(promise=logo, to=NEXT_FRIDAY, reason=redo, seen=0, at=MONDAY + DAY, **who)
    assert story(owner, logo)[-2:] == [
        "Fri 6 Mar passed. They had been told 4 days before",
        "Fri 13 Mar passed. They were not told",
    ]
    with enter(cast.studio):
        called(cast, logo, LATER - HOUR)
    assert "Fri 13 Mar passed. They were told afterwards" in story(owner, logo)


def test_a_day_that_was_noted_as_missed_stands_there_once(owner: Client, cast: Cast) -> None:
    """In the story as it is known now; the entry says what was known then."""
    with enter(cast.studio):
        logo = promise(cast)
        note_missed(promise_id=logo.pk, by=WATCH, at=AFTER_FRIDAY)
        entry = Entry.objects.get(event="promise.missed")
    page = f"/desk/fern-studio/journal/{entry.pk}"
    assert story(owner, logo)[-1] == "Fri 6 Mar passed. They were not told"
    assert page in owner.get(f"/desk/fern-studio/promises/{logo.pk}").content.decode()
    said = "We said Fri 6 Mar; the day passed and they had not heard"
    assert said in unescape(owner.get(page).content.decode())
    with enter(cast.studio):
        by: dict[str, Any] = {"stated_by": cast.owner, "by": act(cast.owner)}
        how = Telling.How.PHONE
        tell(promise=logo, how=how, told_at=MONDAY + DAY, at=AFTER_FRIDAY + HOUR, **by)
    told = story(owner, logo)
    assert "Fri 6 Mar passed. They had been told 3 days before" in told
    assert said not in told


def test_what_was_kept_after_all_leaves_the_entry_in_the_story(owner: Client, cast: Cast) -> None:
    """Moved meanwhile, it still says the day that it was about."""
    with enter(cast.studio):
        logo = promise(cast)
        note_missed(promise_id=logo.pk, by=WATCH, at=AFTER_FRIDAY)
        who: dict[str, Any] = {"by": act(cast.owner), "at": AFTER_FRIDAY}
        moved: dict[str, Any] = {"reason": Move.Reason.REDO, "member": cast.owner, "seen": 0}
        move(promise=logo, to=NEXT_FRIDAY, **moved, **who)
        keep(promise=logo, kept_at=MONDAY + HOUR, **who)
    assert "We said Fri 6 Mar; the day passed and they had not heard" in story(owner, logo)


def test_what_an_import_does_not_know_is_not_recorded(owner: Client, cast: Cast) -> None:
    with enter(cast.studio):
        old = imported(cast)
    said = "Fri 6 Mar passed. Whether they were told is not recorded"
    assert story(owner, old)[-1] == said


def test_nobody_is_told_of_what_is_not_promised_to_them(owner: Client, cast: Cast) -> None:
    with enter(cast.studio):
        photos = theirs(cast)
    assert story(owner, photos) == ["They said Wed 4 Mar"]


def test_when_an_import_does_not_say_when_neither_do_we(owner: Client, cast: Cast) -> None:
    with enter(cast.studio):
        old = imported(cast)
        nobody = Promise.AskedBy.NOT_RECORDED
        by = Actor("import", old.import_batch_id)
        withdraw(promise=old, asked_by=nobody, by=by, at=AFTER_FRIDAY)
    assert story(owner, old) == ["We said Fri 6 Mar", "Withdrawn: not recorded"]
    page = owner.get(f"/desk/fern-studio/promises/{old.pk}").content.decode()
    assert "Promised for Friday 6 March, withdrawn, when is not recorded" in page
    assert "7 Mar" not in page
    assert page.count("when is not recorded") == 2
    with enter(cast.studio):
        entry = Entry.objects.get(event="promise.withdrawn")
    why = owner.get(f"/desk/fern-studio/journal/{entry.pk}").content.decode()
    assert "when is not recorded" in why
    assert "7 March" not in why

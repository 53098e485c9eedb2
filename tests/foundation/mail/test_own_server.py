"""A business's own mail server: what goes by it, what never does, and whom it holds up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone

from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail import queries, server
from makegood.foundation.mail.actions import own_server
from makegood.foundation.mail.models import Letter, OwnServer
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.foundation.mail.brought import (
    STUDIO,
    brought,
    in_force,
    own_office,
    tried,
)
from tests.foundation.mail.outbox import letter_of, post_all, standing, to
from tests.foundation.mail.post_office import CUT, STALL, post_office

State = Letter.State


def take_away(owner: Member) -> bool:
    with enter(owner.business):
        return own_server.remove(by=Actor("member", owner.pk), at=timezone.now())


@pytest.mark.parametrize("at_once", [True, False])
def test_letters_leave_by_it_once_it_took_one(cast: Cast, tmp_path: Path, at_once: bool) -> None:
    with own_office(tmp_path, at_once=at_once) as own, post_office() as ours, to(ours):
        server_ = tried(cast.owner, brought(cast.owner, own))
        assert server_.proved_at
        assert [taken["To"] for taken in own.taken] == ["Alice <alice@example.com>"]
        letter = letter_of(cast.owner)
        work_off()
        sent = own.taken[-1]
    assert standing(cast.owner, letter).state == State.SENT
    assert letter.handed_to == server_.pk
    assert sent["From"].addresses[0].addr_spec == STUDIO
    assert sent["Message-ID"].endswith("@fern.example>")
    assert f"MAIL FROM:<{STUDIO}>" in own.heard
    assert ours.connections == 0


def test_until_then_they_leave_as_before(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path) as own, post_office() as ours, to(ours):
        brought(cast.owner, own)
        letter = letter_of(cast.owner)
        work_off()
    assert standing(cast.owner, letter).state == State.SENT
    assert own.connections == 0
    assert ours.taken[0]["From"].addresses[0].addr_spec == "makegood@localhost"


def test_a_trial_that_fails_leaves_the_one_in_force(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path, AUTH=["235 fine", "535 wrong password", "235 fine"]) as own:
        first = in_force(cast.owner, own)
        second = tried(cast.owner, brought(cast.owner, own, password="forgotten"))
        assert second.proved_at is None
        letter = letter_of(cast.owner)
        work_off()
    with enter(cast.studio):
        trial = queries.last_trial(second)
        assert trial is not None
        assert trial.reply == "535 wrong password"
        assert queries.server_in_force() == first
    assert standing(cast.owner, letter).handed_to == first.pk


def test_the_next_one_that_proves_itself_takes_its_place(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path) as own:
        in_force(cast.owner, own)
        second = tried(cast.owner, brought(cast.owner, own, address="post@fern.example"))
    with enter(cast.studio):
        assert list(OwnServer.objects.all()) == [second]
        told = Entry.objects.filter(subject_kind="own_server").order_by("pk")
        assert [entry.event.partition(".")[2] for entry in told] == ["set", "tried", "proved"] * 2


def test_without_it_letters_leave_as_they_did_and_nothing_is_kept(
    cast: Cast, tmp_path: Path
) -> None:
    with own_office(tmp_path) as own, post_office() as ours, to(ours):
        in_force(cast.owner, own)
        waits = letter_of(cast.owner)
        assert take_away(cast.owner)
        assert not take_away(cast.owner)
        work_off()
    assert standing(cast.owner, waits).state == State.SENT
    assert (len(own.taken), len(ours.taken)) == (0, 1)
    with enter(cast.studio):
        assert not OwnServer.objects.exists()
        assert Entry.objects.filter(event="own_server.removed").count() == 1


def test_a_trial_of_one_that_was_taken_away_ends(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path) as own:
        server_ = brought(cast.owner, own)
        with enter(cast.studio):
            by = Actor("member", cast.owner.pk)
            trial = own_server.try_out(server=server_, member=cast.owner, by=by, at=timezone.now())
        take_away(cast.owner)
        work_off()
    assert standing(cast.owner, trial).state == State.FAILED
    assert own.connections == 0


def test_account_mail_never_goes_by_it(cast: Cast, tmp_path: Path) -> None:
    """It opens an account that may reach into other businesses: its members would be theirs."""
    with own_office(tmp_path) as own, post_office() as ours, to(ours):
        in_force(cast.owner, own)
        letter = letter_of(cast.owner, kind=Letter.Kind.ACCOUNT)
        work_off()
    assert standing(cast.owner, letter).state == State.SENT
    assert (len(own.taken), len(ours.taken)) == (0, 1)


def test_others_do_not_leave_by_it(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path) as own, post_office() as ours, to(ours):
        in_force(cast.owner, own)
        letter_of(cast.stranger)
        work_off()
    assert (len(own.taken), len(ours.taken)) == (0, 1)


def test_one_that_hangs_does_not_hold_up_others(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SECONDS_TO_HAND_OVER", 0.3)
    with own_office(tmp_path, banner=[None, STALL]) as own, post_office() as ours, to(ours):
        in_force(cast.owner, own)
        hanging = [letter_of(cast.owner, to=f"anna{n}@example.com") for n in range(8)]
        others = [letter_of(cast.stranger, to=f"gwen{n}@example.com") for n in range(3)]
        work_off()
        assert own.connections == 2, "One letter waited for it, and no other."
    assert [standing(cast.stranger, letter).state for letter in others] == [State.SENT] * 3
    assert [standing(cast.owner, letter).attempts for letter in hanging] == [1, *[0] * 7]
    assert all(letter.try_at for letter in hanging)


def test_one_that_is_slow_rests_many_times_as_long(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SLOW", 0.0)
    monkeypatch.setattr(server, "OWN_RESTS", 100_000)
    with own_office(tmp_path) as own:
        in_force(cast.owner, own)
        server.forget_rests()
        first, second = (letter_of(cast.owner, to=f"anna{n}@example.com") for n in range(2))
        began = timezone.now()
        work_off()
    assert standing(cast.owner, first).state == State.SENT
    waits = standing(cast.owner, second).try_at
    assert waits is not None
    assert waits - began > timedelta(minutes=1)
    assert second.attempts == 0


def test_a_trial_neither_waits_for_letters_nor_makes_them_wait(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path, RCPT=["450 grey", None]) as own:
        first = tried(cast.owner, brought(cast.owner, own))
        assert first.proved_at is None
        letter = letter_of(cast.owner, to="alice@example.com")
        work_off()
        assert standing(cast.owner, letter).state == State.SENT
        letter_of(cast.owner, to="alice@example.com")
        with enter(cast.studio):
            later = timezone.now() + timedelta(hours=1)
            Letter.objects.exclude(state=State.SENT).update(try_at=later)
        assert tried(cast.owner, brought(cast.owner, own)).proved_at


def test_what_a_demo_kept_proves_nothing(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path) as own:
        found = brought(cast.owner, own)
        Business.objects.filter(pk=cast.studio.pk).update(demo=True)
        assert tried(cast.owner, found).proved_at is None
        assert own.connections == 0


def test_a_demo_brings_none_and_reaches_none(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path) as own:
        in_force(cast.owner, own)
        Business.objects.filter(pk=cast.studio.pk).update(demo=True)
        connections = own.connections
        letter = letter_of(cast.owner)
        work_off()
        assert own.connections == connections
    assert standing(cast.owner, letter).reply == "Kept here: nothing leaves a demo."


def test_in_production_an_own_server_needs_no_other(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path) as own, override_settings(SECURE=True):
        in_force(cast.owner, own)
        letter = letter_of(cast.owner)
        work_off()
    assert standing(cast.owner, letter).state == State.SENT


def test_a_doubt_is_never_answered_by_another_server(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path, message=[None, CUT]) as own, post_office() as ours, to(ours):
        in_force(cast.owner, own)
        letter = letter_of(cast.owner)
        work_off()
        assert standing(cast.owner, letter).state == State.UNSURE
        take_away(cast.owner)
        post_all(cast)
    assert standing(cast.owner, letter).state == State.UNKNOWN
    assert (len(own.taken), len(ours.taken)) == (1, 0)


def test_a_doubt_is_repeated_by_the_same_server_as_the_same_message(
    cast: Cast, tmp_path: Path
) -> None:
    with own_office(tmp_path, message=[None, CUT, None]) as own:
        in_force(cast.owner, own)
        letter = letter_of(cast.owner)
        work_off()
        post_all(cast)
    assert standing(cast.owner, letter).state == State.SENT
    first, second = own.taken
    assert bytes(first) == bytes(second)


def test_one_that_was_never_handed_over_goes_by_the_server_in_force(
    cast: Cast, tmp_path: Path
) -> None:
    with own_office(tmp_path, RCPT=[None, "450 later"]) as own, post_office() as ours, to(ours):
        in_force(cast.owner, own)
        letter = letter_of(cast.owner)
        work_off()
        take_away(cast.owner)
        post_all(cast)
    assert standing(cast.owner, letter).state == State.SENT
    assert len(ours.taken) == 1


def test_a_trial_is_given_up_after_a_quarter_of_an_hour(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path, RCPT="450 grey") as own:
        found = tried(cast.owner, brought(cast.owner, own))
        with enter(cast.studio):
            trial = queries.last_trial(found)
            assert trial is not None
            assert trial.state == State.QUEUED
            Letter.objects.update(made_at=timezone.now() - timedelta(minutes=16))
        post_all(cast)
        assert standing(cast.owner, trial).state == State.FAILED

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from makegood.domain.feedback.actions.turns import ask_due, once_more, remind_due
from makegood.domain.feedback.models import Invitation, Version
from makegood.domain.feedback.reactions import kept_work_is_asked_about
from makegood.foundation.jobs import heart
from makegood.foundation.jobs.models import Job
from makegood.foundation.jobs.queries import in_trouble
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, arrived, asking, delivered, followed, promised
from tests.domain.feedback.asked import work as begun

# A working day in the hours in which letters that ask may leave, in Berlin and in New York.
LATER = NOW + 2 * DAY + timedelta(hours=4, minutes=30)


def waits(cast: Cast, who: str, mail: str) -> Invitation:
    """Somebody's work was delivered, and they stand to be asked about it."""
    owner = cast.stranger if who == "client_of_salon" else cast.owner
    with enter(owner.business):
        if not Invitation.objects.exists():
            asking(owner)
        entry = delivered(owner, promised(owner, begun(owner, getattr(cast, who), mail=mail)))
        followed(kept_work_is_asked_about, entry)
        found: Invitation = Invitation.objects.get(because_id=entry.pk)
    return found


def poisoned(one: Invitation) -> None:
    """No letter can be made of its questions."""
    with enter(one.business):
        version = Version.objects.create(
            survey=one.survey, number=9, content={"pages": 1}, written_at=NOW, published_at=NOW
        )
        Invitation.objects.filter(pk=one.pk).update(version=version, ask_at=NOW)


def written_to(cast: Cast, kind: str = "asking") -> set[str]:
    found = set()
    for business in (cast.studio, cast.salon):
        with enter(business):
            found |= set(Letter.objects.filter(kind=kind).values_list("to_address", flat=True))
    return found


@pytest.fixture
def three(cast: Cast) -> list[Invitation]:
    """The first of the studio cannot be asked; another of theirs and one of the salon can."""
    rows = [
        waits(cast, "bakery", "bakery@example.com"),
        waits(cast, "anna", "anna@example.com"),
        waits(cast, "client_of_salon", "gwen@example.com"),
    ]
    poisoned(rows[0])
    return rows


@pytest.fixture(autouse=True)
def by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's clock is ours."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def test_one_that_cannot_be_asked_holds_up_nobody_here_or_elsewhere(
    cast: Cast, three: list[Invitation]
) -> None:
    assert ask_due(now=LATER) == 2
    assert written_to(cast) == {"anna@example.com", "gwen@example.com"}


def test_it_stands_in_trouble_with_its_place_and_none_of_its_words(
    three: list[Invitation], capsys: pytest.CaptureFixture[str]
) -> None:
    ask_due(now=LATER)
    work_off()
    [job] = in_trouble()
    assert job.arguments["kwargs"]["invitation_id"] == three[0].pk
    call_command("trouble")
    said = capsys.readouterr().out
    assert "fern-studio, makegood.domain.feedback.actions.turns.once_more" in said
    assert "in makegood.domain.feedback.rules" in said


def test_until_then_it_is_left_alone_and_the_others_go_on(
    cast: Cast, three: list[Invitation]
) -> None:
    ask_due(now=LATER)
    work_off()
    again = waits(cast, "client_of_salon", "gwen@example.com")
    with enter(cast.salon):
        Invitation.objects.exclude(pk=again.pk).update(asked_at=NOW - 40 * DAY)
        Invitation.objects.filter(pk=again.pk).update(ask_at=NOW)
    assert ask_due(now=LATER) == 1
    assert Job.objects.filter(path=once_more.module_path).count() == 1


def test_given_up_it_is_left_to_a_person_for_a_day(
    three: list[Invitation], capsys: pytest.CaptureFixture[str]
) -> None:
    ask_due(now=LATER)
    Job.objects.filter(path=once_more.module_path).update(
        state=Job.State.FAILED, last_error="x", attempts=10, done_at=LATER
    )
    ask_due(now=LATER + timedelta(minutes=10))
    assert Job.objects.filter(path=once_more.module_path).count() == 1
    with pytest.raises(CommandError, match="1 thing was given up"):
        call_command("trouble")
    ask_due(now=LATER + DAY * 3)
    assert Job.objects.filter(path=once_more.module_path).count() == 2


def test_once_it_is_mended_its_job_asks_them(cast: Cast, three: list[Invitation]) -> None:
    ask_due(now=LATER)
    with enter(cast.studio):
        good = Version.objects.get(survey=three[0].survey, number=1)
        Invitation.objects.filter(pk=three[0].pk).update(version=good)
    work_off()
    assert "bakery@example.com" in written_to(cast)
    assert in_trouble() == []


def test_by_night_its_job_asks_nobody(
    cast: Cast, three: list[Invitation], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_due(now=LATER)
    with enter(cast.studio):
        good = Version.objects.get(survey=three[0].survey, number=1)
        Invitation.objects.filter(pk=three[0].pk).update(version=good)
    monkeypatch.setattr(timezone, "now", lambda: LATER + timedelta(hours=7))
    work_off()
    assert "bakery@example.com" not in written_to(cast)
    assert ask_due(now=LATER + DAY * 3) == 1


@pytest.mark.parametrize("goes", [ask_due, remind_due])
def test_a_business_that_cannot_be_looked_at_holds_up_no_other(
    cast: Cast, three: list[Invitation], goes: object
) -> None:
    now = LATER
    if goes is remind_due:
        ask_due(now=now)
        for one in three[1:]:
            with enter(one.business):
                arrived(one, at=LATER)
        now = LATER + 6 * DAY
    Business.objects.filter(pk=cast.studio.pk).update(zone="Europe/Atlantis")
    assert (ask_due if goes is ask_due else remind_due)(now=now) == 1
    kind = "asking" if goes is ask_due else "reminder"
    assert "gwen@example.com" in written_to(cast, kind)
    jobs = Job.objects.filter(path=once_more.module_path, business_id=cast.studio.pk)
    assert jobs.latest("id").arguments["kwargs"].get("invitation_id") is None


def test_one_that_hangs_is_found_as_a_job_by_the_next_run(
    cast: Cast, three: list[Invitation], monkeypatch: pytest.MonkeyPatch
) -> None:
    def rings(*_: object, **__: object) -> int:
        raise heart.TookTooLong

    with monkeypatch.context() as hung:
        hung.setattr("makegood.domain.feedback.actions.turns._take", rings)
        hung.setattr("makegood.foundation.jobs.apart.connection.close", lambda: None)
        with pytest.raises(heart.TookTooLong):
            ask_due(now=LATER)
    assert ask_due(now=LATER) == 2

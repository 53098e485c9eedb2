"""What fails in its turn is left to a job of its own, and done once it is mended."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from makegood.foundation.jobs.heart import TookTooLong
from makegood.foundation.jobs.models import Job
from makegood.foundation.jobs.walking import once_more, to_each
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.tenancy.scope import current_business
from tests.cast import Cast

# Which bells cannot be rung, and by what; a business alone: its whole chime.
broken: dict[str, type[BaseException]] = {}
rung: list[str] = []


def chime(*, now: datetime) -> list[int]:
    return [n for n in (1, 2) if not _fails(current_business().slug)]


def ring(bell: int, *, now: datetime) -> int:
    name = f"{current_business().slug} {bell}"
    assert not _fails(name)
    rung.append(name)
    return 1


def _fails(name: str) -> bool:
    if name in broken:
        raise broken[name]
    return False


@pytest.fixture(autouse=True)
def nothing_rung_yet(cast: Cast) -> None:
    broken.clear()
    rung.clear()
    Job.objects.all().delete()


def walk() -> int:
    return sum(to_each(ring, of=chime, now=timezone.now()))


def test_each_row_of_each_business_has_its_turn() -> None:
    assert walk() == 4
    assert rung == ["fern-studio 1", "fern-studio 2", "salon-mallory 1", "salon-mallory 2"]
    assert not Job.objects.exists()


@pytest.mark.parametrize(("which", "left"), [("fern-studio 1", 3), ("fern-studio", 2)])
def test_what_fails_is_left_to_its_job_until_it_is_mended(which: str, left: int) -> None:
    broken[which] = ArithmeticError
    assert [walk(), walk()] == [left, left]
    broken.clear()
    assert walk() == left
    rung.clear()
    work_off()
    assert rung == ([which] if " " in which else [])
    assert walk() == 4


def test_one_that_hangs_ends_the_walk_and_the_next_goes_past_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("makegood.foundation.jobs.apart.connection.close", lambda: None)
    broken["fern-studio 1"] = TookTooLong
    with pytest.raises(TookTooLong):
        walk()
    assert rung == []
    assert walk() == 3


def test_outside_a_job_of_its_business_nothing_is_done_again(cast: Cast) -> None:
    does = {"does": f"{__name__}.ring", "of": f"{__name__}.chime"}
    once_more.enqueue(business_id=cast.studio.pk, row=1, **does)
    Job.objects.update(business_id=cast.salon.pk)
    work_off()
    assert rung == []
    assert "RuntimeError" in Job.objects.get().last_error
